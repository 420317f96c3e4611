import type { Warning } from './work.ts'

/** What happened to one row in this transaction and is not yet worked off. */
export type Change = {
  /** Names of the fields that changed. */
  readonly fields: Set<string>
  /** Former values of reference fields: field -> ids (of record_refs `resource/id`). */
  readonly former: Map<string, Set<string>>
}

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
}

export const newJournal = (): Journal => ({
  pending: new Map(),
  touched: new Map(),
  waiting: new Map(),
  persons: new Map(),
  versioned: new Set(),
  warnings: [],
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

/** Notes that fields of a row changed, with the former values of its references. */
export const noteChange = (
  journal: Journal,
  resource: string,
  id: string,
  fields: Iterable<string>,
  former: Iterable<readonly [string, string]> = [],
): void => {
  const rows = inner(journal.pending, resource)
  const change = rows.get(id) ?? { fields: new Set(), former: new Map() }
  for (const field of fields) change.fields.add(field)
  for (const [field, value] of former)
    change.former.set(field, (change.former.get(field) ?? new Set()).add(value))
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
