import type { AggregateQuery } from './definition-analytics.ts'
import type { Label, Predicate } from './definition-condition.ts'

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
