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
  | 'histogram'
  | 'box'
  | 'radar'
  | 'funnel'
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
  /** More queries whose measures stand beside the first ones, joined on the same axes. */
  readonly also?: readonly {
    readonly resource?: string
    readonly metric?: string
    readonly query: AggregateQuery
  }[]
  /** Period of its own instead of the bar's: `24 months`, `the next 180 days`, or the balance of today. */
  readonly period?: 'rolling12' | 'rolling24' | 'next180' | 'today'
  /** What a KPI shows of its first measure: the value, its growth, its share of the target, or of the top. */
  readonly show?: 'value' | 'growth' | 'achievement' | 'top_share'
  /** Columns of a list card, its filter and sort; a column of time limits may be counted down. */
  readonly list?: {
    readonly columns: readonly string[]
    readonly countdown?: string
    readonly filter?: Predicate
    readonly sort?: readonly [string, 'ASC' | 'DESC']
    readonly limit?: number
  }
  readonly size?: 'quarter' | 'third' | 'half' | 'two_thirds' | 'full'
  /** Dashboard filter -> path of this card's resource; absent = its dimension of that name; null = does not apply. */
  readonly filters?: Readonly<Record<string, string | null>>
  readonly options?: Readonly<Record<string, unknown>>
  /** Who sees the card; absent = everybody who reads its records. */
  readonly roles?: readonly string[]
  /** Roles that have this figure among the numbers of their home page, in the order of the dashboards. */
  readonly home?: readonly string[]
  readonly clauses?: readonly string[]
}
export type DashboardFilter = {
  readonly label: Label
  readonly to?: string
  readonly options?: Readonly<Record<string, Label>>
  /** Always exactly one value: at first the first record of these in this order. */
  readonly one?: { readonly filter?: Predicate; readonly sort: readonly [string, 'ASC' | 'DESC'] }
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
