import { useLabel } from '../../../i18n/use-text.ts'
import { useConsole } from '../../console.ts'
import { ReferenceLink } from '../../ReferenceLink.tsx'
import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyInput } from '../lazy.ts'

/** A reference to a record of any entity, as it stands on the wire. */
export type RecordRef = { readonly resource: string; readonly id: string }

/** Reads a wire value as a reference to any record. */
export const recordRefOf = (value: unknown): RecordRef | null =>
  typeof value === 'object' && value && 'resource' in value && 'id' in value
    ? { resource: String(value.resource), id: String(value.id) }
    : null

const Value = ({ value }: ValueProps) => {
  const label = useLabel()
  const { index } = useConsole()
  const target = recordRefOf(value)
  const resource = target && index.resources.get(target.resource)
  if (!target || !resource) return null
  return (
    <>
      <span className="mute">{label(resource.label)}</span>{' '}
      <ReferenceLink resource={target.resource} id={target.id} />
    </>
  )
}

/** A record of any entity. */
export const recordRef: FieldKind = {
  Column: Value,
  Field: Value,
  Input: lazyInput('recordRef'),
  Filter: null,
}
