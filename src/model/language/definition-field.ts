import type { Analytics } from './definition-analytics.ts'
import type { Condition, Label, Predicate, Tone } from './definition-condition.ts'
import type { Rule } from './definition-workflow.ts'

/** Closed union; every consumer owns a `Record<FieldType, …>` so that a new type owes an answer everywhere. */
export const fieldTypes = [
  'text', 'longtext', 'integer', 'decimal', 'money', 'percent', 'date', 'datetime', 'boolean', 'enum', 'tags',
  'email', 'phone', 'url', 'reference', 'references', 'record_ref', 'lines', 'attachments', 'serial',
] as const // prettier-ignore
export type FieldType = (typeof fieldTypes)[number]

/** Aggregates child rows: `{ of: 'payment_allocations', by: 'receivable_id', sum: 'amount' }`. Exactly one operation. */
export type Rollup = {
  readonly of: string
  /**
   * Reference field (or record_ref) of the child that points here; or `'<child field>=<own path>'`: other
   * rows whose field equals this record's value (or is one of it, when the path is many-valued); `<`, `<=`, `>`
   * and `>=` compare in order; several pairs are joined by `&`. Such a rollup is always live.
   */
  readonly by: string
  readonly where?: Condition
  readonly count?: true
  /** Field path or formula over the child row. */
  readonly sum?: string
  /** Mean of a formula over the child rows that have it; null for none. */
  readonly avg?: string
  /** What each row weighs in the mean, a formula; rows without it are left out. Default: all alike. */
  readonly weight?: string
  readonly min?: string
  readonly max?: string
  /** Value of this path on the child that is last by `order` (default: created_at). */
  readonly last?: string
  readonly order?: string
  /** Boolean: some child matches / all children match (true for none). */
  readonly any?: Condition
  readonly every?: Condition
  /** Date path from which (and `until` which, exclusive) the child counts; makes the value known as of a date. */
  readonly dated?: string
  readonly until?: string
}

/** Bucket of a number; bounds inclusive, first match wins. */
export type Band = {
  readonly of: string
  readonly keys: readonly {
    readonly key: string
    readonly to?: number | string
    readonly from?: number | string
  }[]
}

/** What every field may say. Bounds may be numbers or `param('key')` formulas. */
export type FieldOptions = {
  readonly label: Label
  readonly help?: Label
  /** true, a condition, or the states that may not be entered without it. */
  readonly required?: true | Condition | { readonly states: readonly string[] }
  readonly unique?: boolean | { readonly with: readonly string[] }
  /** Literal, variable (`$today`, `$me`) or `=formula`. */
  readonly default?: unknown
  /** Never written by people; `auto` fields are set by the system (and by a historical import). */
  readonly readonly?: boolean
  readonly auto?: boolean
  /** Given at creation by people, never changed by them afterwards. */
  readonly fixed?: boolean
  /** Date field of the same record; as of a day before it, this plain field is empty. Keeps what depends on it right as of any day. */
  readonly dated?: string
  readonly visible?: Condition
  readonly confidential?: boolean
  readonly secret?: boolean
  readonly clauses?: readonly string[]
  readonly was?: string
  readonly search?: boolean
  readonly formula?: string
  readonly rollup?: Rollup
  /**
   * Named metric over a period and filter of this record; always live. `metric` is a name, or `=path` to the
   * number of a measure; bounds are paths or formulas; `filter` gives dimensions of the measure's entity
   * `=formula` values of this record (null asks nothing).
   */
  readonly metric?: {
    readonly metric: string
    readonly range: { readonly from: string; readonly to: string }
    readonly filter?: Predicate
  }
  readonly band?: Band
  /** Snapshot of a to-one path at creation, or on the named transition. */
  readonly copy?: string | { readonly from: string; readonly on: string }
}

export type EnumOption = Label & { readonly tone?: Tone }

export type TextFormat = 'credit_code' | 'drill'
export type TextField = FieldOptions & {
  readonly type: 'text' | 'longtext' | 'email' | 'phone' | 'url' | 'tags'
  readonly max_length?: number
  /** Regular expression source, anchored by the validator. */
  readonly pattern?: string
  readonly pattern_help?: Label
  /** Named check beyond a pattern, see `formats.ts`; `drill` opens the records that it names. */
  readonly format?: TextFormat
}
export type NumberField = FieldOptions & {
  readonly type: 'integer' | 'decimal' | 'money' | 'percent'
  readonly min?: number | string
  readonly max?: number | string
  /** Decimals kept; default 0, 6, 2, 4. */
  readonly scale?: number
  /** Words shown instead of the bare number while it is above zero; `{n}` is the number: `逾期 {n} 天`. */
  readonly phrase?: Label & { readonly tone?: Tone }
}
export type TimeField = FieldOptions & {
  readonly type: 'date' | 'datetime'
  readonly min?: string
  readonly max?: string
}
export type BooleanField = FieldOptions & { readonly type: 'boolean' }
export type EnumField = FieldOptions & {
  readonly type: 'enum'
  readonly many?: boolean
  readonly options: Readonly<Record<string, EnumOption>>
}
/** `where` limits the choices; checked on write. */
export type ReferenceField = FieldOptions & {
  readonly type: 'reference' | 'references'
  readonly to: string
  readonly where?: Predicate
}
/** Points to any entity. Wire: `{ resource, id }`; SQL: `<field>_resource`, `<field>_id`; paths `x.resource`, `x.id`. */
export type RecordRefField = FieldOptions & {
  readonly type: 'record_ref'
  readonly to?: readonly string[]
}
/** Child rows in a real table `<parent singular>_<field>`; their access, version and history are the parent's. */
export type LinesField = FieldOptions & {
  readonly type: 'lines'
  readonly table?: string
  readonly title?: string
  readonly fields: Readonly<Record<string, Field>>
  readonly rules?: readonly Rule[]
  readonly analytics?: Analytics
  /** A new record given without rows starts with one row for each text of this list parameter, written to `field`. */
  readonly seeds?: { readonly param: string; readonly field: string }
}
export type AttachmentsField = FieldOptions & {
  readonly type: 'attachments'
  readonly max?: number
}
export type SerialField = FieldOptions & {
  readonly type: 'serial'
  readonly pattern: string
  /** Transition (or transitions) that give it; a number once given is kept. Default: creation. */
  readonly on?: string | readonly string[]
  readonly gapless?: boolean
}

export type Field =
  | TextField
  | NumberField
  | TimeField
  | BooleanField
  | EnumField
  | ReferenceField
  | RecordRefField
  | LinesField
  | AttachmentsField
  | SerialField
