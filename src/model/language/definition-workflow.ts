import type { Condition, Label, Predicate, Tone } from './definition-condition.ts'
import type { Field } from './definition-field.ts'

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

/**
 * Rows of a resource that an effect goes over: those that match, in the order of their creation, or shuffled - the
 * same text of `shuffle` gives the same order - and no more than `limit` of them.
 */
export type Loop = {
  readonly of: string
  readonly where: Predicate
  readonly shuffle?: string
  readonly limit?: Value
}

/**
 * Lines or references of the record, `<resource>.<by>`, or rows by predicate; several stand inside one another. In
 * formulas `each.x` is a field of the innermost row, `outer.x` of the row of the loop around it.
 */
export type Each = string | Loop | readonly (string | Loop)[]

/**
 * Takes the number of a metric as it stands now and keeps it: the same engine as the dashboards, over every row.
 * `metric` is the catalogue number; `about` gives dimensions, of which the first that the metric has narrows it;
 * `into` names the fields of each target that take the number, the target of the period's goals, and where the number
 * comes from (a text of format `drill`). Formulas see the target as `each.x`.
 */
export type Measuring = {
  readonly on: { readonly of: string; readonly by: string; readonly where?: Predicate }
  readonly metric: Value
  readonly range: { readonly from: Value; readonly to: Value }
  readonly about: Readonly<Record<string, Value>>
  readonly into: { readonly value: string; readonly target?: string; readonly source?: string }
}

/** What follows a transition or event, in the same transaction; messages leave after commit. */
export type Effect = { readonly when?: Condition; readonly clauses?: readonly string[]; readonly rule?: string } & (
  | { readonly do: 'set'; readonly on?: string | { readonly of: string; readonly by: string; readonly where?: Predicate }; readonly values: Readonly<Record<string, Value>> }
  | { readonly do: 'create'; readonly resource: string; readonly each?: Each; readonly values: Readonly<Record<string, Value>>; readonly unless?: Predicate; readonly split?: Split }
  | ({ readonly do: 'measure' } & Measuring)
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
  /** Arithmetic: holds for records of a historical import too, for which other rules are gaps. */
  readonly always?: true
  readonly message: Label
  readonly clauses: readonly string[]
}

/** Time that runs from one date field to another; once it is out, `on_breach` follows, once for each due value. */
export type Clock = {
  readonly start: string
  readonly due: string
  readonly stop?: string
  /** When the clock runs at all; default: while it is not stopped and the record not in a final state. */
  readonly while?: Condition
  readonly warn_at?: readonly number[]
  /** Shares of `warn_at` are of working days only, or of all time (default). */
  readonly calendar?: 'working' | 'natural'
  /** Who is warned; default: the owner. */
  readonly to?: Recipients
  readonly on_breach?: readonly Effect[]
  readonly rule?: string
  readonly clauses?: readonly string[]
}

/** Work of the scheduler, once per record and key. */
export type Scheduled = {
  readonly id: string
  readonly label: Label
  /** `tick` = whenever the scheduler looks, as often as every minute. */
  readonly every: 'daily' | 'hourly' | 'tick'
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
