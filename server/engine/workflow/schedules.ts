import { sql } from 'kysely'
import type { Clock, Condition, Effect, Entity, Scheduled } from '#model/language/definition.ts'
import { parseFormula } from '#model/language/formula.ts'
import { parseCondition } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import { openCompile } from '../compile.ts'
import { runEffects } from './effects.ts'
import { answersOf, type Question } from '../record/rows.ts'
import { batchSize, claim, forRecord, glance, liveIds } from './scheduler.ts'
import { settle } from '../rules/settle.ts'
import type { Engine, Work } from '../work.ts'

type Entry = Pick<Scheduled, 'id' | 'every' | 'where' | 'key' | 'effects' | 'rule'>

/** Scheduled work of an entity, with the warnings and breaches of its clocks. */
const entriesOf = (resource: Resource): readonly Entry[] => {
  const { entity } = resource
  const clocks = Object.entries(entity.clocks ?? {})
  return [
    ...(entity.schedule ?? []),
    ...clocks.flatMap(([key, clock]) => clockEntries(resource, key, clock)),
  ]
}

const clockEntries = (resource: Resource, key: string, clock: Clock): readonly Entry[] => {
  const { start, due, on_breach = [], warn_at = [], rule } = clock
  const entry = (id: string, when: string, effects: readonly Effect[]): Entry => ({
    id: `clock.${id}`,
    every: 'tick',
    where: { $and: [when, ...running(resource, clock)] },
    key: `concat(${due})`,
    effects,
    ...(rule && { rule }),
  })
  const hours = clock.calendar === 'working' ? 'working_hours_between' : 'hours_between'
  const passed = (share: number): string =>
    `${start} != null and ${hours}(${start}, now()) >= ${share} * ${hours}(${start}, ${due})`
  return [
    ...(on_breach.length > 0 ? [entry(key, pastDue(resource, due), on_breach)] : []),
    ...warn_at.map((share) =>
      entry(`${key}.${share}`, passed(share), [warning(resource.entity, clock)]),
    ),
  ]
}

/** Conditions under which a clock runs: not stopped, not in a final state, and what it says itself. */
const running = ({ entity }: Resource, clock: Clock): readonly Condition[] => {
  const states = Object.entries(entity.workflow?.states ?? {})
  const final = states.flatMap(([state, { final: ends }]) => (ends ? [state] : []))
  return [
    ...(clock.stop === undefined ? [] : [`${clock.stop} == null`]),
    ...(final.length === 0 ? [] : [{ state: { $nin: final } }]),
    ...(clock.while === undefined ? [] : [clock.while]),
  ]
}

const pastDue = (resource: Resource, due: string): string =>
  resource.fields[due]?.type === 'date' ? `${due} < today()` : `${due} < now()`

const warning = (entity: Entity, { to }: Clock): Effect => ({
  do: 'notify',
  to: to ?? { fields: ['owner'] },
  kind: 'reminder',
  level: 'yellow',
  title: {
    zh: `${entity.label.zh}即将到期：${entity.title}`,
    en: `${entity.label.en} due soon: ${entity.title}`,
  },
})

/** Runs the scheduled work of one entity that is due in this hour or day. */
export const runSchedules = async (engine: Engine, resource: Resource): Promise<number> => {
  let done = 0
  for (const entry of entriesOf(resource)) done += await runEntry(engine, resource, entry)
  return done
}

const runEntry = async (engine: Engine, resource: Resource, entry: Entry): Promise<number> => {
  const job = `${resource.name}.${entry.id}`
  const work = await glance(engine)
  const periods = { daily: work.ctx.today, hourly: work.ctx.now.slice(0, 13), tick: null }
  const period = periods[entry.every]
  if (period !== null && (await isDone(work, job, null, period))) return 0
  const test = parseCondition(entry.where)
  let done = 0
  for (let last: string | undefined; ;) {
    const ids = await liveIds(work, resource, test, last)
    for (const id of ids) if (await runOne(engine, resource, entry, job, id)) done += 1
    last = ids.at(-1)
    if (ids.length < batchSize) break
  }
  if (period !== null) await markDone(work, job, resource.name, null, period)
  return done
}

/** Does the work for one record once for its key, if it is still due when the record is claimed. */
const runOne = (
  engine: Engine,
  resource: Resource,
  entry: Entry,
  job: string,
  id: string,
): Promise<boolean> =>
  forRecord(engine, resource.name, id, async (work) => {
    if (!(await claim(work, resource, id))) return false
    const questions: Record<string, Question> = { due: { test: parseCondition(entry.where) } }
    if (entry.key !== undefined) questions.key = { expr: parseFormula(`concat(${entry.key})`) }
    const answer = await answersOf(work, openCompile(work), resource.name, id, questions)
    const key = typeof answer.key === 'string' ? answer.key : ''
    if (answer.due !== true || !(await markDone(work, job, resource.name, id, key))) return false
    const { rule } = entry
    const effects = entry.effects.map((effect) => ({ ...(rule && { rule }), ...effect }))
    await runEffects(work, { resource: resource.name, id }, effects)
    await settle(work)
    return true
  })

const isDone = async (
  work: Work,
  job: string,
  record: string | null,
  key: string,
): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from "_jobs" where "job" = ${job} and "record" is not distinct from ${record}::uuid
      and "key" = ${key}`.execute(work.db)
  return rows.length > 0
}

/** Notes that work is done; false when it was already. */
export const markDone = async (
  work: Work,
  job: string,
  resource: string | null,
  record: string | null,
  key: string,
): Promise<boolean> => {
  const { rows } = await sql`
    insert into "_jobs" ("id", "job", "resource", "record", "key", "at")
    values (${work.engine.newId()}, ${job}, ${resource}, ${record}, ${key}, ${work.ctx.now})
    on conflict do nothing returning "id"`.execute(work.db)
  return rows.length > 0
}
