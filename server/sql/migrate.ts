import { sql, type Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Label, Model } from '#model/language/definition.ts'
import { indexModel, type ModelIndex } from '#model/language/resources.ts'
import type { Database, Tables } from '../database/database.ts'
import { calendarRange, fillCalendar } from './calendar.ts'
import { readSchema } from './live-schema.ts'
import type { Step } from './migration-columns.ts'
import { stepsBetween } from './migration-steps.ts'
import { name } from './names.ts'
import { tablesOf } from './tables.ts'

/** A step that would lose data, with how much, and the name by which it may be allowed. */
export type Loss = { readonly allow: string; readonly rows: number; readonly step: Step }

/** What a migration does, and what it will not do unless asked. */
export type Plan = {
  readonly steps: readonly Step[]
  /** Steps that lose data and were not allowed: with any of these nothing is done. */
  readonly refused: readonly Loss[]
  /** Losses that were allowed by name. */
  readonly allowed: readonly Loss[]
  /** Whether definitions changed, so that stored computed values and search keys may be out of date. */
  readonly isModelChanged: boolean
  /** No model was applied before: there are no rows to compute anew. */
  readonly isFirst: boolean
}

export type MigrationOptions = {
  /** Losses accepted by name: `drop:orders.note`, `drop:orders`, `change:orders.note`. */
  readonly allow?: readonly string[]
  /** Instant at which the model is applied. */
  readonly now: string
  /** How two instances keep out of each other's way; `row` for engines without advisory locks. */
  readonly lock?: 'advisory' | 'row'
  /** Work of the same transaction after the schema has changed, such as computing stored values anew. */
  readonly after?: (tx: Kysely<Tables>, plan: Plan) => Promise<void>
}

/** The migration would lose data that nobody named; nothing was done. */
export class MigrationRefused extends Error {
  readonly losses: readonly Loss[]
  readonly label: Label

  constructor(losses: readonly Loss[]) {
    const list = losses.map((loss) => `--allow ${loss.allow} (${loss.rows})`).join(', ')
    super(`the model no longer has data that the database holds: ${list}`)
    this.name = 'MigrationRefused'
    this.losses = losses
    this.label = {
      zh: `模型不再包含数据库中的数据，需逐项允许：${list}`,
      en: `the model no longer has data that the database holds; allow each loss by name: ${list}`,
    }
  }
}

/** A step of the migration failed; nothing was done. */
export class MigrationFailed extends Error {
  readonly step: Step

  constructor(step: Step, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(`${step.action} ${step.target}: ${reason}`, { cause })
    this.name = 'MigrationFailed'
    this.step = step
  }
}

const lastModel = async (database: Kysely<Tables>): Promise<string | null> => {
  const found = await sql<{ model: string }>`
    select "model" from "_model" order by "applied_at" desc, "id" desc limit 1`.execute(database)
  return found.rows[0]?.model ?? null
}

const tablesOfModel = (text: string): readonly string[] => {
  const model = JSON.parse(text) as Model // written by recordModel below
  return [...indexModel(model).resources.values()].map((resource) => resource.table)
}

const countLost = async (
  database: Kysely<Tables>,
  { table, column }: NonNullable<Step['loses']>,
): Promise<number> => {
  const found = await sql<{ count: string }>`
    select cast(count(${column === undefined ? sql.raw('*') : name(column)}) as text) as "count" from ${name(table)}`.execute(
    database,
  )
  return Number(found.rows[0]?.count ?? 0)
}

const lossesOf = async (
  database: Kysely<Tables>,
  steps: readonly Step[],
): Promise<readonly Loss[]> => {
  const losses: Loss[] = []
  for (const step of steps) {
    if (!step.loses) continue
    const rows = await countLost(database, step.loses)
    const verb = step.action === 'change_type' ? 'change' : 'drop'
    if (rows > 0) losses.push({ allow: `${verb}:${step.target}`, rows, step })
  }
  return losses
}

/**
 * Compares a model with the live schema.
 *
 * Additive steps and renames (`was`) are taken as they are; a column or table that holds data and is no longer
 * in the model is refused with its row count, unless allowed by name. Nothing is changed.
 */
export const planMigration = async (
  database: Kysely<Tables>,
  index: ModelIndex,
  allow: readonly string[] = [],
): Promise<Plan> => {
  const live = await readSchema(database)
  const last = live.has('_model') ? await lastModel(database) : null
  const steps = stepsBetween(live, tablesOf(index), last === null ? [] : tablesOfModel(last))
  const losses = await lossesOf(database, steps)
  return {
    steps,
    refused: losses.filter((loss) => !allow.includes(loss.allow)),
    allowed: losses.filter((loss) => allow.includes(loss.allow)),
    isModelChanged: last !== JSON.stringify(index.model),
    isFirst: last === null,
  }
}

const takeLock = async (tx: Kysely<Tables>, lock: 'advisory' | 'row'): Promise<void> => {
  if (lock === 'advisory') {
    await sql`select pg_advisory_xact_lock(${sql.lit(7_024_819_310)})`.execute(tx)
    return
  }
  await sql`create table if not exists "_lock" ("name" text primary key)`.execute(tx)
  await sql`insert into "_lock" values ('migrate') on conflict do nothing`.execute(tx)
  await sql`select "name" from "_lock" where "name" = 'migrate' for update`.execute(tx)
}

const run = async (tx: Kysely<Tables>, step: Step): Promise<void> => {
  try {
    await sql.raw(step.statement).execute(tx)
  } catch (error) {
    throw new MigrationFailed(step, error)
  }
}

const recordModel = async (tx: Kysely<Tables>, index: ModelIndex, now: string): Promise<void> => {
  await sql`
    insert into "_model" ("id", "applied_at", "model")
    values (${uuidv7()}, cast(${now} as timestamptz), ${JSON.stringify(index.model)})`.execute(tx)
}

const needsCalendar = async (tx: Kysely<Tables>): Promise<boolean> => {
  const found = await sql<{ day: string | null }>`
    select cast(max("day") as text) as "day" from "_calendar"`.execute(tx)
  return found.rows[0]?.day !== calendarRange.to
}

/**
 * Brings the database to the model, in one transaction under a lock, so that two instances that start together
 * migrate once.
 *
 * Errors: MigrationRefused when data would be lost that `allow` does not name; MigrationFailed for a step that
 * the data does not permit (duplicates under a new unique field, ids that do not exist). Nothing is done then.
 */
export const applyMigration = (
  database: Database,
  index: ModelIndex,
  options: MigrationOptions,
): Promise<Plan> =>
  database.transaction(
    async (tx) => {
      await takeLock(tx, options.lock ?? 'advisory')
      const plan = await planMigration(tx, index, options.allow)
      if (plan.refused.length > 0) throw new MigrationRefused(plan.refused)
      for (const step of plan.steps) await run(tx, step)
      if (await needsCalendar(tx)) await fillCalendar(tx)
      if (plan.isModelChanged) await recordModel(tx, index, options.now)
      await options.after?.(tx, plan)
      return plan
    },
    { kind: 'maintenance' },
  )
