import type { Analytics, Metric } from './definition-analytics.ts'
import type { Label, Predicate } from './definition-condition.ts'
import type { Dashboard } from './definition-dashboard.ts'
import type { Field, FieldType } from './definition-field.ts'
import type { Clock, Events, Rule, Scheduled, Transition, Workflow } from './definition-workflow.ts'

export type * from './definition-analytics.ts'
export type * from './definition-condition.ts'
export type * from './definition-dashboard.ts'
export * from './definition-field.ts'
export type * from './definition-workflow.ts'

/**
 * What a definition may say. Everything here is JSON-safe data: no functions, dates or classes.
 *
 * The meaning of each part lives beside this file: `predicate.ts`, `formula.ts`, `compute.ts`,
 * `workflow.ts`, `access.ts`, `aggregate.ts`; `check.ts` reports what a definition gets wrong.
 */

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
  /** Former name: a rename keeps the records, their history and what points at them. */
  readonly was?: string
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

/** A clause of the policies, restated; what it says of conduct is read and acknowledged, not computed. */
export type Clause = {
  readonly id: string
  readonly title: Label
  readonly text?: Label
  readonly conduct?: boolean
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
