import type { Kysely } from 'kysely'
import type { Viewer } from '#model/language/access.ts'
import type { Context } from '#model/language/context.ts'
import type { Label } from '#model/language/definition.ts'
import type { ModelIndex, Resource } from '#model/language/resources.ts'
import { localDay } from '#model/language/time.ts'
import type { Database, Tables } from '../database/database.ts'
import { Problem } from '../problems.ts'
import type { ReadingLog } from './read/access-log.ts'
import type { Hooks } from './hooks.ts'
import { forgetParameters, loadParameters, type ParameterCache } from './rules/parameters.ts'
import type { PlanCache } from './record/plans.ts'
import { platform } from './platform.ts'
import { newJournal, type Journal } from './record/journal.ts'
import type { Principal } from './service.ts'

/** What reports of the engine go to; pino's loggers fit. */
export type Log = {
  readonly warn: (details: object, message: string) => void
  readonly error: (details: object, message: string) => void
}

/** What every piece of work shares; made once a service. */
export type Engine = {
  readonly index: ModelIndex
  readonly database: Database
  readonly clock: () => string
  readonly zone: string
  readonly hooks: Hooks
  readonly log: Log
  readonly newId: () => string
  readonly readings: ReadingLog
  readonly parameters: ParameterCache
  readonly plans: PlanCache
}

/** The record and step because of which the system acts. */
export type Cause = {
  readonly resource: string
  readonly id: string
  readonly transition?: string
}

/** A note that goes back with the row, without refusing it. */
export type Warning = { readonly rule?: string; readonly message: Label }

/** One piece of work under one clock: a read, or a transaction with what it has touched so far. */
export type Work = {
  readonly engine: Engine
  readonly db: Kysely<Tables>
  readonly who: Principal
  readonly viewer: Viewer
  readonly ctx: Context
  /** The system acts: access is not checked. */
  readonly sudo: boolean
  readonly cause?: Cause
  readonly journal: Journal
  /** The import in whose transaction this happens: every change in the history names it. */
  readonly importId?: string
}

/** The system, when nobody asked: scheduler and start-up. */
export const systemPrincipal: Principal = {
  account: null,
  employee: null,
  roles: [],
  departments: [],
  department: null,
  locale: 'zh',
  via: 'system',
}

/** Starts a piece of work: reads the clock once and the policy parameters of the day. */
export const beginWork = async (
  engine: Engine,
  db: Kysely<Tables>,
  who: Principal,
  options: { readonly asOf?: string } = {},
): Promise<Work> => {
  const now = engine.clock()
  const today = options.asOf ?? localDay(now, engine.zone)
  const param = await loadParameters(engine, db, today)
  const { employee, roles, departments } = who
  const ctx: Context = {
    now,
    today,
    zone: engine.zone,
    me: employee,
    roles,
    departments,
    department: who.department,
    param,
    ...(options.asOf && { asOf: options.asOf }),
  }
  const viewer = { employee, roles, departments }
  return { engine, db, who, viewer, ctx, sudo: false, journal: newJournal() }
}

/** Runs work in one transaction of its own. */
export const inTransaction = async <T>(
  engine: Engine,
  who: Principal,
  run: (work: Work) => Promise<T>,
): Promise<T> => {
  const [result, journal] = await engine.database.transaction(async (tx) => {
    const work = await beginWork(engine, tx, who)
    return [await run(work), work.journal] as const
  })
  if (journal.written.has(platform.parameters)) forgetParameters(engine.parameters)
  return result
}

/** The same transaction, with the system acting because of a record; the person stays on record as actor. */
export const asSystem = (work: Work, cause: Cause): Work => ({ ...work, sudo: true, cause })

/** Finds a resource. Errors: `not_found`. */
export const resourceOf = (engine: Pick<Engine, 'index'>, name: string): Resource => {
  const resource = engine.index.resources.get(name)
  if (!resource)
    throw new Problem('not_found', {
      message: { zh: `没有“${name}”这类记录`, en: `There is no resource "${name}"` },
    })
  return resource
}

/** Finds a resource that may be written by itself. Errors: `not_found`; `bad_request` for child rows. */
export const entityOf = (engine: Pick<Engine, 'index'>, name: string): Resource => {
  const resource = resourceOf(engine, name)
  if (resource.kind === 'lines')
    throw new Problem('bad_request', {
      message: {
        zh: `“${resource.label.zh}”只能随所属记录一起保存`,
        en: `Rows of "${name}" are saved with the record that they belong to`,
      },
    })
  return resource
}
