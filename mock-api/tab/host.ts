import type { TabFailure, TabStep } from '#model/language/tab-news.ts'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { daysBetween, localDay } from '#model/language/time.ts'
import { createApi, defaultSettings, type Api } from '../../server/app.ts'
import type { SessionCarrier } from '../../server/auth/cookies.ts'
import { startBackground } from '../../server/background.ts'
import { createEngine, createService } from '../../server/engine/create-service.ts'
import { hooks } from '../../server/hooks/hooks.ts'
import { migrate } from '../../server/prepare.ts'
import type { Log } from '../../server/routes/call.ts'
import { openSandbox } from '../../server/sandbox/sandbox.ts'
import { seedCompany } from '../../server/seed.ts'
import { shiftDays } from '../../server/sandbox/shift-days.ts'
import { newEntities } from '../sample/tables.ts'
import type { FillOptions } from '../sample/fill.ts'
import { openTabDatabase, wholeOf } from './database.ts'
import { loadEngine, loadFacts, loadImage, loadRows } from './load.ts'
import { nameOf } from './messages.ts'
import { wasmPasswords } from './passwords.ts'
import type { ImageFacts } from './settings.ts'
import { openStore, type Store } from './store.ts'

/** The API of the tab. */
export type TabApi = {
  readonly api: Api
  readonly isKept: boolean
  /** Starts to keep what was prepared and what changes; false when the browser has no room for it. */
  keep(): Promise<boolean>
}

export type TabOptions = {
  /** Address of the console, ending in a slash. */
  readonly base: string
  readonly onStep: (step: TabStep) => void
  /** Told when the browser keeps nothing more: the last change is not kept, and no further one is taken. */
  readonly onFull: (error: unknown) => void
}

/** There is no database, and why. */
export class TabFailed extends Error {
  readonly why: TabFailure

  constructor(why: TabFailure, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.why = why
  }
}

const failing =
  (why: TabFailure) =>
  (cause: unknown): never => {
    throw new TabFailed(why, cause)
  }

const log: Log = {
  info: () => {},
  warn: () => {},
  // The log of a worker is the browser's console.
  // oxlint-disable-next-line no-console
  error: (fields, message) => console.error(message, fields),
}

const tickSeconds = 30
const checkpointMs = 60_000

/** Keeps the session as a browser keeps a cookie: one for all tabs of this address. */
const jarOf = async (store: Store): Promise<SessionCarrier> => {
  const found = await store.fact('session')
  let secret = typeof found === 'string' ? found : null
  const put = (next: string | null) => {
    secret = next
    // A session that cannot be kept ends with the tab.
    store.keepFact('session', next).catch(() => undefined)
  }
  return { read: () => secret, write: (_http, next) => put(next), clear: () => put(null) }
}

type Opened = Awaited<ReturnType<typeof openTabDatabase>>

/** Opens the database that was kept, or puts the prepared company in place. */
const openDatabase = async (options: TabOptions, store: Store, facts: ImageFacts) => {
  const { base, onStep } = options
  onStep({ step: 'loading', part: 0 })
  const onPart = (part: number) => onStep({ step: 'loading', part })
  const [engine, image] = await Promise.all([
    loadEngine(),
    store.hasDatabase ? null : loadImage(base, facts, onPart),
  ]).catch(failing('not_loaded'))
  onStep({ step: 'opening' })
  return openTabDatabase(store, engine, image).catch(failing('not_opened'))
}

const factsOf = async (store: Store, base: string): Promise<ImageFacts> => {
  if (store.hasDatabase) return (await store.fact('image')) as ImageFacts // kept below
  const facts = await loadFacts(base).catch(failing('not_loaded'))
  await store.keepFact('image', facts).catch(() => undefined)
  return facts
}

/** Writes what waits, again and again, because nobody else does: the log is read anew when the tab opens. */
const startUpkeep = (database: Opened): void => {
  setInterval(() => void database.maintain('checkpoint').catch(() => undefined), checkpointMs)
}

/** Gives rows to entities that were defined since the company was prepared; only then is loaded what makes them. */
const fillNew = async (parts: FillOptions, onStep: TabOptions['onStep']): Promise<void> => {
  if (newEntities(model).length === 0) return
  onStep({ step: 'filling' })
  const { fillNewEntities } = await import('../sample/fill.ts')
  await fillNewEntities(parts)
}

/**
 * Starts the API over the database of this browser: from what earlier visits left, else from the prepared company,
 * moved to end today.
 *
 * Errors: `TabFailed`.
 */
export const startTabApi = async (options: TabOptions): Promise<TabApi> => {
  const { base, onStep, onFull } = options
  const real = () => new Date().toISOString()
  let opened: Opened | undefined
  const store = await openStore({
    name: nameOf(base),
    whole: () => {
      if (!opened) throw new Error('the log grew before there was a database')
      return wholeOf(opened.pglite)
    },
    onFull,
  })
  const facts = await factsOf(store, base)
  const { day, zone } = facts
  const database = await openDatabase(options, store, facts)
  opened = database
  const index = indexModel(model)
  const given = { index, database, zone, hooks, log }
  if (!store.hasDatabase) {
    onStep({ step: 'dating' })
    const days = daysBetween(day, localDay(real(), zone))
    await database.transaction((tx) => shiftDays(tx, index, days))
  }
  await migrate(createEngine({ ...given, clock: real }), { log })
  const sample = () => loadRows(base, facts)
  const sandbox = await openSandbox({ ...given, clock: real, sample })
  const { clock } = sandbox
  await seedCompany(createEngine({ ...given, clock }), model)
  await fillNew({ index, database, zone, clock }, onStep)
  const service = createService({ ...given, clock })
  const settings = { ...defaultSettings, zone, demo: true }
  const carrier = await jarOf(store)
  const api = createApi({ index, database, service, clock, settings, log, carrier, sandbox, passwords: wasmPasswords }) // prettier-ignore
  startBackground({ database, service, settings, clock, log, mailer: null, tickSeconds })
  startUpkeep(database)
  const keep = async () => store.isKept && (await database.keep())
  return { api, isKept: store.isKept, keep }
}
