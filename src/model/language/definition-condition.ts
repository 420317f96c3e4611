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
