import { CompiledQuery, type RawBuilder } from 'kysely'
import { addMs } from '#model/language/time.ts'
import type { Work } from '../work.ts'

/** A statement with places for what changes from one request to the next. */
type Plan<T> = {
  readonly sql: string
  readonly parameters: readonly unknown[]
  /** Positions of the instant of the request, and of the record's id. */
  readonly nows: readonly number[]
  readonly ids: readonly number[]
  readonly read: (raw: Raw) => T
}
type Raw = Record<string, unknown>

/** A statement that is being made, and what its rows mean. */
export type Statement<T> = { readonly query: RawBuilder<Raw>; readonly read: (raw: Raw) => T }

/** Builds a statement for a request at some instant, about some record. */
export type Build<T> = (work: Work, id: string) => Statement<T>

/** Statements made before, by what they depend on; null for those that cannot be used again. */
export type PlanCache = Map<string, Plan<unknown> | null>

/** Statements that are kept; beyond it the oldest goes. */
const capacity = 500

/**
 * Runs a statement of reading, making its text only once for a viewer, a day, the policy parameters in force and `key`.
 *
 * Nearly all the time of a small reading goes into making its statement. What differs between requests - the instant,
 * and the record asked for - is found by making it twice with different values; where these stand in anything but a
 * parameter of their own, the statement is made anew every time.
 */
export const runPlanned = async <T>(
  work: Work,
  key: string,
  id: string,
  build: Build<T>,
): Promise<T[]> => {
  const { plans } = work.engine
  const whole = `${key} ${whoKey(work)}`
  const plan = plans.has(whole) ? (plans.get(whole) as Plan<T> | null) : makePlan(work, build)
  remember(plans, whole, plan)
  if (!plan) {
    const { query, read } = build(work, id)
    return (await query.execute(work.db)).rows.map(read)
  }
  const parameters = [...plan.parameters]
  for (const at of plan.nows) parameters[at] = work.ctx.now
  for (const at of plan.ids) parameters[at] = id
  const { rows } = await work.db.executeQuery<Raw>(CompiledQuery.raw(plan.sql, parameters))
  return rows.map(plan.read)
}

/** Everything besides the key on which a statement depends. */
const whoKey = ({ viewer, ctx, sudo, engine }: Work): string =>
  JSON.stringify([
    viewer.employee,
    viewer.roles,
    viewer.departments,
    ctx.department,
    ctx.today,
    ctx.asOf,
    sudo,
    engine.parameters.revision,
  ])

const remember = (plans: PlanCache, key: string, plan: Plan<unknown> | null): void => {
  plans.delete(key)
  plans.set(key, plan)
  const [oldest] = plans.keys()
  if (plans.size > capacity && oldest !== undefined) plans.delete(oldest)
}

const ids = [
  '00000000-0000-4000-8000-00000000a11a',
  '00000000-0000-4000-8000-00000000b22b',
] as const

/** Makes a statement twice, a moment apart and for two records, and compares. */
const makePlan = <T>(work: Work, build: Build<T>): Plan<T> | null => {
  const moments = [work.ctx.now, addMs(work.ctx.now, 1)] as const
  const at = (i: 0 | 1) => build({ ...work, ctx: { ...work.ctx, now: moments[i] } }, ids[i])
  const first = at(0)
  const [a, b] = [first.query.compile(work.db), at(1).query.compile(work.db)]
  if (a.sql !== b.sql || a.parameters.length !== b.parameters.length) return null
  const nows: number[] = []
  const places: number[] = []
  for (const [i, value] of a.parameters.entries()) {
    const other = b.parameters[i]
    if (value === moments[0] && other === moments[1]) nows.push(i)
    else if (value === ids[0] && other === ids[1]) places.push(i)
    else if (JSON.stringify(value) !== JSON.stringify(other)) return null
  }
  return { sql: a.sql, parameters: a.parameters, nows, ids: places, read: first.read }
}
