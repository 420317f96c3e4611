import type { ChangeSet } from '@electric-sql/pglite/memfs-frontend'
import { model } from '#model/index.ts'
import { recomputeOrder } from '#model/language/dependencies.ts'
import { indexModel } from '#model/language/resources.ts'
import { daysBetween, localDay } from '#model/language/time.ts'
import { createApi, defaultSettings, type Api } from '../../server/app.ts'
import type { SessionCarrier } from '../../server/auth/cookies.ts'
import { startBackground } from '../../server/background.ts'
import type { Database } from '../../server/database/database.ts'
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
import { failing, type Gathered } from './gather.ts'
import { loadRows } from './load.ts'
import { wasmPasswords } from './passwords.ts'
import { sampleName } from '../sample/name.ts'
import { imageFacts } from './settings.ts'
import type { Store } from './store/store.ts'

/** The API of the tab. */
export type TabApi = {
  readonly api: Api
  readonly isKept: boolean
  /** Works out once what every reading needs of the model: for a moment when nothing is asked. */
  warmUp(): void
  /** Starts to keep what was prepared and what changes; false when the browser has no room for it. */
  keep(): Promise<boolean>
}

const log: Log = {
  info: () => {},
  warn: () => {},
  // The log of a worker is the browser's console.
  // oxlint-disable-next-line no-console
  error: (fields, message) => console.error(message, fields),
}

const tickSeconds = 30
/** Due work has the thread that the first page needs, and waits until that is there. */
const workAfterMs = 5_000
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

/** Writes what waits, again and again, because nobody else does: the log is read anew when the tab opens. */
const startUpkeep = (database: Database): void => {
  setInterval(() => void database.maintain('checkpoint').catch(() => undefined), checkpointMs)
}

/** Gives rows to entities that were defined since the company was prepared; only then is loaded what makes them. */
const fillNew = async (parts: FillOptions, onStep: Gathered['onStep']): Promise<void> => {
  if (newEntities(model).length === 0) return
  onStep({ step: 'filling' })
  const { fillNewEntities } = await import('../sample/fill.ts')
  await fillNewEntities(parts)
}

/** Whether what is kept was brought to this very build; while definitions are worked on nobody can tell. */
const isCurrent = async ({ store }: Gathered): Promise<boolean> =>
  !import.meta.env.DEV && (!store.hasDatabase || (await store.fact('brought')) === imageFacts.made)

/**
 * Starts the API over the database of this browser: from what earlier visits left, else from the prepared company,
 * moved to end today.
 *
 * Errors: `TabFailed`.
 */
export const startTabApi = async (
  gathered: Gathered,
  onOpen: (whole: () => ChangeSet) => void,
): Promise<TabApi> => {
  const { base, store, facts, engine, onStep } = gathered
  const { day, zone } = facts
  const real = () => new Date().toISOString()
  onStep({ step: 'opening' })
  const database = await openTabDatabase(store, engine).catch(failing('not_opened'))
  onOpen(() => wholeOf(database.pglite))
  const index = indexModel(model)
  const given = { index, database, zone, hooks, log }
  const days = store.hasDatabase ? 0 : daysBetween(day, localDay(real(), zone))
  if (days !== 0) {
    onStep({ step: 'dating' })
    await database.transaction((tx) => shiftDays(tx, index, days))
  }
  const hasBeenBrought = await isCurrent(gathered)
  if (!hasBeenBrought) await migrate(createEngine({ ...given, clock: real }), { log })
  const sandbox = await openSandbox({ ...given, clock: real, sample: () => loadRows(base) })
  const { clock } = sandbox
  if (!hasBeenBrought) {
    await seedCompany(createEngine({ ...given, clock }), model)
    await fillNew({ index, database, zone, clock }, onStep)
  }
  const service = createService({ ...given, clock })
  const settings = { ...defaultSettings, company: sampleName, zone, demo: true }
  const carrier = await jarOf(store)
  const api = createApi({ index, database, service, clock, settings, log, carrier, sandbox, passwords: wasmPasswords }) // prettier-ignore
  setTimeout(() => {
    startBackground({ database, service, settings, clock, log, mailer: null, tickSeconds })
    startUpkeep(database)
  }, workAfterMs)
  const keep = async () => {
    if (!store.isKept || !(await database.keep())) return false
    await store.keepFact('brought', imageFacts.made).catch(() => undefined)
    return true
  }
  return { api, isKept: store.isKept, keep, warmUp: () => void recomputeOrder(index) }
}
