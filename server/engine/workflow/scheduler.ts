import { sql } from 'kysely'
import type { Test } from '#model/language/ast.ts'
import { parseCondition } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import { Problem } from '../../problems.ts'
import { name } from '../../sql/names.ts'
import { openCompile } from '../compile.ts'
import { noteWaiting } from '../record/journal.ts'
import { selectIds } from '../record/rows.ts'
import { runSchedules } from './schedules.ts'
import { selfTaken, settle, unasked } from '../rules/settle.ts'
import { turnDay } from '../rules/turn-day.ts'
import { beginWork, inTransaction, systemPrincipal, type Engine, type Work } from '../work.ts'

const batch = 500

/**
 * Does what is due by the clock: values that a new day changes, system transitions, scheduled work.
 *
 * Each record has a transaction of its own and is claimed in the database, so that several instances may run at
 * once and one record that is refused does not hold up the others. Returns how many records moved.
 */
export const tick = async (engine: Engine): Promise<{ readonly done: number }> => {
  let done = await turnDay(engine)
  for (const resource of engine.index.resources.values())
    if (resource.kind === 'entity') {
      done += await runSystemSteps(engine, resource)
      done += await runSchedules(engine, resource)
    }
  return { done }
}

/** Reads for the scheduler, outside any transaction. */
export const glance = (engine: Engine): Promise<Work> =>
  beginWork(engine, engine.database.kysely, systemPrincipal)

/** Runs one piece of work for one record, and reports a refusal instead of failing. */
export const forRecord = async (
  engine: Engine,
  resource: string,
  id: string,
  run: (work: Work) => Promise<boolean>,
): Promise<boolean> => {
  try {
    return await inTransaction(engine, systemPrincipal, async (work) => run({ ...work, sudo: true }))
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { code, details, errors } = error
    engine.log.warn({ resource, id, code, details, errors }, `scheduled work refused: ${error.message}`)
    return false
  }
} // prettier-ignore

/** Locks a record unless another instance has it. */
export const claim = async (work: Work, resource: Resource, id: string): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from ${name(resource.table)} where "id" = ${id}::uuid for no key update skip locked`.execute(
    work.db,
  )
  return rows.length > 0
}

const dueTest = (resource: Resource): Test => ({
  k: 'any',
  of: selfTaken(resource).map(([, step]) => ({
    k: 'all',
    of: [
      {
        k: 'compare',
        path: 'state',
        op: '$in',
        value: step.from.map((state) => ({ literal: state })),
      },
      parseCondition(step.when ?? {}),
      ...(step.guards ?? []).flatMap((guard) => (guard.warn ? [] : [parseCondition(guard.check)])),
    ],
  })),
})

const runSystemSteps = async (engine: Engine, resource: Resource): Promise<number> => {
  if (selfTaken(resource).length === 0) return 0
  const due = dueTest(resource)
  let done = 0
  for (let last: string | undefined; ;) {
    const work = await glance(engine)
    const ids = await liveIds(work, resource, due, last)
    for (const id of ids) if (await takeDue(engine, resource, id)) done += 1
    last = ids.at(-1)
    if (ids.length < batch) return done
  }
}

/** Rows that match, in the order of their ids, archived and merely imported ones left out. */
export const liveIds = (
  work: Work,
  resource: Resource,
  test: Test,
  after: string | undefined,
): Promise<string[]> =>
  selectIds(work, openCompile(work, unasked), resource.name, {
    where: [test],
    limit: batch,
    order: (source) => source.column('id'),
    only: (source) => {
      const live = sql`not ${source.column('archived')} and not ${source.column('_historical')}`
      return after === undefined ? live : sql`${live} and ${source.column('id')} > ${after}::uuid`
    },
  })

const takeDue = (engine: Engine, resource: Resource, id: string): Promise<boolean> =>
  forRecord(engine, resource.name, id, async (work) => {
    if (!(await claim(work, resource, id))) return false
    noteWaiting(work.journal, resource.name, id)
    await settle(work)
    return work.journal.versioned.has(`${resource.name}/${id}`)
  })

/** Rows asked for at a time. */
export const batchSize = batch
