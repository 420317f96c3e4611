import { fieldAccess } from '#model/language/access.ts'
import type { ModelIndex, Resource } from '#model/language/resources.ts'
import type { Principal, Row } from '../engine/service.ts'
import { Problem } from '../problems.ts'
import type { AccessAction } from './access-log.ts'
import { isId } from './body.ts'
import type { Call } from './call.ts'

/** Resource that the path names. */
export const resourceOf = (call: Call): Resource => namedResource(call, call.param('resource'))

/** Resource of a name; one that the model does not know is not found. */
export const namedResource = ({ parts }: Pick<Call, 'parts'>, name: string): Resource => {
  const resource = parts.index.resources.get(name)
  if (resource) return resource
  throw new Problem('not_found', {
    message: { zh: `没有名为 ${name.slice(0, 80)} 的资源`, en: `There is no resource ${name.slice(0, 80)}` },
  }) // prettier-ignore
}

/** Id that the path names; a text that cannot be an id is not found. */
export const idOf = (call: Call, name = 'id'): string => {
  const id = call.param(name)
  if (isId(id)) return id.toLowerCase()
  throw new Problem('not_found')
}

type Notable = { readonly confidential: readonly string[] }
const notable = new WeakMap<Resource, Notable>()

const confidentialFields = (resource: Resource): readonly string[] => {
  const known = notable.get(resource)
  if (known) return known.confidential
  const confidential = Object.entries(resource.fields)
    .filter(([, field]) => field.confidential === true)
    .map(([name]) => name)
  notable.set(resource, { confidential })
  return confidential
}

/** Names the confidential fields that rows show to a viewer: seen plainly, and remembered in the access log. */
export const confidentialSeen = (
  index: ModelIndex,
  resource: Resource,
  who: Principal,
  rows: readonly Row[],
): readonly string[] =>
  confidentialFields(resource).filter(
    (name) =>
      rows.some((row) => row[name] !== null && row[name] !== undefined) &&
      fieldAccess(index, resource.name, name, who) !== false,
  )

/** Remembers that confidential fields were seen: one entry a request. */
export const noteConfidential = (call: Call, resource: Resource, rows: readonly Row[]): void => {
  const fields = confidentialSeen(call.parts.index, resource, call.who, rows)
  if (fields.length === 0) return
  const only = rows.length === 1 ? rows[0]?.id : undefined
  call.parts.accessLog.later({
    action: 'confidential_read', who: call.who, resource: resource.name,
    ...(only !== undefined && { record: only }),
    detail: { fields, rows: rows.length },
    address: call.address, requestId: call.requestId,
  }) // prettier-ignore
}

/** Remembers an access before its answer leaves. */
export const noteAccess = (
  call: Call,
  action: AccessAction,
  resource: string,
  record: string | undefined,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> =>
  call.parts.accessLog.write({
    action, who: call.who, resource, detail,
    ...(record !== undefined && { record }),
    address: call.address, requestId: call.requestId,
  }) // prettier-ignore
