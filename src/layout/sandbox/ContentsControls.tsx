import { type ChangeEvent, useRef, useState } from 'react'
import { exportSandbox, importSandbox, resetSandbox } from '../../data/sandbox.ts'
import { useText } from '../../i18n/use-text.ts'
import { openAnew, type SandboxWork } from './use-work.ts'
import { useWords } from './panel-words.ts'

type Asked = { readonly question: string; readonly go: () => Promise<unknown> }

type Props = { readonly hasSample: boolean; readonly work: SandboxWork }

/** Everything out as a file, in from a file, back to the sample company, or empty; what loses data asks first. */
export const ContentsControls = ({ hasSample, work }: Props) => {
  const words = useWords()
  const text = useText()
  const [asked, setAsked] = useState<Asked | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const chosen = (event: ChangeEvent<HTMLInputElement>): void => {
    const [file] = event.target.files ?? []
    event.target.value = ''
    if (file) setAsked({ question: words('ask_import', { name: file.name }), go: () => importSandbox(file) }) // prettier-ignore
  }
  const reset = (company: 'sample' | 'empty') =>
    setAsked({ question: words(`ask_${company}`), go: () => resetSandbox(company) })
  const go = ({ go: replace }: Asked) => {
    setAsked(null)
    return work.run(async () => replace().then(openAnew))
  }
  return (
    <section aria-label={words('contents')}>
      <h3>{words('contents')}</h3>
      {asked ? (
        <div className="notice warn" role="alertdialog" aria-label={asked.question}>
          <p>{asked.question}</p>
          <div className="sandbox-row">
            <button type="button" className="button" autoFocus onClick={() => setAsked(null)}>
              {text('app.cancel')}
            </button>
            <button type="button" className="button danger" onClick={() => void go(asked)}>
              {words('go')}
            </button>
          </div>
        </div>
      ) : (
        <div className="sandbox-row">
          <button type="button" className="button" disabled={work.busy} onClick={() => void work.run(exportSandbox)}>
            {words('export')}
          </button>
          <button type="button" className="button" disabled={work.busy} onClick={() => input.current?.click()}>
            {words('import')}
          </button>
          {hasSample && (
            <button type="button" className="button" disabled={work.busy} onClick={() => reset('sample')}>
              {words('sample')}
            </button>
          )}
          <button type="button" className="button" disabled={work.busy} onClick={() => reset('empty')}>
            {words('empty')}
          </button>
        </div>
      )}
      <input ref={input} type="file" hidden aria-label={words('import')} accept=".gz,application/gzip" onChange={chosen} />
      {work.busy && <p className="sub" role="status">{words('busy')}</p>}
    </section>
  )
} // prettier-ignore
