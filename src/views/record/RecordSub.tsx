import { ownerFieldOf } from '#model/language/owner.ts'
import type { Row } from '#model/language/wire.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useResourceOf } from '../console.ts'
import { ReferenceLink } from '../ReferenceLink.tsx'

const marker = '\u0000'

/** Owner, version, and who changed the record last. */
export const RecordSub = ({ resource, record }: { readonly resource: string; readonly record: Row }) => {
  const text = useText()
  const label = useLabel()
  const shape = useResourceOf(resource)
  const ownerField = shape ? ownerFieldOf(shape.entity) : 'owner_id'
  const format = useFormat()
  const owner = record[ownerField]
  const by = typeof record.updated_by === 'string' ? record.updated_by : null
  const at = typeof record.updated_at === 'string' ? record.updated_at : null
  const when = at ? format.ago(at) : ''
  const [who = '', what = ''] = text('record.updated', { name: marker, when }).split(marker)
  return (
    <p className="sub" title={at ? format.datetime(at) : undefined}>
      {typeof owner === 'string' && <>{label(shape?.fields[ownerField]?.label)} <ReferenceLink resource="employees" id={owner} plain /> · </>}
      {text('record.version', { version: record.version ?? 1 })}
      {at && ' · '}
      {at && (by ? <>{who}<ReferenceLink resource="employees" id={by} plain />{what}</> : text('record.updated_system', { when }))}
    </p>
  )
} // prettier-ignore
