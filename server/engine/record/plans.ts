import { CompiledQuery, type RawBuilder } from 'kysely'
import { addMs } from '#model/language/time.ts'
import type { Work } from '../work.ts'

type Raw = Record<string, unknown>
/** Gives a parameter its value for a request: what it is made of are the instant and the ids asked for. */
type Fill = (given: readonly string[]) => unknown

/** A statement with places for what changes from one request to the next. */
type Plan<T> = {
  readonly sql: string
  readonly parameters: readonly unknown[]
  readonly fills: readonly (readonly [at: number, fill: Fill])[]
  readonly read: (raw: Raw) => T
}

/** A statement that is being made, and what its rows mean. */
export type Statement<T> = { readonly query: RawBuilder<Raw>; readonly read: (raw: Raw) => T }

/** Builds a statement for a request at some instant, about some records. */
export type Build<T> = (work: Work, ids: readonly string[]) => Statement<T>

/** Statements made before, by what they depend on; null for those that cannot be used again. */
export type PlanCache = Map<string, Plan<unknown> | null>

/** Statements that are kept; beyond it the oldest goes. */
const capacity = 2_000
/** Records that a kept statement asks for at most; one for more is written for its purpose and hardly comes again. */
const fewRecords = 20

/**
 * Runs a statement, making its text only once for a viewer, a day, the policy parameters in force and `key`.
 *
 * Nearly all the time of a small statement goes into making it. What differs between requests - the instant, and the
 * records asked for - is found by making it twice with different values; where these stand in anything but a
 * parameter of their own or a list of them, the statement is made anew every time.
 */
export const runPlanned = async <T>(
  work: Work,
  key: string,
  ids: readonly string[],
  build: Build<T>,
): Promise<T[]> => {
  const anew = async () => {
    const { query, read } = build(work, ids)
    return (await query.execute(work.db)).rows.map(read)
  }
  if (ids.length > fewRecords) return anew()
  const { plans } = work.engine
  const whole = `${key} ${ids.length} ${whoKey(work)}`
  const plan = plans.has(whole)
    ? (plans.get(whole) as Plan<T> | null)
    : makePlan(work, ids.length, build)
  remember(plans, whole, plan)
  if (!plan) return anew()
  const parameters = [...plan.parameters]
  const given = [work.ctx.now, ...ids]
  for (const [at, fill] of plan.fills) parameters[at] = fill(given)
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

/** Ids that no record has, all different, one set for each time that a statement is made. */
const placeholders = (group: 'a' | 'b', count: number): string[] =>
  Array.from(
    { length: count },
    (_, i) => `00000000-0000-4000-8000-${group}${String(i).padStart(11, '0')}`,
  )

/** Makes a statement twice, a moment apart and for other records, and compares. */
const makePlan = <T>(work: Work, count: number, build: Build<T>): Plan<T> | null => {
  const { now } = work.ctx
  const moments = [now, addMs(now, 1)] as const
  const make = (moment: string, ids: readonly string[]) =>
    build({ ...work, ctx: { ...work.ctx, now: moment } }, ids)
  const [one, two] = [placeholders('a', count), placeholders('b', count)]
  const first = make(moments[0], one)
  const a = first.query.compile(work.db)
  const b = make(moments[1], two).query.compile(work.db)
  if (a.sql !== b.sql || a.parameters.length !== b.parameters.length) return null
  const fills: [number, Fill][] = []
  for (const [at, value] of a.parameters.entries()) {
    const fill = fillOf(value, b.parameters[at], [moments[0], ...one], [moments[1], ...two])
    if (fill === null) return null
    if (fill) fills.push([at, fill])
  }
  return { sql: a.sql, parameters: a.parameters, fills, read: first.read }
}

/** How a parameter follows from what is given; undefined when it is always the same, null when it cannot be told. */
const fillOf = (
  a: unknown,
  b: unknown,
  first: readonly string[],
  second: readonly string[],
): Fill | undefined | null => {
  const place = typeof a === 'string' ? first.indexOf(a) : -1
  if (place >= 0 && second[place] === b) return (given) => given[place]
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    const parts = a.map((each: unknown, i) => fillOf(each, b[i], first, second))
    if (parts.includes(null)) return null
    if (parts.every((part) => part === undefined)) return undefined
    return (given) => parts.map((part, i): unknown => (part ? part(given) : a[i]))
  }
  return JSON.stringify(a) === JSON.stringify(b) ? undefined : null
}
