import type { Row } from '#model/language/wire.ts'
import type { Work } from './work.ts'

/** What a hook is told: the record, and `with` of the effect that runs it. */
export type HookCall = {
  readonly resource: string
  readonly row: Row
  readonly with: Readonly<Record<string, unknown>>
}

/** Code that an effect may run by name, inside the transaction; the last resort where data cannot say it. */
export type Hook = (work: Work, call: HookCall) => Promise<void>
export type Hooks = Readonly<Record<string, Hook>>
