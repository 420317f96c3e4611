import { Link } from 'react-router-dom'
import type { Count, KeptImport } from '#model/language/import/wire.ts'
import { useWords } from '../words.ts'

const listOf = (resource: string, filter: object): string =>
  `/${resource}?filter=${encodeURIComponent(JSON.stringify(filter))}`

type Props = { readonly kept: Pick<KeptImport, 'at' | 'state'>; readonly count: Count }

/** Links to what an import made and changed: its records share the instant of their writing. */
export const RecordLinks = ({ kept: { at, state }, count }: Props) => {
  const words = useWords()
  if (state === 'undone') return null
  return (
    <span className="record-links">
      {count.created > 0 && (
        <Link to={listOf(count.resource, { created_at: at })}>
          {words('open_records', { count: count.created })}
        </Link>
      )}
      {count.updated > 0 && (
        <Link to={listOf(count.resource, { updated_at: at, created_at: { $lt: at } })}>
          {words('open_changed', { count: count.updated })}
        </Link>
      )}
    </span>
  )
}
