import { fieldAccess } from '#model/language/access.ts'
import type { ModelIndex, Resource } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import type { Principal } from '../engine/service.ts'
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

const confidentialFields = (resource: Resource): readonly string[] =>
  Object.entries(resource.fields).flatMap(([name, field]) => (field.confidential ? [name] : []))

/** Names the confidential fields that rows show to a viewer: what an export or print took out. */
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
