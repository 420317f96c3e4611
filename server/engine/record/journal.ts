import type { ChangeEntry } from './history.ts'
import type { Row } from '#model/language/wire.ts'
import type { Cause, Warning } from '../work.ts'

/** What happened to one row in this transaction and is not yet worked off. */
export type Change = {
  /** Names of the fields that changed. */
  readonly fields: Set<string>
  /** Where reference fields point, and pointed before: field -> ids (of record_refs `resource/id`). */
  readonly ends: Map<string, Set<string>>
  /** `ends` holds where every reference points now, so that the row need not be asked. */
  known: boolean
}

/** A change on its way into the history, with who acts and why. */
export type Queued = ChangeEntry & { readonly sudo: boolean; readonly cause?: Cause }

/** Fields that a person's own write changed; `created` when the record is new. */
export type PersonWrite = { created: boolean; readonly fields: Set<string> }

/** What a transaction has touched: worked off by recompute, system transitions and rules. */
export type Journal = {
  /** Changes whose dependents are not recomputed yet, by resource and id. */
  readonly pending: Map<string, Map<string, Change>>
  /** Every row written or recomputed, with its changed fields: their rules are checked at the end. */
  readonly touched: Map<string, Map<string, Set<string>>>
  /** Rows whose system transitions have to be tried, by resource. */
  readonly waiting: Map<string, Set<string>>
  readonly persons: Map<string, PersonWrite>
  /** Records whose version has already grown in this transaction. */
  readonly versioned: Set<string>
  readonly warnings: Warning[]
  /** Whole rows as read since the last write. */
  readonly rows: Map<string, Row>
  /** Rows that this transaction has locked or made. */
  readonly locked: Set<string>
  /** Resources that were written at all. */
  readonly written: Set<string>
  /** What goes into the history when the transaction is at rest. */
  readonly history: Queued[]
}

export const newJournal = (): Journal => ({
  pending: new Map(),
  touched: new Map(),
  waiting: new Map(),
  persons: new Map(),
  versioned: new Set(),
  warnings: [],
  rows: new Map(),
  locked: new Set(),
  written: new Set(),
  history: [],
})

/** Names one record inside a transaction. */
export const recordKey = (resource: string, id: string): string => `${resource}/${id}`

const inner = <K, V>(map: Map<string, Map<K, V>>, key: string): Map<K, V> => {
  const known = map.get(key)
  if (known) return known
  const made = new Map<K, V>()
  map.set(key, made)
  return made
}

/** Where references of a row point and pointed; `known` = all that it has now are among them. */
export type Ends = {
  readonly ends: readonly (readonly [string, string])[]
  readonly known: boolean
}

/** Notes that fields of a row changed, with where its references point. */
export const noteChange = (
  journal: Journal,
  resource: string,
  id: string,
  fields: Iterable<string>,
  { ends, known }: Ends = { ends: [], known: false },
): void => {
  journal.rows.clear()
  journal.written.add(resource)
  const rows = inner(journal.pending, resource)
  const change = rows.get(id) ?? { fields: new Set(), ends: new Map(), known }
  for (const field of fields) change.fields.add(field)
  for (const [field, value] of ends)
    change.ends.set(field, (change.ends.get(field) ?? new Set()).add(value))
  change.known &&= known
  rows.set(id, change)
}

/** Notes that a row has to obey its rules and may have a system transition due. */
export const noteTouched = (
  journal: Journal,
  resource: string,
  id: string,
  fields: Iterable<string>,
): void => {
  const rows = inner(journal.touched, resource)
  const known = rows.get(id) ?? new Set()
  for (const field of fields) known.add(field)
  rows.set(id, known)
  noteWaiting(journal, resource, id)
}

/** Notes that the system transitions of a row have to be tried again. */
export const noteWaiting = (journal: Journal, resource: string, id: string): void => {
  journal.waiting.set(resource, (journal.waiting.get(resource) ?? new Set()).add(id))
}

/** Notes what a person's own write changed. */
export const notePerson = (
  journal: Journal,
  resource: string,
  id: string,
  fields: Iterable<string>,
  created = false,
): void => {
  const key = recordKey(resource, id)
  const known = journal.persons.get(key) ?? { created: false, fields: new Set() }
  known.created ||= created
  for (const field of fields) known.fields.add(field)
  journal.persons.set(key, known)
}
