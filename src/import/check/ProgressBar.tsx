import type { Progress } from '#model/language/import/wire.ts'
import { useWords } from '../words.ts'

/** Share of the work that lies behind each phase, roughly as it is measured. */
const behind = { read: 0.1, match: 0.15, check: 0.3, write: 0.35, compute: 0.75, done: 1 } as const satisfies Record<Progress['phase'], number> // prettier-ignore

const shareOf = (progress: Progress | null): number => {
  if (!progress) return 0.03
  const { phase, done, total } = progress
  const start = behind[phase]
  return phase === 'write' && total > 0 ? start + (behind.compute - start) * (done / total) : start
}

/** How far the server is, in its own words. */
export const ProgressBar = ({ progress, isWriting }: { readonly progress: Progress | null; readonly isWriting: boolean }) => {
  const words = useWords()
  const phase = progress
    ? words(`phase_${progress.phase}`, { done: progress.done, total: progress.total })
    : words('phase_upload')
  const percent = Math.round(shareOf(progress) * 100)
  return (
    <section className="card grid" aria-busy>
      <b>{words(isWriting ? 'writing' : 'trying')}</b>
      <div className="progress" role="progressbar" aria-label={words(isWriting ? 'writing' : 'trying')} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} aria-valuetext={phase}>
        <span style={{ width: `${percent}%` }} />
      </div>
      <span className="sub" role="status">
        {phase}
        {isWriting && ` · ${words('keep_open')}`}
      </span>
    </section>
  )
} // prettier-ignore
