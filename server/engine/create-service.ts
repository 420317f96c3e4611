import { v7 } from 'uuid'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Database } from '../database/database.ts'
import { importFiles } from '../import/import-files.ts'
import { undoImport } from '../import/undo/undo.ts'
import { createReadingLog, logDenied, logReading, logReveal } from './read/access-log.ts'
import { aggregateRows } from './read/aggregate.ts'
import { archiveRecord, restoreRecord } from './write/archive.ts'
import { bulkWrite } from './write/bulk.ts'
import { asProblem } from './failures.ts'
import type { Hooks } from './hooks.ts'
import { historyOf } from './read/history-read.ts'
import { once } from './write/idempotency.ts'
import { answerMetric } from './read/metric.ts'
import { newParameterCache } from './rules/parameters.ts'
import { findRow, getRow, listRows } from './read/read.ts'
import { tick } from './workflow/scheduler.ts'
import { searchEverywhere } from './read/search.ts'
import type { Row } from '#model/language/wire.ts'
import type { Principal, Service } from './service.ts'
import { stepsOf } from './workflow/steps.ts'
import { transitionRecord } from './workflow/transition.ts'
import { beginWork, inTransaction, resourceOf, type Engine, type Log, type Work } from './work.ts'
import { createRecord, updateRecord } from './write/write.ts'

export type ServiceOptions = {
  readonly index: ModelIndex
  readonly database: Database
  readonly clock: () => string
  readonly zone: string
  readonly hooks?: Hooks
  readonly log?: Log
  readonly newId?: () => string
}

const silent: Log = { warn: () => {}, error: () => {} }

/** Makes the engine's parts from what it is given. */
export const createEngine = (options: ServiceOptions): Engine => {
  const { index, database, clock, zone, hooks = {}, log = silent, newId = () => v7() } = options
  const onError = (error: unknown) => log.error({ err: error }, 'the access log was not written')
  const readings = createReadingLog(database.kysely, onError)
  const parameters = newParameterCache()
  return { index, database, clock, zone, hooks, log, newId, readings, parameters, plans: new Map() }
}

/**
 * Makes the one service through which records are read and written, under the rules of the model.
 *
 * Every method throws `Problem` and nothing else, but for failures of the database.
 */
export const createService = (options: ServiceOptions): Service => {
  const engine = createEngine(options)
  const read = async (who: Principal, asOf?: string) =>
    beginWork(engine, engine.database.kysely, who, asOf === undefined ? {} : { asOf })
  const write = (
    who: Principal,
    resource: string,
    id: string | undefined,
    run: (work: Work) => Promise<string>,
  ): Promise<Row> =>
    guarded(engine, who, resource, id, () =>
      inTransaction(engine, who, async (work) => written(work, resource, await run(work))),
    )
  return {
    list: (who, resource, query) =>
      guarded(engine, who, resource, undefined, async () => {
        const work = await read(who, query.asOf)
        const page = await listRows(work, resource, query)
        if (!query.quiet) logReading(work, resourceOf(engine, resource), page.rows)
        return page
      }),
    get: (who, resource, id, given = {}) =>
      guarded(engine, who, resource, id, async () => {
        const work = await read(who, given.asOf)
        const row = await getRow(work, resource, id, given)
        if (!given.quiet) logReading(work, resourceOf(engine, resource), [row], id)
        if (given.reveal !== undefined) await logReveal(work, resource, id, given.reveal)
        return row
      }),
    create: (who, resource, data, given = {}) =>
      write(who, resource, undefined, (work) =>
        once(work, resource, data, given.idempotencyKey, () => createRecord(work, resource, data)),
      ),
    update: (who, resource, id, version, data) =>
      write(who, resource, id, async (work) => {
        await updateRecord(work, resource, id, version, data)
        return id
      }),
    archive: (who, resource, id, version) =>
      write(who, resource, id, async (work) => {
        await archiveRecord(work, resource, id, version)
        return id
      }),
    restore: (who, resource, id, version) =>
      write(who, resource, id, async (work) => {
        await restoreRecord(work, resource, id, version)
        return id
      }),
    transition: (who, resource, id, name, version, body) =>
      write(who, resource, id, async (work) => {
        await transitionRecord(work, resource, id, name, version, body)
        return id
      }),
    bulk: (who, resource, request) =>
      guarded(engine, who, resource, undefined, () => bulkWrite(engine, who, resource, request)),
    steps: (who, resource, id) =>
      guarded(engine, who, resource, id, async () => stepsOf(await read(who), resource, id)),
    history: (who, resource, id) =>
      guarded(engine, who, resource, id, async () => historyOf(await read(who), resource, id)),
    search: async (who, text) => searchEverywhere(await read(who), text),
    aggregate: (who, resource, query) =>
      guarded(engine, who, resource, undefined, async () =>
        aggregateRows(await read(who, query.asOf), resource, query),
      ),
    metric: async (who, name, query) => answerMetric(await read(who, query.asOf), name, query),
    importFiles: (who, request) =>
      guarded(engine, who, '_imports', undefined, () => importFiles(engine, who, request)),
    undoImport: (who, id) =>
      guarded(engine, who, '_imports', id, () => undoImport(engine, who, id)),
    tick: () => tick(engine),
    flush: () => engine.readings.flush(),
  }
}

/** Reads what a write answers: the record as the writer sees it, with the warnings that came up. */
export const written = async (work: Work, resource: string, id: string): Promise<Row> => {
  const row: Row = (await findRow(work, resource, id)) ?? { id }
  const { warnings } = work.journal
  if (warnings.length === 0) return row
  const { locale } = work.who
  const told = warnings.map(({ rule, message }) => ({ ...(rule && { rule }), message: message[locale] }))
  return { ...row, _warnings: [...new Map(told.map((each) => [JSON.stringify(each), each])).values()] }
} // prettier-ignore

/** Notes refusals, and tells the caller's mistakes from failures of the server. */
const guarded = async <T>(
  engine: Engine,
  who: Principal,
  resource: string,
  id: string | undefined,
  run: () => Promise<T>,
): Promise<T> => {
  try {
    return await run()
  } catch (error) {
    await logDenied(engine, who, resource, id, error)
    throw asProblem(engine, resource, error)
  }
}
