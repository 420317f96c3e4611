import { Decimal, roundTo, scaleOf } from '#model/language/decimal.ts'
import type { Effect, Split } from '#model/language/definition.ts'
import { parsePredicate } from '#model/language/predicate.ts'
import { linesResource, resolvePath, type Resource } from '#model/language/resources.ts'
import { openCompile, type Bindings } from '../compile.ts'
import { fittedValues } from '../write/fit.ts'
import { addLines, insertRecord } from '../write/insert.ts'
import { noteTouched } from '../record/journal.ts'
import { answersOf, countRows, openRows } from '../record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import { boundPredicate, relatedIds, valuesOf, type Origin } from '../write/values.ts'
import { resourceOf, type Work } from '../work.ts'

type CreateEffect = Extract<Effect, { readonly do: 'create' }>
type Values = Record<string, unknown>
/** Rows that an effect goes over: `each.x` in its formulas. */
type Loop = { readonly resource: Resource; readonly rows: readonly Row[] }

/** Creates a record, or one for each row that `each` names, unless one that `unless` describes exists. */
export const createEffect = async (
  work: Work,
  origin: Origin,
  effect: CreateEffect,
): Promise<void> => {
  const resource = resourceOf(work.engine, effect.resource)
  const places = await placesOf(work, origin, effect.each)
  const all: { readonly place: Origin; readonly values: Values }[] = []
  for (const place of places)
    all.push({ place, values: await valuesOf(work, place, effect.values) })
  if (effect.split) await share(work, resource, effect.split, all)
  for (const { place, values } of all)
    if (!(await exists(work, place, effect)))
      await put(work, resource, fittedValues(resource, values, work.ctx.zone))
}

const put = async (work: Work, resource: Resource, values: Values): Promise<void> => {
  const { parent } = resource
  if (!parent) {
    await insertRecord(work, resource, values)
    return
  }
  const { [parent.key]: id, ...line } = values
  if (typeof id !== 'string') return
  const where = parsePredicate({ [parent.key]: id })
  const position = await countRows(work, openCompile(work), resource.name, [where])
  await addLines(work, resource, id, [[position, line]])
  noteTouched(work.journal, parent.resource, id, [parent.field])
}

const exists = async (work: Work, origin: Origin, effect: CreateEffect): Promise<boolean> => {
  if (!effect.unless) return false
  const where = await boundPredicate(work, origin, effect.unless)
  const fields = resourceOf(work.engine, effect.resource).fields
  const tests = [
    parsePredicate(where),
    ...(fields.archived ? [parsePredicate({ archived: false })] : []),
  ]
  return (await countRows(work, openCompile(work), effect.resource, tests, 0)) > 0
}

/** The record once, or with each row of a loop bound to it. */
const placesOf = async (
  work: Work,
  origin: Origin,
  each: string | undefined,
): Promise<readonly Origin[]> => {
  if (each === undefined) return [origin]
  const { resource, rows } = await loopOf(work, origin, each)
  return rows.map((row) => ({ ...origin, bindings: eachBindings(resource, row, origin.bindings) }))
}

const eachBindings =
  (resource: Resource, row: Row, outer: Bindings | undefined): Bindings =>
  (path) => {
    if (!path.startsWith('each.')) return outer?.(path)
    const name = path.slice('each.'.length)
    const field = resource.fields[name]
    return { value: row[name] ?? null, ...(field && { field }) }
  }

/** Rows named by a `lines` or `references` field, own or of a to-one, or by `<resource>.<by>`. */
const loopOf = async (work: Work, origin: Origin, each: string): Promise<Loop> => {
  const found = resolvePath(work.engine.index, origin.resource, each)
  if (found?.field.type === 'lines') {
    const name = linesResource(found.resource.entity, found.name, found.field)
    return rowsOf(work, name, await idsAt(work, origin, each))
  }
  if (found?.field.type === 'references')
    return rowsOf(work, found.field.to, await idsAt(work, origin, each))
  const [of = '', ...by] = each.split('.')
  return rowsOf(work, of, await relatedIds(work, origin, { of, by: by.join('.') }))
}

const idsAt = async (work: Work, origin: Origin, path: string): Promise<readonly string[]> => {
  const compile = openCompile(work)
  const { ids } = await answersOf(work, compile, origin.resource, origin.id, { ids: { path } })
  return [ids ?? []].flat().map(String)
}

const rowsOf = async (work: Work, name: string, ids: readonly string[]): Promise<Loop> => {
  const resource = resourceOf(work.engine, name)
  const rows = await openRows(work, resource, ids)
  return { resource, rows: ids.flatMap((id) => rows.get(id) ?? []) }
}

/** Shares a total over rows by percent; the last row takes what rounding leaves. */
const share = async (
  work: Work,
  resource: Resource,
  split: Split,
  all: readonly { readonly place: Origin; readonly values: Values }[],
): Promise<void> => {
  const field = resource.fields[split.field]
  const scale = field ? scaleOf(field) : 2
  let left: Decimal | undefined
  for (const [i, { place, values }] of all.entries()) {
    const { total, percent } = await valuesOf(work, place, {
      total: split.total,
      percent: split.percent,
    })
    const whole = new Decimal(String(total ?? 0))
    left ??= whole
    const part = roundTo(whole.mul(String(percent ?? 0)).div(100), scale)
    const given = i === all.length - 1 ? left : part
    left = left.minus(given)
    values[split.field] = given.toFixed()
  }
}
