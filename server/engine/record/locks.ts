import { sql } from 'kysely'
import type { Resource } from '#model/language/resources.ts'
import { name } from '../../sql/names.ts'
import { recordKey } from './journal.ts'
import { openRows } from './rows.ts'
import type { Row } from '#model/language/wire.ts'
import type { Work } from '../work.ts'

/**
 * Locks rows in the order of their ids, so that two transactions never wait for each other in a circle.
 *
 * NO KEY: a row that somebody else's new child points to is not waited for, and its id never changes. Rows that
 * this transaction holds already are not asked for again.
 */
export const lockRows = async (
  work: Work,
  resource: Resource,
  ids: readonly string[],
): Promise<string[]> => {
  const { locked } = work.journal
  const isHeld = (id: string) => locked.has(recordKey(resource.name, id))
  const wanted = ids.filter((id) => !isHeld(id))
  if (wanted.length > 0) {
    const { rows } = await sql<{ id: string }>`
      select "id" from ${name(resource.table)} where "id" = any(${wanted}::uuid[])
      order by "id" for no key update`.execute(work.db)
    for (const { id } of rows) {
      locked.add(recordKey(resource.name, id))
      work.journal.rows.delete(recordKey(resource.name, id))
    }
  }
  return ids.filter(isHeld)
}

/** Locks one record and reads it whole, as the system sees it; undefined when there is none. */
export const lockedRow = async (
  work: Work,
  resource: Resource,
  id: string,
): Promise<Row | undefined> => {
  const held = await lockRows(work, resource, [id])
  return held.length === 0 ? undefined : (await openRows(work, resource, [id])).get(id)
}
