import { sql, type RawBuilder } from 'kysely'
import type { Rollup } from '#model/language/definition.ts'
import { parseFormula } from '#model/language/formula.ts'
import { parseCondition } from '#model/language/predicate.ts'
import { counted, existed, isOwnLines } from './as-of.ts'
import { CompileError, type Typed } from './compile.ts'
import { expressionOf, numeric, quotient } from './formula.ts'
import { linkOf } from './link.ts'
import type { Source } from './source.ts'

/** Conditions under which a child belongs to the parent at all: linked, not archived, in existence. */
export const belongs = (
  child: Source,
  by: string,
  parent: Source,
): readonly RawBuilder<boolean>[] => [
  linkOf(child, by, parent),
  ...(child.resource.kind === 'entity' ? [sql<boolean>`not ${child.column('archived')}`] : []),
  existed(child),
]

const undated = (path: string): CompileError =>
  new CompileError('not_dated', path, {
    zh: `“${path}”没有按日期的值，不能查询历史时点`,
    en: `"${path}" has no dated form, so it is not known as of a date`,
  })

/** Ids have no order of their own in PostgreSQL 15: they compare as texts. */
const orderable = (typed: Typed): Typed =>
  typed.kind === 'uuid' ? { kind: 'text', sql: sql`cast(${typed.sql} as text)` } : typed

const aggregateOf = (child: Source, rollup: Rollup): Typed => {
  const value = (text: string) => expressionOf(child, parseFormula(text))
  if (rollup.sum !== undefined) {
    const of = numeric(value(rollup.sum))
    return { kind: 'number', sql: sql`coalesce(sum(${of.sql}), 0)` }
  }
  if (rollup.avg !== undefined) return meanOf(value(rollup.avg), value(rollup.weight ?? '1'))
  for (const pick of ['min', 'max'] as const) {
    const text = rollup[pick]
    if (text === undefined) continue
    const { literal: _literal, ...of } = orderable(value(text))
    const ordered = of.kind === 'text' ? sql`${of.sql} collate "C"` : of.sql
    return { ...of, sql: sql`${sql.raw(pick)}(${ordered})` }
  }
  const test = (condition: Rollup['any']) => child.condition(parseCondition(condition ?? {}))
  if (rollup.any !== undefined)
    return { kind: 'boolean', sql: sql`coalesce(bool_or(${test(rollup.any)}), false)` }
  if (rollup.every !== undefined)
    return { kind: 'boolean', sql: sql`coalesce(bool_and(${test(rollup.every)}), true)` }
  return { kind: 'number', integer: true, sql: sql`count(*)` }
}

/** Mean by weight of the children that have both; rounded as a division is. */
const meanOf = (value: Typed, weight: Typed): Typed => {
  const [of, by] = [numeric(value).sql, numeric(weight).sql]
  return quotient(
    sql`sum(${of} * ${by})`,
    sql`sum(case when ${of} is null then null else ${by} end)`,
  )
}

/** The value on the child that comes last; children without an order come first. */
const lastOf = (child: Source, rollup: Rollup, where: RawBuilder<unknown>): Typed => {
  const of = expressionOf(child, parseFormula(rollup.last ?? 'null'))
  const order = expressionOf(child, parseFormula(rollup.order ?? defaultOrder(child)))
  const key = order.kind === 'text' ? sql`${order.sql} collate "C"` : order.sql
  const { literal: _literal, ...kept } = of
  return {
    ...kept,
    sql: sql`(select ${of.sql} from ${child.from()} where ${where} order by ${key} desc nulls last, ${child.column('id')} desc limit 1)`,
  }
}

const defaultOrder = (child: Source): string =>
  child.resource.kind === 'lines' ? 'position' : 'created_at'

/**
 * Aggregates the children of a row as a correlated sub-query.
 *
 * A `dated` rollup counts a child in [dated, until) of the day asked for, today included; its conditions read
 * today's `state`, because the dates speak for it. Errors: `not_dated` as of a date without `dated`.
 */
export const rollupOf = (parent: Source, name: string, rollup: Rollup): Typed => {
  const { c, resource } = parent
  if (
    c.ctx.asOf !== undefined &&
    rollup.dated === undefined &&
    !isOwnLines(c.index, resource.name, rollup)
  )
    throw undated(`${resource.name}.${name}`)
  const children = parent.open().child(rollup.of)
  const child =
    rollup.dated === undefined ? children : children.under({ ...children.c, stateNow: true })
  const window = counted(child, rollup)
  const conditions = [
    ...belongs(child, rollup.by, parent),
    ...(window ? [window] : []),
    ...(rollup.where === undefined ? [] : [child.where(parseCondition(rollup.where))]),
  ]
  const where = sql.join(conditions, sql` and `)
  if (rollup.last !== undefined) return lastOf(child, rollup, where)
  const aggregate = aggregateOf(child, rollup)
  return { ...aggregate, sql: sql`(select ${aggregate.sql} from ${child.from()} where ${where})` }
}
