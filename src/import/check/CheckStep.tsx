import { useState } from 'react'
import { problemOf } from '../../data/problem.ts'
import { useNotice } from '../../i18n/use-notice.ts'
import type { Importing } from '../use-import.ts'
import { useWords } from '../words.ts'
import { CountsTable } from './CountsTable.tsx'
import { Notes } from './Notes.tsx'
import { ProblemGrid } from './ProblemGrid.tsx'
import { ProblemSummary } from './ProblemSummary.tsx'
import { ProgressBar } from './ProgressBar.tsx'

type Props = { readonly importing: Importing }

const Heading = ({ importing }: Props) => {
  const words = useWords()
  const { answer } = importing.state
  if (!answer) return null
  const count = answer.problem_count
  const shown = answer.problems.length
  return count === 0 ? (
    <p className="notice good" role="status">
      {words('no_problems')}
    </p>
  ) : (
    <p className="notice bad" role="status">
      {words('problems', { count })} {shown < count && words('problems_capped', { shown })}
    </p>
  )
} // prettier-ignore

const ErrorFile = ({ importing }: Props) => {
  const words = useWords()
  const notify = useNotice()
  const [isBusy, setBusy] = useState(false)
  const get = async (): Promise<void> => {
    setBusy(true)
    await importing
      .errorFile()
      .catch((error: unknown) => notify(problemOf(error).message, { type: 'error' }))
    setBusy(false)
  }
  return (
    <button type="button" className="btn" disabled={isBusy} onClick={() => void get()}>
      {words('error_file')}
    </button>
  )
}

const Actions = ({ importing }: Props) => {
  const words = useWords()
  const { answer, busy, corrections } = importing.state
  const total = (answer?.counts ?? []).reduce((sum, { created, updated }) => sum + created + updated, 0) // prettier-ignore
  const isReady = answer !== null && answer.problem_count === 0
  return (
    <div className="form-actions">
      <button type="button" className="btn" disabled={busy !== null} onClick={() => importing.set({ step: 'columns' })}>
        {words('back')}
      </button>
      {isReady ? (
        <button type="button" className="btn main" disabled={busy !== null} onClick={() => void importing.run(false)}>
          {words('import_now', { count: total })}
        </button>
      ) : (
        <button type="button" className={corrections.length > 0 ? 'btn main' : 'btn'} disabled={busy !== null} onClick={() => void importing.run(true)}>
          {words('again')}
        </button>
      )}
      {answer && !isReady && <ErrorFile importing={importing} />}
      {corrections.length > 0 && (
        <>
          <span className="sub">{words('corrected', { count: corrections.length })}</span>
          <button type="button" className="btn" disabled={busy !== null} onClick={() => importing.set({ corrections: [] })}>
            {words('drop_corrections')}
          </button>
        </>
      )}
    </div>
  )
} // prettier-ignore

/** Third step: what the import would do, and the problems, put right in place. */
export const CheckStep = ({ importing }: Props) => {
  const words = useWords()
  const { answer, busy, progress, inspected } = importing.state
  return (
    <>
      {busy && <ProgressBar progress={progress} isWriting={busy === 'writing'} />}
      {!busy && <Heading importing={importing} />}
      {answer && !busy && (
        <>
          {answer.problem_count > 0 && <ProblemSummary importing={importing} answer={answer} />}
          {inspected.map(({ name }) => (
            <ProblemGrid key={name} importing={importing} answer={answer} file={name} />
          ))}
          {answer.counts.length > 0 && (
            <section className="card">
              <h2>{words('would')}</h2>
              <CountsTable counts={answer.counts} />
            </section>
          )}
          <Notes answer={answer} />
        </>
      )}
      <Actions importing={importing} />
    </>
  )
} // prettier-ignore
