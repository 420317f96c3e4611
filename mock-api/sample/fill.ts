import { sql } from 'kysely'
import type { Entity, Field } from '#model/language/definition.ts'
import { boundOf } from '#model/language/bounds.ts'
import type { Context } from '#model/language/context.ts'
import { exampleRecord, isGiven, type ExampleContext } from '#model/language/example.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import { addDays, addMs, instantIn, localDay } from '#model/language/time.ts'
import { initialState, isSystemStep } from '#model/language/workflow.ts'
import type { Row } from '#model/language/wire.ts'
import type { Database } from '../../server/database/database.ts'
import { createEngine, createService } from '../../server/engine/create-service.ts'
import type { Principal, Service } from '../../server/engine/service.ts'
import { beginWork, systemPrincipal, type Engine } from '../../server/engine/work.ts'
import { hooks } from '../../server/hooks/hooks.ts'
import { Problem } from '../../server/problems.ts'
import { name } from '../../server/sql/names.ts'
import { randomFrom, type Random } from './random.ts'
import { newEntities } from './tables.ts'

export type FillOptions = {
  readonly database: Database
  readonly index: ModelIndex
  readonly zone: string
  readonly clock: () => string
}

/** What was written of one entity; `refused` is why the last row that did not fit was refused. */
export type Filled = {
  readonly name: string
  readonly rows: number
  readonly refused: string | null
}

type Person = Pick<Principal, 'roles' | 'department'> & { readonly id: string }

/** Everything that the rows of one entity are made with. */
type Making = {
  readonly entity: Entity
  readonly engine: Engine
  readonly service: Service
  readonly random: Random
  readonly people: readonly Person[]
  /** The moment that the engine takes for now. */
  readonly time: { now: string }
  readonly end: string
}

const mostRows = 200
/** Days back from today over which rows are spread. */
const span = 180
const attempts = 6
const hour = 3_600_000

/**
 * Gives every entity that has a `sample: { count }` and no rows yet some: believable values from its definition, with
 * references to rows that are there, written through the service by people who may, at moments of the past half year,
 * some of them a step or two further. So every rule and right of the definition holds for them.
 *
 * Shape: one entry for each entity that was empty; nothing where there are no people to write.
 */
export const fillNewEntities = async (options: FillOptions): Promise<readonly Filled[]> => {
  const { database, index, clock } = options
  const filled: Filled[] = []
  const people = await peopleOf(options)
  if (people.length === 0) return []
  for (const entity of newEntities(index.model)) {
    const { rows } = await sql`select 1 from ${name(entity.name)} limit 1`.execute(
      database.kysely,
    )
    if (rows.length === 0) filled.push(await fill(options, entity, people, clock()))
  }
  return filled
} // prettier-ignore

const peopleOf = async ({ database, index }: FillOptions): Promise<readonly Person[]> => {
  const employees = index.resources.get('employees')
  if (!employees || !Object.hasOwn(employees.fields, 'roles')) return []
  const working = initialState(employees.entity)
  const { rows } = await sql<Person>`
    select "id", "roles", "department_id" as "department" from "employees"
    where not "archived" and "roles" is not null ${working === null ? sql`` : sql`and "state" = ${working}`}
    order by "id" limit 500`.execute(database.kysely)
  return rows
}

const seedOf = (text: string): number =>
  [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7)

const principalOf = ({ id, roles, department }: Person): Principal => ({
  ...systemPrincipal,
  employee: id,
  roles,
  department,
  departments: department === null ? [] : [department],
  via: 'session',
})

const mayCreate = ({ access }: Entity, { roles }: Person): boolean =>
  ['*', ...roles].some((role) => access[role]?.create === true)

const fill = async (options: FillOptions, entity: Entity, people: readonly Person[], end: string): Promise<Filled> => {
  const { database, index, zone } = options
  const time = { now: end }
  const given = { index, database, zone, hooks, clock: () => time.now }
  const making: Making = {
    entity, people, time, end, engine: createEngine(given), service: createService(given), random: randomFrom(seedOf(entity.name)),
  }
  const writers = people.filter((person) => mayCreate(entity, person))
  const count = Math.min(mostRows, Number(entity.sample?.count))
  const result = { name: entity.name, rows: 0, refused: null as string | null }
  if (writers.length === 0) return { ...result, refused: 'nobody may create one' }
  for (let i = 0; i < count; i++) {
    time.now = momentOf(making, zone, (i + 1) / count)
    const made = await writeOne(making, writers)
    if (made instanceof Problem) result.refused = whyOf(made)
    else result.rows++
  }
  await making.service.flush()
  return result
} // prettier-ignore

const whyOf = (problem: Problem): string =>
  [problem.label.en, ...Object.entries(problem.errors ?? {}).map(([at, { en }]) => `${at}: ${en}`)].join('; ') // prettier-ignore

/** Office hours of a day that lies ever nearer to today; never later than now. */
const momentOf = ({ random, end }: Making, zone: string, share: number): string => {
  const day = addDays(localDay(end, zone), -Math.ceil(span * (1 - share)))
  const moment = addMs(instantIn(day, zone), random.whole(9 * 60, 17 * 60) * 60_000)
  return moment < end ? moment : end
}

/** Ids that a person may refer to: rows that he or she sees, else any. */
const idsOf = async (making: Making, who: Principal, resource: string): Promise<readonly string[]> => {
  const { service, engine } = making
  const seen = await service
    .list(who, resource, { range: [0, 199], total: 'none', quiet: true })
    .catch(() => null)
  if (seen && seen.rows.length > 0) return seen.rows.map(({ id }) => id)
  const { rows } = await sql<{ id: string }>`select "id" from ${name(resource)} order by "id" limit 200`.execute(engine.database.kysely)
  return rows.map(({ id }) => id)
} // prettier-ignore

const targetsOf = (fields: Readonly<Record<string, Field>>): readonly string[] =>
  Object.values(fields).flatMap((field) => {
    if (field.type === 'lines') return targetsOf(field.fields)
    return field.type === 'reference' || field.type === 'references' ? [field.to] : []
  })

const contextOf = async (making: Making, who: Principal, fields: Readonly<Record<string, Field>>): Promise<ExampleContext> => {
  const { engine, random, time, entity } = making
  const known = new Map<string, readonly string[]>()
  for (const target of new Set(targetsOf(fields))) known.set(target, await idsOf(making, who, target))
  const { ctx } = await beginWork(engine, engine.database.kysely, who)
  return {
    chance: random,
    day: localDay(time.now, engine.zone),
    bound: (bound) => plainBound(bound, ctx),
    reference: (to) => {
      const ids = known.get(to) ?? []
      return ids.length > 0 ? random.pick(ids) : null
    },
    ...(entity.sample && { sample: entity.sample }),
  }
} // prettier-ignore

const plainBound = (bound: number | string, ctx: Context): number | string | null => {
  const found = boundOf(bound, ctx)
  return found === null || typeof found === 'string' ? found : found.toNumber()
}

/** Fields that a refusal names and that may as well stay empty. */
const optionalOf = (entity: Entity, problem: Problem): readonly string[] =>
  Object.keys(problem.errors ?? {})
    .map((path) => path.split('.')[0] ?? '')
    .filter((field) => entity.fields[field]?.required !== true)

/** Who may not see what the row refers to is refused: then somebody else tries. */
const writeOne = async (making: Making, writers: readonly Person[]): Promise<Row | Problem> => {
  const { entity, service, random } = making
  const empty = new Set<string>()
  let last = new Problem('invalid')
  for (let i = 0; i < attempts; i++) {
    const writer = random.pick(writers)
    const who = principalOf(writer)
    const all = exampleRecord(entity.fields, await contextOf(making, who, entity.fields))
    const data = Object.fromEntries(Object.entries(all).filter(([field]) => !empty.has(field)))
    try {
      return await advance(making, writer, await service.create(who, entity.name, data))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      last = error
      for (const field of optionalOf(entity, error)) empty.add(field)
    }
  }
  return last
}

/** Takes none, one or two of the steps that people may take. */
const advance = async (making: Making, writer: Person, row: Row): Promise<Row> => {
  const { random, time, end } = making
  let at = row
  for (const chance of [0.65, 0.5]) {
    if (!random.chance(chance)) break
    const later = addMs(time.now, random.whole(2, 120) * hour)
    if (later > end) break
    time.now = later
    const next = await takeStep(making, writer, at)
    if (next === null) break
    at = next
  }
  return at
}

const actorOf = ({ people, random }: Making, writer: Person, by: readonly string[]): Person => {
  if (by.includes('owner') || writer.roles.some((role) => by.includes(role))) return writer
  const able = people.filter((person) => person.roles.some((role) => by.includes(role)))
  return able.length > 0 ? random.pick(able) : writer
}

const takeStep = async (making: Making, writer: Person, row: Row): Promise<Row | null> => {
  const { entity, service, random } = making
  const steps = Object.entries(entity.workflow?.transitions ?? {}).filter(
    ([, step]) => step.from.includes(String(row['state'])) && !isSystemStep(step),
  )
  if (steps.length === 0) return null
  const [key, step] = random.pick(steps)
  const who = principalOf(actorOf(making, writer, step.by))
  const fills = (step.fills ?? []).flatMap((field) => {
    const found = entity.fields[field]
    return found && isGiven(found) && (row[field] ?? null) === null ? [[field, found] as const] : []
  })
  const fields = { ...Object.fromEntries(fills), ...step.ask }
  const body = exampleRecord(fields, await contextOf(making, who, fields))
  try {
    return await service.transition(who, entity.name, row.id, key, row.version, body)
  } catch (error) {
    if (error instanceof Problem) return null // the step is not for now: the row stays where it is
    throw error
  }
}
