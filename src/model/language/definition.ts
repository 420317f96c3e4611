/**
 * What a definition may say. Everything here is JSON-safe data: no functions, dates or classes.
 *
 * The meaning of each part lives beside this file: `predicate.ts`, `formula.ts`, `compute.ts`,
 * `workflow.ts`, `access.ts`, `aggregate.ts`; `check.ts` reports what a definition gets wrong.
 */

/** A text for people, in both languages. */
export type Label = { readonly zh: string; readonly en: string }

/** State of things in a word: colours a chip, never the only sign. */
export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad'

/** JSON scalar or list as it stands in predicates and defaults; `$me`, `$today-30d` are variables. */
export type Scalar = string | number | boolean | null

/** Operators of one field in a predicate. */
export type Operators = {
  readonly $eq?: Scalar
  readonly $ne?: Scalar
  readonly $gt?: Scalar
  readonly $gte?: Scalar
  readonly $lt?: Scalar
  readonly $lte?: Scalar
  readonly $in?: readonly Scalar[]
  readonly $nin?: readonly Scalar[]
  readonly $has?: Scalar
  readonly $starts?: string
  readonly $contains?: string
  readonly $null?: boolean
}

/** Condition over one record as data; see `predicate.ts` for the two-valued meaning. */
export type Predicate = {
  readonly $and?: readonly (Predicate | string)[]
  readonly $or?: readonly (Predicate | string)[]
  readonly $not?: Predicate | string
  /** A child row exists; `at` = the child points to the record at the end of this to-one path instead of to this one. */
  readonly $some?: {
    readonly of: string
    readonly by: string
    readonly at?: string
    readonly where?: Predicate | string
  }
  readonly q?: string
  readonly [path: string]: unknown
}

/** A predicate, or a boolean formula such as `'delivery_on > signed_on'`. */
export type Condition = Predicate | string

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
   * rows whose field equals this record's value (or is one of it, when the path is many-valued); several
   * pairs are joined by `&`. Such a rollup is always live.
   */
  readonly by: string
  readonly where?: Condition
  readonly count?: true
  /** Field path or formula over the child row. */
  readonly sum?: string
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
  /** Named metric over a period and people of this record; always live. Paths or `=formula`. */
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

export type TextField = FieldOptions & {
  readonly type: 'text' | 'longtext' | 'email' | 'phone' | 'url' | 'tags'
  readonly max_length?: number
  /** Regular expression source, anchored by the validator. */
  readonly pattern?: string
  readonly pattern_help?: Label
  /** Named check beyond a pattern, see `formats.ts`. */
  readonly format?: 'credit_code'
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

/** A value in an effect or default: literal, variable (`$me`), or `=formula` over the record, `ask.x` and `each.x`. */
export type Value = unknown

/** Who is told or asked: people fields (`owner`, `signatory`), roles, heads of departments, or employees by predicate. */
export type Recipients = {
  readonly fields?: readonly string[]
  readonly roles?: readonly string[]
  /** Heads of the departments that match; with `members`, everybody in them. */
  readonly departments?: Predicate
  readonly members?: boolean
  /** Head of the record's own department / supervisor of the owner. */
  readonly head?: boolean
  readonly employees?: Predicate
}

/** Shares `total` over the rows of `each` into `field`: `percent` of it each, rounded to the field's scale; the last row takes the remainder. */
export type Split = { readonly field: string; readonly total: Value; readonly percent: Value }

/** What follows a transition or event, in the same transaction; messages leave after commit. */
export type Effect = { readonly when?: Condition; readonly clauses?: readonly string[]; readonly rule?: string } & (
  | { readonly do: 'set'; readonly on?: string | { readonly of: string; readonly by: string; readonly where?: Predicate }; readonly values: Readonly<Record<string, Value>> }
  | { readonly do: 'create'; readonly resource: string; readonly each?: string; readonly values: Readonly<Record<string, Value>>; readonly unless?: Predicate; readonly split?: Split }
  | { readonly do: 'notify'; readonly to: Recipients; readonly kind: 'reminder' | 'warning' | 'escalation' | 'approval' | 'info'; readonly level?: 'info' | 'yellow' | 'orange' | 'red'; readonly title: Label; readonly body?: Label }
  | { readonly do: 'distribute'; readonly to: Recipients; readonly copy_no?: string; readonly due?: string; readonly note?: Label }
  | { readonly do: 'review'; readonly step: string; readonly to: Recipients; readonly seq?: number; readonly due?: string }
  | { readonly do: 'transition'; readonly name: string; readonly on: string | { readonly of: string; readonly by: string; readonly where?: Predicate }; readonly else: 'skip' | 'refuse'; readonly ask?: Readonly<Record<string, Value>> }
  | { readonly do: 'start_clock' | 'stop_clock'; readonly clock: string }
  | { readonly do: 'run'; readonly run: string; readonly with?: Readonly<Record<string, unknown>> }
) // prettier-ignore

export type State = Label & {
  readonly final?: boolean
  readonly tone?: Tone
  /** Date or datetime fields set at first entry. */
  readonly stamp?: string | readonly string[]
  /** Fields that people may not change in this state (`'*'` = all). */
  readonly locks?: readonly string[]
}

/** A condition that must hold, with its sentence; `warn` only warns. */
export type Guard = {
  readonly rule?: string
  readonly check: Condition
  readonly message: Label
  readonly clauses?: readonly string[]
  readonly warn?: boolean
}

export type Transition = {
  readonly from: readonly string[]
  readonly to: string
  /** Roles, record roles (`owner`, `signatory` = that `_id` field) or `system`. */
  readonly by: readonly string[]
  readonly label: Label
  /** Whether the step is on offer; a `system` transition fires when it holds. */
  readonly when?: Condition
  readonly guards?: readonly Guard[]
  /** Fields of the record that must be filled. */
  readonly require?: readonly string[]
  /** Fields of the record that the dialog offers and writes, even without the update right. */
  readonly fills?: readonly string[]
  /** Dialog fields kept in the history (`ask.opinion` in formulas). */
  readonly ask?: Readonly<Record<string, Field>>
  /** Writes an approvals row; nobody decides their own record. */
  readonly decision?: boolean
  /** Step of the approvals row that a decision writes; default `manager_approval`. */
  readonly step?: string
  /** State of the approvals row that a decision writes; default `approved`. */
  readonly verdict?: 'approved' | 'returned' | 'rejected'
  readonly effects?: readonly Effect[]
  readonly clauses?: readonly string[]
  readonly tone?: Tone
}

export type Workflow = {
  readonly initial?: string
  readonly states: Readonly<Record<string, State>>
  readonly transitions: Readonly<Record<string, Transition>>
}

/** Must hold after every write of a record it touches; `warn` reports without refusing. */
export type Rule = {
  readonly id: string
  readonly require: Condition
  readonly when?: Condition
  /** Checked only at creation and when a person's write changes one of these fields; default: every touch. */
  readonly of?: readonly string[]
  readonly at?: string
  readonly warn?: boolean
  readonly message: Label
  readonly clauses: readonly string[]
}

export type Clock = {
  readonly start: string
  readonly due: string
  readonly stop?: string
  readonly warn_at?: readonly number[]
  readonly calendar?: 'working' | 'natural'
  readonly on_breach?: readonly Effect[]
}

/** Work of the scheduler, once per record and key. */
export type Scheduled = {
  readonly id: string
  readonly label: Label
  readonly every: 'daily' | 'hourly'
  readonly where: Condition
  /** Formula whose text, with job and record, is done only once; default: once per record. */
  readonly key?: string
  readonly effects: readonly Effect[]
  readonly clauses?: readonly string[]
  readonly rule?: string
}

/** Effects of plain writes. */
export type Events = {
  readonly create?: readonly Effect[]
  readonly update?: readonly {
    readonly of: readonly string[]
    readonly when?: Condition
    readonly effects: readonly Effect[]
  }[]
}

export type Scope = 'own' | 'department' | 'all'
export type Grant = {
  readonly create?: boolean
  readonly read?: Scope
  readonly update?: Scope
  readonly archive?: Scope
  readonly decide?: Scope
  /** true = wherever the row is readable; a scope narrows it. */
  readonly confidential?: true | Scope
  readonly secret?: true | Scope
  readonly export?: boolean
}
/** Role -> what it may do; `'*'` = everybody who signs in as an employee (self-service on own rows). */
export type Access = Readonly<Record<string, Grant>>

/** Rows that a person may read besides the scopes: recipients of a copy, assignees of a review. */
export type Share = {
  readonly where: Predicate
  readonly confidential?: boolean
  readonly acts?: boolean
  readonly clauses?: readonly string[]
}

export type Format = 'integer' | 'decimal' | 'money' | 'percent' | 'days' | 'hours' | 'ppm'
type MeasureOptions = {
  readonly label: Label
  /** Catalogue number, e.g. `M-101`. */
  readonly id?: string
  readonly help?: Label
  readonly format?: Format
  readonly better?: 'up' | 'down' | 'none'
  readonly target?: number
  readonly clauses?: readonly string[]
}
export type Measure = MeasureOptions &
  (
    | {
        readonly agg: 'count' | 'sum' | 'avg' | 'min' | 'max' | 'distinct' | 'median' | 'p90'
        /** Field path or formula over the row (not for count). */
        readonly field?: string
        readonly where?: Condition
        /** Time axis of this measure when it differs from the entity's. */
        readonly time?: string
        /**
         * A stock, taken at the end of each bucket as of that day, never summed over time; `opening` at the
         * day before it begins, `average` the mean of both.
         */
        readonly balance?: true | 'opening' | 'average'
        readonly scope?: 'global'
        readonly min_group?: number
      }
    | { readonly calc: string }
  )
export type Dimension = {
  readonly label?: Label
  readonly field: string
  readonly bands?: readonly number[]
}
export type Analytics = {
  readonly time: string
  readonly base?: Predicate
  readonly dimensions: Readonly<Record<string, Dimension>>
  readonly measures: Readonly<Record<string, Measure>>
}

export type Preset = {
  readonly label: Label
  readonly filter: Predicate
  readonly sort?: readonly [string, 'ASC' | 'DESC']
  /** Rows that wait for the viewer: listed on the home page and counted at the menu entry. */
  readonly waits?: boolean
}
export type Views = {
  readonly list?: {
    readonly columns: readonly string[]
    readonly filters?: readonly string[]
    readonly presets?: Readonly<Record<string, Preset>>
    readonly sort?: readonly [string, 'ASC' | 'DESC']
    readonly totals?: readonly string[]
  }
  readonly form?: readonly { readonly section: Label; readonly fields: readonly string[] }[]
  /** Child lists shown as tabs; default: every entity with a reference here. */
  readonly related?: readonly {
    readonly resource: string
    readonly by: string
    readonly label?: Label
  }[]
  readonly calendar?: string
  readonly board?: string
}

export type Sample = { readonly count?: number; readonly [field: string]: unknown }

export type Entity = {
  readonly name: string
  readonly label: Label
  /** Singular in snake case when the rule (drop s, ies -> y) is wrong. */
  readonly singular?: string
  readonly module: string
  /** core = menu entry, support = second level or tab, platform = written by the system. */
  readonly tier: 'core' | 'support' | 'platform'
  readonly icon?: string
  readonly clauses: readonly string[]
  readonly help?: Label
  /** Template of the record's title: `'{code} {name}'`. */
  readonly title: string
  /** Reference fields to employees that make a row "mine"; default `['owner_id']`. */
  readonly people?: readonly string[]
  readonly fields: Readonly<Record<string, Field>>
  readonly workflow?: Workflow
  readonly rules?: readonly Rule[]
  readonly events?: Events
  readonly clocks?: Readonly<Record<string, Clock>>
  readonly schedule?: readonly Scheduled[]
  readonly access: Access
  readonly shares?: readonly Share[]
  /** Date field from which the row exists in as-of figures. */
  readonly exists_from?: string
  readonly views?: Views
  readonly analytics?: Analytics
  readonly sample?: Sample
}

export type Role = {
  readonly key: string
  readonly label: Label
  readonly help?: Label
  /** Takes decisions that have no other superior: on the own record of somebody who has no supervisor. */
  readonly highest?: boolean
  /** Manages accounts, shared views and the set-up. */
  readonly administers?: boolean
}

/** Every number the policies leave open; rows of `policy_parameters` override the default from their date on. */
export type Parameter = {
  readonly key: string
  readonly label: Label
  readonly module: string
  readonly type:
    | 'integer'
    | 'decimal'
    | 'percent'
    | 'money'
    | 'boolean'
    | 'date'
    | 'time'
    | 'text'
    | 'list'
    | 'map'
    | 'reference'
  readonly default: unknown
  readonly min?: number
  readonly max?: number
  readonly unit?: Label
  /** Shows other parameters under names of its own, and has no value itself: `{ contract_head: 'contract.important_amount' }`. */
  readonly view?: Readonly<Record<string, string>>
  readonly rules: readonly string[]
  readonly clauses: readonly string[]
}

/** A clause of the policies, restated. */
export type Clause = { readonly id: string; readonly title: Label; readonly text?: Label }

/** A metric that spans entities: `calc` over `<resource>.<measure>` parts joined on shared dimensions and time. */
export type Metric = {
  readonly id: string
  readonly name: string
  readonly label: Label
  readonly help: Label
  readonly format: Format
  readonly better: 'up' | 'down' | 'none'
  readonly calc: string
  /** Shared dimension -> the dimension of each part (same name when absent). */
  readonly by?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly target?: number
  readonly clauses: readonly string[]
}

export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year'
export type TimeBucket = { readonly time: string; readonly grain: Grain }

/** Query protocol of `POST /api/{resource}/aggregate`. Dates are local and inclusive. */
export type AggregateQuery = {
  readonly measures: readonly string[]
  readonly by?: readonly (string | TimeBucket)[]
  readonly range?: { readonly on?: string; readonly from: string; readonly to: string }
  readonly filter?: Predicate
  readonly having?: Predicate
  readonly compare?: readonly ('previousPeriod' | 'previousYear')[]
  readonly top?: {
    readonly n: number
    readonly of: string
    readonly by: string
    readonly others?: boolean
  }
  readonly post?: Readonly<
    Record<string, readonly ('share' | 'cumulative' | { readonly movingAverage: number })[]>
  >
  readonly fill?: boolean
  readonly totals?: boolean
  readonly target?: boolean
  readonly asOf?: string
  readonly sort?: readonly (readonly [string, 'asc' | 'desc'])[]
  readonly limit?: number
}
export type AggregateColumn = { readonly key: string; readonly kind: 'dimension' | 'time' | 'measure'; readonly label: Label; readonly grain?: Grain; readonly format?: Format; readonly unit?: string; readonly additive?: boolean; readonly better?: 'up' | 'down' | 'none'; readonly help?: Label; readonly clauses?: readonly string[] } // prettier-ignore
export type AggregateRow = {
  readonly key: string
  readonly label: Readonly<Record<string, string>>
  /** List filter of exactly the records behind the row. */
  readonly drill: Predicate
  /** Day as of which the records behind a balance stand. */
  readonly asOf?: string
  readonly others?: number
  readonly previousPeriod?: Readonly<Record<string, number | null>>
  readonly previousYear?: Readonly<Record<string, number | null>>
  readonly target?: Readonly<Record<string, number | null>>
  readonly post?: Readonly<Record<string, Readonly<Record<string, number | null>>>>
  readonly [column: string]: unknown
}
export type AggregateAnswer = {
  readonly resource: string
  readonly columns: readonly AggregateColumn[]
  readonly rows: readonly AggregateRow[]
  readonly totals?: Readonly<Record<string, unknown>>
  readonly meta: {
    readonly timezone: string
    readonly from?: string
    readonly toExclusive?: string
    readonly compared?: Readonly<
      Record<string, { readonly from: string; readonly toExclusive: string }>
    >
    readonly partial: readonly string[]
    readonly scope: 'all' | 'restricted'
    readonly computedAt: string
    readonly truncated: boolean
    readonly engine: 'sql' | 'js'
  }
}

export type CardKind =
  | 'kpi'
  | 'trend'
  | 'bars'
  | 'ranking'
  | 'stack'
  | 'pareto'
  | 'heatmap'
  | 'waterfall'
  | 'table'
  | 'list'
  | 'calendar'
export type Card = {
  readonly id: string
  readonly kind: CardKind
  readonly title: Label
  readonly help?: Label
  /** Resource, or `metric` for a metric across entities. */
  readonly resource?: string
  readonly metric?: string
  readonly query?: AggregateQuery
  /** Columns of a list card, its filter and sort. */
  readonly list?: {
    readonly columns: readonly string[]
    readonly filter?: Predicate
    readonly sort?: readonly [string, 'ASC' | 'DESC']
    readonly limit?: number
  }
  readonly size?: 'quarter' | 'third' | 'half' | 'two_thirds' | 'full'
  /** Dashboard filter -> path of this card's resource; absent = same name; null = does not apply. */
  readonly filters?: Readonly<Record<string, string | null>>
  readonly options?: Readonly<Record<string, unknown>>
  readonly clauses?: readonly string[]
}
export type DashboardFilter = {
  readonly label: Label
  readonly to?: string
  readonly options?: Readonly<Record<string, Label>>
}
export type Dashboard = {
  readonly schemaVersion: 1
  readonly name: string
  readonly label: Label
  readonly clauses: readonly string[]
  readonly roles?: readonly string[]
  readonly period: 'month' | 'quarter' | 'year' | 'rolling12'
  readonly filters: Readonly<Record<string, DashboardFilter>>
  readonly cards: readonly Card[]
}

export type Module = { readonly key: string; readonly label: Label }

/** The whole business, as data. */
export type Model = {
  readonly name: string
  readonly modules: readonly Module[]
  readonly roles: readonly Role[]
  readonly parameters: readonly Parameter[]
  readonly clauses: readonly Clause[]
  readonly entities: readonly Entity[]
  readonly metrics: readonly Metric[]
  readonly dashboards: readonly Dashboard[]
}

/** Names of states are checked inside one definition; names of other entities by `checkModel`. */
type Checked<E extends Entity> = E['workflow'] extends { states: infer S }
  ? {
      workflow: {
        transitions: Record<
          string,
          Omit<Transition, 'from' | 'to'> & {
            readonly from: readonly (keyof S & string)[]
            readonly to: keyof S & string
          }
        >
      }
    }
  : unknown

/** Types a definition; returns it unchanged. */
export const entity = <const E extends Entity>(definition: E & Checked<E>): E => definition

type Values = { text: string; longtext: string; email: string; phone: string; url: string; tags: readonly string[]; integer: number; decimal: number; money: number; percent: number; date: string; datetime: string; boolean: boolean; enum: string; reference: string; references: readonly string[]; record_ref: { resource: string; id: string }; lines: readonly unknown[]; attachments: readonly { id: string; name: string }[]; serial: string } // prettier-ignore
type ValueOf<F extends Field> = F extends { type: 'enum'; many: true; options: infer O }
  ? readonly (keyof O & string)[]
  : F extends { type: 'enum'; options: infer O }
    ? keyof O & string
    : F extends { type: 'lines'; fields: infer L extends Readonly<Record<string, Field>> }
      ? readonly ({ id: string } & FieldsOf<L>)[]
      : F extends { type: infer T extends FieldType }
        ? Values[T]
        : never
type Given<F extends Field> = F extends { required: true } | { type: 'serial' } ? true : false
type FieldsOf<M extends Readonly<Record<string, Field>>> = {
  [K in keyof M as Given<M[K]> extends true ? K : never]: ValueOf<M[K]>
} & { [K in keyof M as Given<M[K]> extends true ? never : K]?: ValueOf<M[K]> | null }

/** Exact record type of a definition, as it is on the wire. */
export type RecordOf<E extends Entity> = {
  id: string
  version: number
  archived?: boolean
} & FieldsOf<E['fields']> &
  (E['workflow'] extends { states: infer S } ? { state: keyof S & string } : unknown)
