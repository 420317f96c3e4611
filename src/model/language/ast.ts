/**
 * The parsed forms of formulas and predicates. Parsed once, interpreted twice: in JavaScript
 * (`formula.ts`, `predicate.ts`) and as SQL (`server/sql/formula.ts`, `server/sql/predicate.ts`).
 */

export const formulaFunctions = [
  'if', 'switch', 'min', 'max', 'abs', 'round', 'coalesce', 'today', 'now', 'days_between', 'hours_between', 'add_days',
  'add_months', 'add_hours', 'add_working_days', 'working_hours_between', 'add_working_hours', 'year', 'month', 'date', 'len',
  'slice', 'concat', 'count_filled', 'param',
] as const // prettier-ignore
export type FormulaFunction = (typeof formulaFunctions)[number]

export type Expr =
  | { readonly k: 'number'; readonly value: string }
  | { readonly k: 'text'; readonly value: string }
  | { readonly k: 'boolean'; readonly value: boolean }
  | { readonly k: 'null' }
  | { readonly k: 'path'; readonly path: string }
  | { readonly k: 'unary'; readonly op: '-' | 'not'; readonly of: Expr }
  | {
      readonly k: 'binary'
      readonly op: '+' | '-' | '*' | '/' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or'
      readonly left: Expr
      readonly right: Expr
    }
  | { readonly k: 'call'; readonly name: FormulaFunction; readonly args: readonly Expr[] }

export const comparisons = [
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$has',
  '$starts',
  '$contains',
  '$null',
] as const
export type Comparison = (typeof comparisons)[number]

/** Literal, or a variable such as `$me`, `$today-30d`, `$param.receivable.grace_days`, resolved when evaluated. */
export type Operand =
  { readonly literal: unknown } | { readonly variable: string; readonly offset?: string }

/** Normal form of a predicate or condition. */
export type Test =
  | { readonly k: 'constant'; readonly value: boolean }
  | { readonly k: 'all' | 'any'; readonly of: readonly Test[] }
  | { readonly k: 'not'; readonly of: Test }
  | {
      readonly k: 'compare'
      readonly path: string
      readonly op: Comparison
      readonly value: Operand | readonly Operand[]
    }
  | {
      readonly k: 'some'
      readonly of: string
      readonly by: string
      /** To-one path to the record whose children are meant; absent = this record. */
      readonly at?: string
      readonly where: Test
    }
  | { readonly k: 'search'; readonly text: string }
  | { readonly k: 'formula'; readonly expr: Expr }
