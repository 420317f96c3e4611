import { sql, type RawBuilder } from 'kysely'
import type { Field, Rollup } from '#model/language/definition.ts'
import { parseFormula, pathsOf } from '#model/language/formula.ts'
import { formulasIn, parseCondition, testPaths } from '#model/language/predicate.ts'
import { resolvePath, type ModelIndex } from '#model/language/resources.ts'
import type { Typed } from './compile.ts'
import { isComputed } from './kinds.ts'
import { asDay } from './literals.ts'
import type { Source } from './source.ts'

const day = (source: Source): RawBuilder<unknown> => sql`cast(${source.c.ctx.today} as date)`

/** The state that a record had at the end of the day asked for: its last state event on or before it. */
export const stateAsOf = (source: Source): Typed => {
  const event = sql`select "e"."to_state" from "_state_events" as "e"
    where "e"."resource" = ${source.resource.name} and "e"."record" = ${source.column('id')} and "e"."on_day" <= ${day(source)}
    order by "e"."at" desc, "e"."id" desc limit 1`
  return { kind: 'text', sql: sql`(${event})` }
}

/** A plain value that did not stand before a date of its row: null as of an earlier day. */
export const plainAsOf = (source: Source, dated: string, value: Typed): Typed => {
  const since = asDay(source.c, current(source).typed(dated))
  return { ...value, sql: sql`case when ${since.sql} <= ${day(source)} then ${value.sql} end` }
}

/** The same rows as they are now: dates that say when something was known are read as they stand. */
const current = (source: Source): Source => {
  const { asOf: _asOf, ...ctx } = source.c.ctx
  return source.under({ ...source.c, ctx }).open()
}

/** True for rows that existed on the day asked for; always true without `asOf`. */
export const existed = (source: Source): RawBuilder<boolean> => {
  const { resource, c } = source
  const since = resource.kind === 'entity' ? resource.entity.exists_from : undefined
  if (since === undefined || c.ctx.asOf === undefined) return sql<boolean>`true`
  const start = asDay(c, current(source).typed(since))
  return sql<boolean>`(${start.sql} is null or ${start.sql} <= ${day(source)})`
}

/** The window in which a child counts: from `dated` on, before `until`. */
export const counted = (child: Source, rollup: Rollup): RawBuilder<boolean> | null => {
  if (rollup.dated === undefined) return null
  const start = asDay(child.c, child.typed(rollup.dated))
  const begun = sql<boolean>`${start.sql} <= ${day(child)}`
  if (rollup.until === undefined) return begun
  const end = asDay(child.c, child.typed(rollup.until))
  return sql<boolean>`${begun} and (${end.sql} is null or ${end.sql} > ${day(child)})`
}

const memory = new WeakMap<ModelIndex, Map<string, boolean>>()

/** Tells whether a field may have had another value on an earlier day that can still be told today. */
export const isDated = (index: ModelIndex, resource: string, field: string): boolean => {
  const known = memory.get(index) ?? new Map<string, boolean>()
  memory.set(index, known)
  const key = `${resource}.${field}`
  const answer = known.get(key)
  if (answer !== undefined) return answer
  known.set(key, false) // a cycle adds nothing of its own; the checker reports it
  const found = moves(index, resource, field)
  known.set(key, found)
  return found
}

const moves = (index: ModelIndex, resource: string, name: string): boolean => {
  const owner = index.resources.get(resource)
  const field = owner?.fields[name]
  if (!owner || !field) return false
  if (name === 'state' && owner.kind === 'entity') return true
  if (field.dated !== undefined || field.metric !== undefined) return true
  if (!isComputed(field)) return false
  if (field.rollup) return rollupMoves(index, resource, field.rollup)
  return pathsIn(field).some((path) => pathMoves(index, resource, path)) || saysToday(field)
}

const pathMoves = (index: ModelIndex, resource: string, path: string): boolean => {
  const found = resolvePath(index, resource, path)
  return found !== null && isDated(index, found.resource.name, found.name)
}

const saysToday = (field: Field): boolean => /\b(today|now)\s*\(/.test(field.formula ?? '')

const pathsIn = (field: Field): readonly string[] =>
  field.band
    ? [field.band.of]
    : field.formula !== undefined
      ? pathsOf(parseFormula(field.formula))
      : []

/** Tells whether the children are the record's own lines: part of it, without dates of their own. */
export const isOwnLines = (index: ModelIndex, resource: string, rollup: Rollup): boolean => {
  const parent = index.resources.get(rollup.of)?.parent
  return parent?.resource === resource && parent.key === rollup.by
}

const rollupMoves = (index: ModelIndex, resource: string, rollup: Rollup): boolean => {
  if (!isOwnLines(index, resource, rollup)) return true
  return rollupPaths(rollup).some((path) => pathMoves(index, rollup.of, path))
}

const rollupPaths = (rollup: Rollup): readonly string[] => {
  const values = [
    rollup.sum,
    rollup.avg,
    rollup.weight,
    rollup.min,
    rollup.max,
    rollup.last,
  ].flatMap((text) => (text === undefined ? [] : pathsOf(parseFormula(text))))
  const tests = [rollup.where, rollup.any, rollup.every].flatMap((condition) => {
    if (condition === undefined) return []
    const test = parseCondition(condition)
    return [...testPaths(test), ...formulasIn(test).flatMap(pathsOf)]
  })
  return [...values, ...tests]
}
