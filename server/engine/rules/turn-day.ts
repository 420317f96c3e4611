import { sql } from 'kysely'
import { datedRollups, type DatedRollup } from '#model/language/dependencies.ts'
import type { Test } from '#model/language/ast.ts'
import { openCompile } from '../compile.ts'
import { noteChange } from '../record/journal.ts'
import { selectIds } from '../record/rows.ts'
import { settle } from './settle.ts'
import { inTransaction, systemPrincipal, type Engine, type Work } from '../work.ts'

const job = '_day'

/**
 * Computes again the stored values that a new day changes by itself: sums of child rows that count from, or until, a
 * date. One instance does it; the others find the day turned.
 */
export const turnDay = async (engine: Engine): Promise<number> => {
  const rollups = datedRollups(engine.index)
  if (rollups.length === 0) return 0
  return inTransaction(engine, systemPrincipal, async (plain) => {
    const work: Work = { ...plain, sudo: true }
    const last = await lastDay(work)
    if (last === work.ctx.today || !(await startDay(work))) return 0
    if (last === undefined) return 0
    for (const rollup of rollups) await noteChildren(work, rollup, last)
    await settle(work)
    return work.journal.versioned.size
  })
}

const lastDay = async (work: Work): Promise<string | undefined> => {
  const { rows } = await sql<{ key: string | null }>`
    select max("key") as "key" from "_jobs" where "job" = ${job}`.execute(work.db)
  return rows[0]?.key ?? undefined
}

const startDay = async (work: Work): Promise<boolean> => {
  const { rows } = await sql`
    insert into "_jobs" ("id", "job", "key", "at")
    values (${work.engine.newId()}, ${job}, ${work.ctx.today}, ${work.ctx.now})
    on conflict do nothing returning "id"`.execute(work.db)
  return rows.length > 0
}

/** Child rows that began or ceased to count since a day: their parents are computed again. */
const noteChildren = async (work: Work, rollup: DatedRollup, last: string): Promise<void> => {
  const within = (path: string): Test => ({
    k: 'all',
    of: [
      { k: 'compare', path, op: '$gt', value: { literal: last } },
      { k: 'compare', path, op: '$lte', value: { literal: work.ctx.today } },
    ],
  })
  const paths = [rollup.dated, ...(rollup.until === undefined ? [] : [rollup.until])]
  const where: Test[] = [{ k: 'any', of: paths.map(within) }]
  for (const id of await selectIds(work, openCompile(work), rollup.of, { where }))
    noteChange(work.journal, rollup.of, id, [rollup.by])
}
