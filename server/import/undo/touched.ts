import { sql } from 'kysely'
import type { Resource } from '#model/language/resources.ts'
import { lockRows } from '../../engine/record/locks.ts'
import { linesOfEntity } from '../../engine/write/store.ts'
import type { Work } from '../../engine/work.ts'

/** Records of one entity that an import made or changed; `lines` are its child rows by field. */
export type Touched = {
  readonly resource: Resource
  readonly created: readonly string[]
  readonly changed: readonly string[]
  readonly lines: readonly (readonly [string, Resource])[]
}

type Entry = { readonly resource: string; readonly record: string; readonly created: boolean }

/** Finds what an import made and what it changed, from the history, and locks it. */
export const touchedBy = async (work: Work, importId: string): Promise<readonly Touched[]> => {
  const { rows } = await sql<Entry>`
    select "resource", "record", bool_or("action" = 'create' or ("action" = 'import' and "diff" is null)) as "created"
    from "_changes" where "import_id" = ${importId}::uuid
    group by "resource", "record" order by "resource", "record"`.execute(work.db)
  const touched: Touched[] = []
  for (const [name, group] of Map.groupBy(rows, ({ resource }) => resource)) {
    const resource = work.engine.index.resources.get(name)
    if (!resource) continue
    const ids = (created: boolean) =>
      group.filter((each) => each.created === created).map(({ record }) => record)
    await lockRows(work, resource, group.map(({ record }) => record)) // prettier-ignore
    touched.push({ resource, created: ids(true), changed: ids(false), lines: linesOfEntity(work, resource) }) // prettier-ignore
  }
  return touched
}
