import { useRef, useState } from 'react'
import { moveDay, type SandboxStatus } from '../../data/sandbox.ts'
import { useFormat } from '../../i18n/format.ts'
import { useConsole } from '../../views/console.ts'
import type { SandboxWork } from './use-work.ts'
import { useWords } from './panel-words.ts'

const steps = [1, 7, 30] as const

type Props = {
  readonly status: SandboxStatus
  readonly work: SandboxWork
  readonly onMoved: () => Promise<void>
}

type Progress = { readonly day: number; readonly days: number; readonly done: number }

/** Moves day by day, so that one sees how far it is and may stop; the console follows at the end. */
const useMove = ({ work, onMoved }: Props) => {
  const { restart } = useConsole()
  const [progress, setProgress] = useState<Progress | null>(null)
  const [moved, setMoved] = useState<Omit<Progress, 'day'> | null>(null)
  const stopped = useRef(false)
  const move = (days: number) =>
    work.run(async () => {
      stopped.current = false
      setMoved(null)
      let [day, done] = [0, 0]
      try {
        while (day < days && !stopped.current) {
          setProgress({ day: day + 1, days, done })
          done += (await moveDay()).done
          day += 1
        }
      } finally {
        setProgress(null)
        if (day > 0) setMoved({ days: day, done })
        await onMoved()
        await restart()
      }
    })
  const stop = () => {
    stopped.current = true
  }
  return { progress, moved, move, stop }
}

/** The clock of the sandbox: what day it is there, and days forward. */
export const ClockControl = (props: Props) => {
  const words = useWords()
  const format = useFormat()
  const { status, work } = props
  const { progress, moved, move, stop } = useMove(props)
  const day = format.date(status.day)
  return (
    <section aria-label={words('clock')}>
      <h3>{words('clock')}</h3>
      <p>{status.days > 0 ? words('today_moved', { day, days: status.days }) : words('today', { day })}</p>
      <div className="sandbox-row">
        {steps.map((days) => (
          <button key={days} type="button" className="button" disabled={work.busy} onClick={() => void move(days)}>
            {words('forward', { days })}
          </button>
        ))}
        {progress && (
          <button type="button" className="button" onClick={stop}>
            {words('stop')}
          </button>
        )}
      </div>
      <p className="sub" role="status">
        {progress ? words('moving', progress) : moved ? words('moved_done', moved) : words('clock_hint')}
      </p>
    </section>
  )
} // prettier-ignore
