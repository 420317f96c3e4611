import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { setFaults, type Faults } from '../../data/sandbox.ts'
import { useConsole } from '../../views/console.ts'
import type { SandboxWork } from './use-work.ts'
import { useWords } from './panel-words.ts'

const names = ['latency_ms', 'error_percent', 'timeout_percent', 'offline_percent', 'conflict_percent'] as const // prettier-ignore
const mostOf = (name: (typeof names)[number]) => (name === 'latency_ms' ? 30_000 : 100)

const none: Faults = { latency_ms: 0, error_percent: 0, timeout_percent: 0, offline_percent: 0, conflict_percent: 0 } // prettier-ignore

type Props = {
  readonly faults: Faults
  readonly work: SandboxWork
  readonly onSet: () => Promise<void>
}

/** What goes wrong on purpose. */
export const FaultControls = ({ faults, work, onSet }: Props) => {
  const words = useWords()
  const { restart } = useConsole()
  const [values, setValues] = useState(faults)
  const isOn = names.some((name) => faults[name] > 0)
  const isChanged = names.some((name) => values[name] !== faults[name])
  const set = (next: Faults) =>
    work.run(async () => {
      await setFaults(next)
      await onSet()
      await restart()
    })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void set(values)
  }
  return (
    <section aria-label={words('faults')}>
      <h3>{words('faults')}</h3>
      <form onSubmit={submit}>
        <div className="sandbox-faults">
          {names.map((name) => (
            <label key={name}>
              <span>{words(name)}</span>
              <TextField
                size="small"
                type="number"
                slotProps={{ htmlInput: { min: 0, max: mostOf(name), step: 1, 'aria-label': words(name) } }}
                value={values[name]}
                onChange={(event) => setValues({ ...values, [name]: Number(event.target.value) })}
              />
            </label>
          ))}
        </div>
        <div className="sandbox-row">
          <button type="submit" className="button" disabled={work.busy || !isChanged}>
            {words('apply')}
          </button>
          <button type="button" className="button" disabled={work.busy || !isOn} onClick={() => void set(none)}>
            {words('none')}
          </button>
          {isOn && !isChanged && <span className="chip warn">{words('applied')}</span>}
        </div>
      </form>
      <p className="sub">{words('faults_hint')}</p>
    </section>
  )
} // prettier-ignore
