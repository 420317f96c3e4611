import type { Kysely } from 'kysely'
import { localDay } from '#model/language/time.ts'
import type { Tables } from '../database/database.ts'
import { createEngine, type ServiceOptions } from '../engine/create-service.ts'
import type { Service } from '../engine/service.ts'
import type { Engine } from '../engine/work.ts'
import { seedCompany } from '../seed.ts'
import { addDaysStored, movableClock, readDays } from './clock.ts'
import { withConflicts } from './conflicts.ts'
import { createFaults, noFaults, type FaultState } from './faults.ts'
import { asFileProblem, checkFile, replaceAll, type CheckedFile } from './replace.ts'
import { writeSandboxFile } from './write-file.ts'

/** What a reset puts in place. */
export type Company = 'sample' | 'empty'

/** Work in the transaction that replaces everything, at the clock as it will be. */
export type AfterReplacing = (tx: Kysely<Tables>, now: string) => Promise<void>

/** The controls of a demonstration: its clock, its faults, and its contents as a whole. */
export type Sandbox = {
  /** Now, with the days by which people moved the clock. */
  readonly clock: () => string
  readonly days: () => number
  readonly faults: FaultState
  /** Whether there is a sample company to go back to. */
  readonly hasSample: boolean
  /** The service with writes that are overtaken now and then. */
  readonly service: (service: Service) => Service
  /** Moves the clock forward by a day; sessions go along. */
  readonly nextDay: () => Promise<void>
  /** Puts the sample company or an empty one in place, today, with nothing set to go wrong. */
  readonly reset: (to: Company, after: AfterReplacing) => Promise<void>
  /** Everything in one file. */
  readonly write: () => Promise<Uint8Array<ArrayBuffer>>
  /** Puts the contents of a file in place of everything. Errors: `invalid`; the sandbox is then as it was. */
  readonly read: (bytes: Uint8Array<ArrayBuffer>, after: AfterReplacing) => Promise<void>
}

export type SandboxOptions = ServiceOptions & {
  /** The sample company as a sandbox file; without it a reset leads to an empty company. */
  readonly sample?: () => Promise<Uint8Array<ArrayBuffer>>
  /** Chance from 0 to 1. */
  readonly random?: () => number
}

const dayMs = 86_400_000

/** Writes what the model itself brings, within a transaction that is open. */
const seedWithin = (engine: Engine, tx: Kysely<Tables>, now: string): Promise<number> => {
  const database = { ...engine.database, kysely: tx, transaction: <T>(work: (tx: Kysely<Tables>) => Promise<T>) => work(tx) } // prettier-ignore
  return seedCompany({ ...engine, database, clock: () => now }, engine.index.model)
}

/** Opens the controls over a migrated database; the clock stands where it was left. */
export const openSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { index, database, zone, clock: real, sample } = options
  const clock = movableClock(real, await readDays(database.kysely))
  const engine = createEngine({ ...options, clock: clock.now })
  const faults = createFaults(options.random)
  const at = (days: number) => new Date(Date.parse(real()) + days * dayMs).toISOString()

  const replace = async (
    days: number,
    fill: (tx: Kysely<Tables>) => Promise<void>,
    after: AfterReplacing,
  ): Promise<void> => {
    const now = at(days)
    await replaceAll({ database, index, days, fill, after: (tx) => after(tx, now) }).catch(
      (error: unknown) => {
        throw asFileProblem(error)
      },
    )
    clock.set(days)
  }

  const sampleFile = async (): Promise<CheckedFile | null> =>
    sample ? checkFile(index, await sample()) : null

  return {
    clock: clock.now,
    days: clock.days,
    faults,
    hasSample: sample !== undefined,
    service: (service) => withConflicts(service, engine, faults),
    nextDay: async () => {
      clock.set(await database.transaction((tx) => addDaysStored(tx, 1)))
    },
    reset: async (to, after) => {
      const file = to === 'sample' ? await sampleFile() : null
      const today = localDay(real(), zone)
      await replace(0, async (tx) => {
        if (file) await file.fill(tx, today)
        await seedWithin(engine, tx, real())
      }, after) // prettier-ignore
      faults.set(noFaults)
    },
    write: () => {
      const now = clock.now()
      const facts = { now, day: localDay(now, zone), days: clock.days(), zone }
      return writeSandboxFile(database, index, facts)
    },
    read: async (bytes, after) => {
      const file = await checkFile(index, bytes)
      await replace(file.days, (tx) => file.fill(tx), after)
    },
  }
}
