import { sql } from 'kysely'
import { Problem } from '../../problems.ts'
import { maskOf } from './masks.ts'
import { findRow } from './read.ts'
import type { HistoryEntry } from '#model/language/wire.ts'
import { employeeNames } from '../write/stale.ts'
import { entityOf, type Work } from '../work.ts'

type Stored = {
  readonly at: string
  readonly by: string | null
  readonly version: number | null
  readonly action: HistoryEntry['action']
  readonly transition: string | null
  readonly from_state: string | null
  readonly to_state: string | null
  readonly ask: Record<string, unknown> | null
  readonly cause: NonNullable<HistoryEntry['cause']> | null
  readonly diff: Record<string, readonly [unknown, unknown]> | null
}

/** Reads the history of a record, oldest first; what somebody may not see today is left out of its past too. */
export const historyOf = async (
  work: Work,
  name: string,
  id: string,
): Promise<readonly HistoryEntry[]> => {
  const resource = entityOf(work.engine, name)
  if (!(await findRow(work, name, id))) throw new Problem('not_found')
  const { rows } = await sql<Stored>`
    select "at", "by", "version", "action", "transition", "from_state", "to_state", "ask", "cause", "diff"
    from "_changes" where "resource" = ${name} and "record" = ${id} order by "seq"`.execute(work.db)
  const names = await employeeNames(work, rows.flatMap(({ by }) => by ?? [])) // prettier-ignore
  const mask = await maskOf(work, resource, id)
  return rows.map((row) => entryOf(row, names, (field, value) =>
    mask.fields.has(field) ? undefined : withoutColumns(value, mask.columns.get(field)),
  )) // prettier-ignore
}

const entryOf = (
  row: Stored,
  names: ReadonlyMap<string, string>,
  show: (field: string, value: unknown) => unknown,
): HistoryEntry => ({
  at: row.at,
  by: row.by,
  by_name: row.by === null ? null : (names.get(row.by) ?? null),
  version: Number(row.version),
  action: row.action,
  ...(row.transition !== null && { transition: row.transition }),
  ...(row.to_state !== null && { from: row.from_state, to: row.to_state }),
  ...(row.ask && { ask: row.ask }),
  ...(row.cause && { cause: row.cause }),
  ...(row.diff && { diff: shownDiff(row.diff, show) }),
})

const shownDiff = (
  diff: NonNullable<Stored['diff']>,
  show: (field: string, value: unknown) => unknown,
): NonNullable<HistoryEntry['diff']> =>
  Object.fromEntries(
    Object.entries(diff).flatMap(([field, [before, after]]) => {
      const shown = [show(field, before), show(field, after)] as const
      return shown.includes(undefined) ? [] : [[field, shown]]
    }),
  )

/** Child rows without the columns that somebody may not see. */
const withoutColumns = (value: unknown, names: ReadonlySet<string> | undefined): unknown =>
  names && names.size > 0 && Array.isArray(value)
    ? value.map((line: object) =>
        Object.fromEntries(Object.entries(line).filter(([name]) => !names.has(name))),
      )
    : value
