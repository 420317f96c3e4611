import { sql } from 'kysely'
import { scaleOf } from '#model/language/decimal.ts'
import type { Band, Field } from '#model/language/definition.ts'
import { parseFormula } from '#model/language/formula.ts'
import { CompileError, type Typed } from './compile.ts'
import { expressionOf, numeric } from './formula.ts'
import { isInteger, kindOfField } from './kinds.ts'
import { convert, literal } from './literals.ts'
import { metricField } from './metric-field.ts'
import { rollupOf } from './rollup.ts'
import type { Source } from './source.ts'

const metricOf = (source: Source, name: string): Typed =>
  source.c.metric ? source.c.metric(source, name) : metricField(source, name)

const boundOf = (source: Source, bound: number | string, path: string): Typed =>
  typeof bound === 'number'
    ? literal(source.c, 'number', bound, path)
    : expressionOf(source, parseFormula(bound))

/** The first key whose bounds hold the number; the number is computed once. */
const bandOf = (source: Source, name: string, band: Band): Typed => {
  const of = numeric(expressionOf(source, parseFormula(band.of)))
  const branches = band.keys.map(({ key, from, to }) => {
    const within = [
      ...(from === undefined ? [] : [sql`"v" >= ${boundOf(source, from, name).sql}`]),
      ...(to === undefined ? [] : [sql`"v" <= ${boundOf(source, to, name).sql}`]),
    ]
    const test = within.length === 0 ? sql`"v" is not null` : sql.join(within, sql` and `)
    return sql`when ${test} then cast(${key} as text)`
  })
  const choice = sql`case ${sql.join(branches, sql` `)} end`
  return {
    kind: 'text',
    sql: sql`(select ${choice} from (select ${of.sql} as "v" offset 0) as "band")`,
  }
}

const valueOf = (source: Source, name: string, field: Field): Typed => {
  if (field.metric) return metricOf(source, name)
  if (field.rollup) return rollupOf(source, name, field.rollup)
  if (field.band) return bandOf(source, name, field.band)
  return expressionOf(source, parseFormula(field.formula ?? 'null'))
}

/** Rounds and casts a value to what the field's column holds. */
const fitted = (source: Source, field: Field, value: Typed): Typed => {
  const kind = kindOfField(field)
  if (kind !== 'number') return convert(source.c, value, kind)
  const rounded = sql`round(${numeric(convert(source.c, value, kind)).sql}, cast(${scaleOf(field)} as integer))`
  return isInteger(field)
    ? { kind, integer: true, sql: sql`cast(${rounded} as bigint)` }
    : { kind, sql: rounded }
}

const compiling = new Set<string>()

/**
 * Computes a field from what it depends on: formula, rollup, band or metric, rounded and cast to its column.
 *
 * Errors: `no_metric` where the metric layer is absent; `unknown_path` for a cycle (the checker reports it first).
 */
export const computedValue = (source: Source, name: string): Typed => {
  const field = source.resource.fields[name]
  const key = `${source.alias}.${name}`
  if (!field || compiling.has(key))
    throw new CompileError('unknown_path', name, {
      zh: `“${name}”依赖它自己`,
      en: `"${name}" depends on itself`,
    })
  compiling.add(key)
  try {
    return fitted(source, field, valueOf(source, name, field))
  } finally {
    compiling.delete(key)
  }
}
