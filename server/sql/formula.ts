import { sql, type RawBuilder } from 'kysely'
import type { Expr } from '#model/language/ast.ts'
import { CompileError, type Compile, type Kind, type Typed } from './compile.ts'
import { callOf } from './formula-functions.ts'
import { asDay, bound, convert, nullOf } from './literals.ts'
import type { Source } from './source.ts'

type Binary = Extract<Expr, { k: 'binary' }>

const one = sql.raw('1.000000000000000000000000000000')

/** Brings bigint to numeric, so that arithmetic neither overflows nor divides whole. */
export const numeric = (typed: Typed): Typed =>
  typed.integer || typed.kind === 'null'
    ? { kind: 'number', sql: sql`cast(${typed.sql} as numeric)` }
    : typed

/** The quotient as the model means it: ten decimals, half away from zero, null for a zero divisor. */
export const quotient = (a: RawBuilder<unknown>, b: RawBuilder<unknown>): Typed => ({
  kind: 'number',
  sql: sql`round((${a}) * ${one} / nullif((${b}), 0), 10)`,
})

/** A boolean that is never null: null counts as false. */
export const truth = (typed: Typed): RawBuilder<boolean> => {
  if (typed.kind === 'null') return sql<boolean>`false`
  if (typed.kind !== 'boolean') throw mismatch('boolean', typed.kind)
  return sql<boolean>`coalesce(${typed.sql}, false)`
}

/** A formula that mixes kinds which do not fit; the checker reports it first. */
export const mismatch = (wanted: string, got: Kind): CompileError =>
  new CompileError('bad_value', '', {
    zh: `公式此处需要 ${wanted}，得到 ${got}`,
    en: `the formula needs ${wanted} here, got ${got}`,
  })

const number = (typed: Typed): RawBuilder<unknown> => {
  if (typed.kind !== 'number' && typed.kind !== 'null') throw mismatch('number', typed.kind)
  return numeric(typed).sql
}

const timely = (kind: Kind): boolean => kind === 'date' || kind === 'datetime'
const listed = (kind: Kind): boolean => kind === 'texts' || kind === 'uuids' || kind === 'json'

/** Brings two values to one kind for a comparison: a day beside an instant compares with its local day. */
const paired = (c: Compile, a: Typed, b: Typed): readonly [Typed, Typed] => {
  if (a.kind === b.kind) return [a, b]
  if (timely(a.kind) && timely(b.kind)) return [asDay(c, a), asDay(c, b)]
  if (a.kind === 'uuid' && b.kind === 'text') return [convert(c, a, 'text'), b]
  if (a.kind === 'text' && b.kind === 'uuid') return [a, convert(c, b, 'text')]
  if (a.literal !== undefined && b.kind !== 'text') return [convert(c, a, b.kind), b]
  if (b.literal !== undefined && a.kind !== 'text') return [a, convert(c, b, a.kind)]
  throw mismatch(a.kind, b.kind)
}

/** Tells, never null, whether a value counts as absent: null or an empty list. */
export const absent = (typed: Typed): RawBuilder<boolean> => {
  if (typed.kind === 'json')
    return sql<boolean>`coalesce(jsonb_array_length(${typed.sql}) = 0, true)`
  return listed(typed.kind)
    ? sql<boolean>`coalesce(cardinality(${typed.sql}) = 0, true)`
    : sql<boolean>`(${typed.sql} is null)`
}

/** Attachments as the list of their ids; other values as they are. */
export const idsOf = (typed: Typed): Typed => {
  if (typed.kind !== 'json') return typed
  const ids = sql`array(select "e"->>'id' from jsonb_array_elements(${typed.sql}) as "e")`
  return { kind: 'texts', sql: sql`(case when ${typed.sql} is not null then ${ids} end)` }
}

const overlap = (c: Compile, left: Typed, right: Typed): RawBuilder<boolean> => {
  const [a, b] = [idsOf(left), idsOf(right)]
  const [list, other] = listed(a.kind) ? [a, b] : [b, a]
  const asText = (of: Typed) => (of.kind === 'uuids' ? sql`cast(${of.sql} as text[])` : of.sql)
  const meets = listed(other.kind)
    ? sql`${asText(list)} && ${asText(other)}`
    : sql`${convert(c, other, 'text').sql} = any(${asText(list)})`
  return sql<boolean>`(case when ${absent(a)} or ${absent(b)} then ${absent(a)} and ${absent(b)} else ${meets} end)`
}

/** Two-valued equality: null equals only null, a list equals what overlaps with it. */
export const equal = (c: Compile, a: Typed, b: Typed): RawBuilder<boolean> => {
  if (b.kind === 'null') return absent(a)
  if (a.kind === 'null') return absent(b)
  if (listed(a.kind) || listed(b.kind)) return overlap(c, a, b)
  const [left, right] = paired(c, a, b)
  return sql<boolean>`(${left.sql} is not distinct from ${right.sql})`
}

/** Compares in order; false when either side is null. Text compares by code point. */
export const ordered = (c: Compile, op: string, a: Typed, b: Typed): RawBuilder<boolean> => {
  if (a.kind === 'null' || b.kind === 'null') return sql<boolean>`false`
  const [left, right] = paired(c, a, b)
  if (listed(left.kind) || left.kind === 'boolean')
    throw mismatch('number, text or date', left.kind)
  return sql<boolean>`coalesce(${collated(left)} ${sql.raw(op)} ${right.sql}, false)`
}

/** Text ordered by code point. */
export const collated = (typed: Typed): RawBuilder<unknown> =>
  typed.kind === 'text' ? sql`(${typed.sql}) collate "C"` : typed.sql

const binaryOf = (source: Source, expr: Binary): Typed => {
  const [a, b] = [expressionOf(source, expr.left), expressionOf(source, expr.right)]
  const boolean = (built: RawBuilder<boolean>): Typed => ({ kind: 'boolean', sql: built })
  switch (expr.op) {
    case 'and':
      return boolean(sql<boolean>`(${truth(a)} and ${truth(b)})`)
    case 'or':
      return boolean(sql<boolean>`(${truth(a)} or ${truth(b)})`)
    case '==':
      return boolean(equal(source.c, a, b))
    case '!=':
      return boolean(sql<boolean>`(not ${equal(source.c, a, b)})`)
    case '/':
      return quotient(number(a), number(b))
    case '+':
    case '-':
    case '*':
      return { kind: 'number', sql: sql`(${number(a)} ${sql.raw(expr.op)} ${number(b)})` }
    default:
      return boolean(ordered(source.c, expr.op, a, b))
  }
}

/**
 * Compiles a parsed formula over the rows of a source.
 *
 * Meaning as `evaluate` in the language: arithmetic with null is null, comparisons, `and`, `or`, `not` are
 * two-valued, `a / b` keeps ten decimals. Errors: `unknown_path`, `bad_value` where kinds do not fit.
 */
export const expressionOf = (source: Source, expr: Expr): Typed => {
  switch (expr.k) {
    case 'number':
      return { kind: 'number', sql: sql`cast(${expr.value} as numeric)` }
    case 'text':
    case 'boolean':
      return bound(source.c, expr.value, undefined, String(expr.value))
    case 'null':
      return nullOf('null')
    case 'path':
      return source.typed(expr.path)
    case 'unary': {
      const of = expressionOf(source, expr.of)
      return expr.op === 'not'
        ? { kind: 'boolean', sql: sql`(not ${truth(of)})` }
        : { kind: 'number', sql: sql`(- ${number(of)})` }
    }
    case 'binary':
      return binaryOf(source, expr)
    case 'call':
      return callOf(source, expr)
  }
}
