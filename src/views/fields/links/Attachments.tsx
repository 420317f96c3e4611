import { fileUrl } from '../../../data/provider.ts'
import type { Attachment } from '../../../data/wire.ts'
import { useFormat } from '../../../i18n/format.ts'
import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyInput } from '../lazy.ts'

const isAttachment = (value: unknown): value is Attachment =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value

/** Reads a wire value as a list of files. */
export const attachmentsOf = (value: unknown): readonly Attachment[] =>
  Array.isArray(value) ? value.filter(isAttachment) : []

const Column = ({ value }: ValueProps) => attachmentsOf(value).length || null
const Field = ({ value }: ValueProps) => {
  const format = useFormat()
  return (
    <ul>
      {attachmentsOf(value).map(({ id, name, size }) => (
        <li key={id}>
          <a href={fileUrl(id)} download={name}>
            {name}
          </a>{' '}
          {size !== undefined && <span className="mute">{format.size(size)}</span>}
        </li>
      ))}
    </ul>
  )
}

/** Files that belong to a field. */
export const attachments: FieldKind = {
  Column,
  Field,
  Input: lazyInput('attachments'),
  Filter: null,
  isWide: true,
}
