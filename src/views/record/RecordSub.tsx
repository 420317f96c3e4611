import type { Row } from '#model/language/wire.ts'
import { useFormat } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.ts'
import { ReferenceLink } from '../ReferenceLink.tsx'

const marker = '\u0000'

/** Owner, version, and who changed the record last. */
export const RecordSub = ({ record }: { readonly resource: string; readonly record: Row }) => {
  const text = useText()
  const format = useFormat()
  const owner = typeof record.owner_id === 'string' ? record.owner_id : null
  const by = typeof record.updated_by === 'string' ? record.updated_by : null
  const at = typeof record.updated_at === 'string' ? record.updated_at : null
  const [before = '', after = ''] = text('record.owner', { name: marker }).split(marker)
  const when = at ? format.ago(at) : ''
  const [who = '', what = ''] = text('record.updated', { name: marker, when }).split(marker)
  return (
    <p className="sub" title={at ? format.datetime(at) : undefined}>
      {owner && <>{before}<ReferenceLink resource="employees" id={owner} plain />{after} · </>}
      {text('record.version', { version: record.version ?? 1 })}
      {at && ' · '}
      {at && (by ? <>{who}<ReferenceLink resource="employees" id={by} plain />{what}</> : text('record.updated_system', { when }))}
    </p>
  )
} // prettier-ignore
