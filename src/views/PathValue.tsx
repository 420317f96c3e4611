import { useReference } from 'ra-core'
import { Suspense } from 'react'
import { type Path, resolvePath } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import { useConsole } from './console.ts'
import { Nothing } from './fields/Nothing.tsx'
import { kindOf } from './overrides/override.ts'
import { ReferenceLink } from './ReferenceLink.tsx'

type Props = {
  readonly resource: string
  readonly path: string
  readonly record: Row
  /** Table cell or read view. */
  readonly as?: 'Column' | 'Field'
  /** Only words: no links, no sign for an absent value. */
  readonly plain?: boolean
}

// Inside a link there must be no other link.
const linkTypes: ReadonlySet<string> = new Set(['email', 'phone', 'url'])

const isAbsent = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0)

const OwnValue = (props: Props & { readonly at: Path }) => {
  const { at, record, plain, as = 'Column' } = props
  const { overrides } = useConsole()
  const value = at.name === 'id' ? record.id : record[at.name]
  if (isAbsent(value)) return plain || as === 'Column' ? null : <Nothing />
  if (plain && at.field.type === 'reference')
    return <ReferenceLink resource={at.field.to} id={String(value)} plain />
  if (plain && linkTypes.has(at.field.type)) return String(value)
  const { name, field } = at
  const resource = at.resource.name
  const Kind = kindOf(overrides, resource, name, field)[as]
  const shown = <Kind field={field} value={value} resource={resource} name={name} record={record} />
  return overrides[resource] ? <Suspense fallback={null}>{shown}</Suspense> : shown
}

const ValueBehind = (props: Props & { readonly at: Path }) => {
  const [hop] = props.at.hops
  const id = hop && props.record[hop.field]
  const { referenceRecord } = useReference<Row>({
    reference: hop?.to ?? '',
    id: typeof id === 'string' ? id : '',
    options: { enabled: typeof id === 'string' },
  })
  if (!hop || !referenceRecord) return null
  const path = props.path.split('.').slice(1).join('.')
  return <PathValue {...props} resource={hop.to} path={path} record={referenceRecord} />
}

/** The value at a path of a record, as its type reads; paths may lead through other records. */
export const PathValue = (props: Props) => {
  const { index } = useConsole()
  const at = resolvePath(index, props.resource, props.path)
  if (!at) return null
  return at.hops.length > 0 ? <ValueBehind {...props} at={at} /> : <OwnValue {...props} at={at} />
} // prettier-ignore
