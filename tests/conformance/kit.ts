import type { RaRecord } from 'ra-core'
import { fieldsOf, Missing, page, sentenceOf, statusOf, type Seen, type Subject } from './checks/ask.ts' // prettier-ignore
import { anyOf, bounds, combined, contains, empty, equal } from './checks/filters.ts'
import { children, ranges, search, sorting, stableOrder, totals } from './checks/lists.ts'
import { errors, many, numbers, one, times } from './checks/records.ts'
import { trialOf } from './checks/writing.ts'

export type { Kind, Subject } from './checks/ask.ts'

export type Finding = {
  readonly capability: string
  readonly result: 'pass' | 'missing' | 'wrong'
  readonly reason: string
}

type Check = readonly [capability: string, check: (seen: Seen) => Promise<void>]

const reading: readonly Check[] = [
  ['list: ranges', ranges],
  ['list: totals', totals],
  ['list: stable order', stableOrder],
  ['list: sort', sorting],
  ['filter: equal', equal],
  ['filter: one of several', anyOf],
  ['filter: bounds', bounds],
  ['filter: text', contains],
  ['filter: empty values', empty],
  ['filter: and, or, not', combined],
  ['search: q', search],
  ['record: one', one],
  ['record: many', many],
  ['record: children', children],
  ['values: numbers', numbers],
  ['values: days and times', times],
  ['errors: by status', errors],
]

const writes = ['create', 'values', 'update', 'remove'] as const

/** More rows than this are asked about in part. */
const most = 500
const part = 100

/** Finds the rows to ask about: all of a small resource, the first hundred of a large one. */
const look = async (subject: Subject): Promise<Seen> => {
  const first = await page(subject, 1, most)
  const isWhole = !(typeof first.total === 'number' && first.total > most)
  const rows = (isWhole ? first.data : first.data.slice(0, part)) as readonly RaRecord[] // rows of a list
  const scope = isWhole ? {} : { id: rows.map(({ id }) => id) }
  return { ...subject, rows, scope, fields: fieldsOf(rows, subject.kinds) }
}

/**
 * Runs the suite on one resource of a backend: does it do what the console relies on?
 *
 * Shape: one finding a capability; `missing` = the backend does not offer it, and the console does without or does it
 * itself; `wrong` = it offers it and errs. Errors: when the resource cannot be listed at all.
 */
export const examine = async (subject: Subject): Promise<readonly Finding[]> => {
  const seen = await look(subject)
  const findings: Finding[] = []
  for (const [capability, check] of reading)
    findings.push(await finding(capability, () => check(seen)))
  const trial = trialOf(seen)
  for (const write of writes)
    findings.push(
      subject.mayWrite
        ? await finding(`write: ${write}`, trial[write])
        : { capability: `write: ${write}`, result: 'missing', reason: 'not tried: reading only' },
    )
  await trial.cleanUp()
  return findings
}

/** Answers that say: this is not offered; to a write also that there is nothing at the address. */
const isNotOffered = (capability: string, status: number): boolean =>
  status === 405 || status === 501 || (status === 404 && capability === 'write: create')

const finding = async (capability: string, run: () => Promise<void>): Promise<Finding> => {
  try {
    await run()
    return { capability, result: 'pass', reason: '' }
  } catch (error) {
    const isMissing = error instanceof Missing || isNotOffered(capability, statusOf(error))
    return { capability, result: isMissing ? 'missing' : 'wrong', reason: sentenceOf(error) }
  }
}
