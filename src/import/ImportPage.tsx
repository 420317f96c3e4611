import { useParams } from 'react-router-dom'
import { useLabel } from '../i18n/use-text.ts'
import { usePageTitle } from '../layout/page-title.ts'
import { useConsole } from '../views/console.ts'
import { CheckStep } from './check/CheckStep.tsx'
import { ColumnsStep } from './columns/ColumnsStep.tsx'
import { DoneStep } from './done/DoneStep.tsx'
import { PastImports } from './done/PastImports.tsx'
import { FilesStep } from './files/FilesStep.tsx'
import './import.css'
import { type Step, useImport } from './use-import.ts'
import { useWords } from './words.ts'

const steps: readonly Step[] = ['files', 'columns', 'check', 'done']

const Steps = ({ now }: { readonly now: Step }) => {
  const words = useWords()
  const at = steps.indexOf(now)
  return (
    <ol className="import-steps" aria-label={words('steps')}>
      {steps.map((step, i) => (
        <li key={step} aria-current={step === now ? 'step' : undefined} className={i < at ? 'past' : ''}>
          <span aria-hidden>{i + 1}</span>
          {words(`step_${step}`)}
        </li>
      ))}
    </ol>
  )
} // prettier-ignore

const Import = ({ entity }: { readonly entity: string | undefined }) => {
  const words = useWords()
  const label = useLabel()
  const { index } = useConsole()
  const importing = useImport(entity)
  const { step, error } = importing.state
  const name = label(index.resources.get(importing.state.entity ?? '')?.label)
  const title = name === '' ? words('title') : words('title_of', { name })
  usePageTitle(title)
  return (
    <div className="import">
      <header className="head">
        <h1>{title}</h1>
        <span className="sub">{words('lead')}</span>
      </header>
      <Steps now={step} />
      {error && (
        <p className="notice bad" role="alert">
          {error}
        </p>
      )}
      {step === 'files' && <FilesStep importing={importing} />}
      {step === 'columns' && <ColumnsStep importing={importing} />}
      {step === 'check' && <CheckStep importing={importing} />}
      {step === 'done' && <DoneStep importing={importing} />}
      {(step === 'files' || step === 'done') && <PastImports />}
    </div>
  )
}

/** Imports files in four steps: choose, match columns, check, done; past imports below. */
export const ImportPage = () => {
  const { entity } = useParams()
  return <Import key={entity ?? ''} entity={entity} />
}
