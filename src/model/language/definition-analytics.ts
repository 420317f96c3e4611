import type { Condition, Label, Predicate } from './definition-condition.ts'

export type Format =
  'integer' | 'decimal' | 'money' | 'percent' | 'days' | 'hours' | 'ppm' | 'score'
export type Aggregate =
  'count' | 'sum' | 'avg' | 'min' | 'max' | 'distinct' | 'stddev' | 'p25' | 'median' | 'p75' | 'p90'
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
        readonly agg: Aggregate
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
        /**
         * A comparison value over everybody's rows, whoever asks and whatever the viewer sees of single ones:
         * for each combination of its `cells` alone, and only where at least `min_group` are behind it.
         */
        readonly scope?: 'global'
        /** Dimensions that every question for a global measure groups by or holds to one value. */
        readonly cells?: readonly string[]
        /** Fewer than these withhold the number: rows, or different values of `group_of`. */
        readonly min_group?: number
        readonly group_of?: string
      }
    | { readonly calc: string }
  )
export type Dimension = {
  readonly label?: Label
  readonly field: string
  /** Upper bounds of number bands, ascending; a band begins at the bound before and ends below its own. */
  readonly bands?: readonly number[]
}
export type Analytics = {
  readonly time: string
  readonly base?: Predicate
  readonly dimensions: Readonly<Record<string, Dimension>>
  readonly measures: Readonly<Record<string, Measure>>
}

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
    Record<
      string,
      readonly ('share' | 'cumulative' | 'rank' | { readonly movingAverage: number })[]
    >
  >
  readonly fill?: boolean
  readonly totals?: boolean
  readonly target?: boolean
  readonly asOf?: string
  readonly sort?: readonly (readonly [string, 'asc' | 'desc'])[]
  readonly limit?: number
}
export type AggregateColumn = { readonly key: string; readonly kind: 'dimension' | 'time' | 'measure'; readonly label: Label; readonly grain?: Grain; readonly format?: Format; readonly unit?: string; readonly additive?: boolean; readonly better?: 'up' | 'down' | 'none'; readonly help?: Label; readonly clauses?: readonly string[]; readonly where?: Condition; /** Below so many people the number is withheld. */ readonly min_group?: number } // prettier-ignore
export type AggregateRow = {
  readonly key: string
  readonly label: Readonly<Record<string, string>>
  /** List filter of exactly the records behind the row. */
  readonly drill: Predicate
  /** Day as of which the records behind a balance stand. */
  readonly asOf?: string
  /** Of a metric across entities: the records of each, with their own filter and day. */
  readonly parts?: readonly {
    readonly resource: string
    readonly drill: Predicate
    readonly asOf?: string
  }[]
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
    /** Rows of a resource that were read at most, where there are more: the figures leave the rest out. */
    readonly rowLimit?: number
    readonly engine: 'sql' | 'js'
  }
}
