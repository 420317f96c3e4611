import type { Row } from '#model/language/wire.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { DueWords } from '../../layout/home/DueWords.tsx'
import { useConsole, useResourceOf } from '../console.ts'
import { clocksOf } from './clocks.ts'

/** Time limits that run on a record, each with what is left of it. */
export const Clocks = ({ resource, record }: { readonly resource: string; readonly record: Row }) => {
  const console = useConsole()
  const label = useLabel()
  const format = useFormat()
  const at = useResourceOf(resource)
  const running = at ? clocksOf(console, at.entity, record) : []
  if (running.length === 0) return null
  return (
    <p className="sub">
      {running.map(({ key, due, at: until, tone }) => [
        <span key={key} className={`chip ${tone}`} title={format.datetime(until)}>
          <span>{label(at?.fields[due]?.label)}&nbsp;</span>
          <DueWords value={until} />
        </span>,
        ' ',
      ])}
    </p>
  )
} // prettier-ignore
