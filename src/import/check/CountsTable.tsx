import type { ReactNode } from 'react'
import type { Count } from '#model/language/import/wire.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { useWords } from '../words.ts'

type Props = { readonly counts: readonly Count[]; readonly linksOf?: (count: Count) => ReactNode }

/** What an import made and changed, an entity a row. */
export const CountsTable = ({ counts, linksOf }: Props) => {
  const words = useWords()
  const label = useLabel()
  const format = useFormat()
  const { index } = useConsole()
  const linesOf = ({ lines }: Count): string =>
    Object.entries(lines).map(([name, count]) => `${label(index.resources.get(name)?.label)} ${format.number(count)}`).join(words('list_comma'))
  return (
    <div className="scroll" role="region" aria-label={words('records')} tabIndex={0}>
      <table className="rows">
        <thead>
          <tr>
            <th>{words('records')}</th>
            <th className="num">{words('created')}</th>
            <th className="num">{words('updated')}</th>
            <th className="num">{words('unchanged')}</th>
            <th>{words('of_lines')}</th>
            {linksOf && (
              <th>
                <span className="hidden">{words('links')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {counts.map((count, i) => (
            <tr key={`${count.resource} ${i}`}>
              <td>{label(index.resources.get(count.resource)?.label)}</td>
              <td className="num">{format.number(count.created)}</td>
              <td className="num">{format.number(count.updated)}</td>
              <td className="num">{format.number(count.unchanged)}</td>
              <td>{linesOf(count)}</td>
              {linksOf && <td>{linksOf(count)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
} // prettier-ignore
