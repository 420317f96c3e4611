import { useQuery } from '@tanstack/react-query'
import type { KeptImport } from '#model/language/import/wire.ts'
import { imports } from '../../data/imports.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { useWords } from '../words.ts'
import { RecordLinks } from './links.tsx'
import { importsKey, UndoButton } from './UndoButton.tsx'

const PastImport = ({ kept }: { readonly kept: KeptImport }) => {
  const words = useWords()
  const label = useLabel()
  const format = useFormat()
  const { index } = useConsole()
  return (
    <tr>
      <td>{format.datetime(kept.at)}</td>
      <td>{kept.by_name ?? words('system')}</td>
      <td className="wrap">{[kept.name, kept.files.join(', ')].filter(Boolean).join(': ')}</td>
      <td>
        {kept.counts.map((count, i) => (
          <div key={i}>
            {label(index.resources.get(count.resource)?.label)}: {words('count_created', { count: count.created })}
            {count.updated > 0 && `, ${words('count_updated', { count: count.updated })}`} <RecordLinks kept={kept} count={count} />
          </div>
        ))}
      </td>
      <td>
        {kept.state === 'undone' ? (
          <span className="chip" title={words('undone_by', { name: kept.undone_by_name ?? words('system'), at: format.datetime(kept.undone_at ?? kept.at) })}>
            {words('undone')}
          </span>
        ) : (
          <span className="chip good">{words('done_state')}</span>
        )}
        {kept.historical && <span className="chip">{words('historical')}</span>}
      </td>
      <td>
        <UndoButton kept={kept} />
      </td>
    </tr>
  )
} // prettier-ignore

/** What was imported before, newest first, with the way back. */
export const PastImports = () => {
  const words = useWords()
  const { data } = useQuery({ queryKey: importsKey, queryFn: imports.kept })
  if (!data) return null
  return (
    <section className="card flush">
      <h2>{words('past')}</h2>
      {data.length === 0 ? (
        <p className="sub">{words('past_none')}</p>
      ) : (
        <div className="scroll" role="region" aria-label={words('past')} tabIndex={0}>
          <table className="rows">
            <thead>
              <tr>
                <th>{words('past_at')}</th>
                <th>{words('past_by')}</th>
                <th>{words('past_files')}</th>
                <th>{words('past_counts')}</th>
                <th>{words('past_state')}</th>
                <th>
                  <span className="hidden">{words('undo')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((kept) => (
                <PastImport key={kept.id} kept={kept} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
