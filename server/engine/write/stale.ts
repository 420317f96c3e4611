import { sql } from 'kysely'
import type { Resource } from '#model/language/resources.ts'
import { Problem } from '../../problems.ts'
import type { Mask } from '../read/masks.ts'
import { platform } from '../platform.ts'
import type { Row } from '#model/language/wire.ts'
import type { Work } from '../work.ts'

type FieldChange = {
  readonly field: string
  readonly by: string | null
  readonly by_name: string | null
  readonly at: string
}

/**
 * Refuses a change that is not based on the record as it stands.
 *
 * Errors: `version_required`; `stale_version` with the record as it is and who changed which fields since.
 */
export const checkVersion = async (
  work: Work,
  resource: Resource,
  row: Row,
  seen: Row,
  mask: Mask,
  version: number | undefined,
): Promise<void> => {
  if (version === undefined) throw new Problem('version_required')
  if (version === row.version) return
  const changes = await changesSince(work, resource, row.id, mask, version)
  throw new Problem('stale_version', { details: { current: seen, changes } })
}

const changesSince = async (
  work: Work,
  resource: Resource,
  id: string,
  mask: Mask,
  version: number,
): Promise<FieldChange[]> => {
  const { rows } = await sql<{ at: string; by: string | null; diff: object | null; to_state: string | null }>`
    select "at", "by", "diff", "to_state" from "_changes"
    where "resource" = ${resource.name} and "record" = ${id} and "version" > ${version}
    order by "seq"`.execute(work.db) // prettier-ignore
  const names = await employeeNames(work, rows.flatMap(({ by }) => by ?? [])) // prettier-ignore
  return rows.flatMap(({ at, by, diff, to_state }) =>
    [...Object.keys(diff ?? {}), ...(to_state === null ? [] : ['state'])]
      .filter((field) => !mask.fields.has(field))
      .map((field) => ({ field, by, by_name: by === null ? null : (names.get(by) ?? null), at })),
  )
}

/** Reads the names of employees; a model without them has none. */
export const employeeNames = async (
  work: Work,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const resource = work.engine.index.resources.get(platform.employees)
  if (!resource?.fields.name || ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string | null }>`
    select "id", "name" from ${sql.table(resource.table)}
    where "id" = any(${[...new Set(ids)]}::uuid[])`.execute(work.db)
  return new Map(rows.map(({ id, name }) => [id, name ?? '']))
}
