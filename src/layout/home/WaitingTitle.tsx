import { Link } from 'react-router-dom'
import type { Row } from '#model/language/wire.ts'
import { useConsole } from '../../views/console.ts'
import { recordRefOf } from '../../views/fields/links/RecordRef.tsx'
import { PathValue } from '../../views/PathValue.tsx'
import { RecordTitle } from '../../views/RecordTitle.tsx'

/** Names a waiting matter; one that is about another record is named with it. */
export const WaitingTitle = ({ resource, record }: { readonly resource: string; readonly record: Row }) => {
  const { index } = useConsole()
  const fields = Object.entries(index.resources.get(resource)?.fields ?? {})
  const target = fields.find(([name, { type }]) => type === 'record_ref' && recordRefOf(record[name]))?.[0]
  return (
    <>
      <Link to={`/${resource}/${record.id}/show`} style={{ color: 'inherit', fontWeight: 500 }}>
        <RecordTitle resource={resource} record={record} />
      </Link>
      {target && (
        <>
          {' '}
          <PathValue resource={resource} path={target} record={record} />
        </>
      )}
    </>
  )
} // prettier-ignore
