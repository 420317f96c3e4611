import { Decimal, roundTo, scaleOf } from '#model/language/decimal.ts'
import type { Effect, Each, Loop, Split } from '#model/language/definition.ts'
import { parsePredicate } from '#model/language/predicate.ts'
import { linesResource, resolvePath, type Resource } from '#model/language/resources.ts'
import { openCompile, type Bindings } from '../compile.ts'
import { fittedValues } from '../write/fit.ts'
import { addLines, insertRecord } from '../write/insert.ts'
import { noteTouched } from '../record/journal.ts'
import { answersOf, countRows, openRows, selectIds } from '../record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import { boundPredicate, relatedIds, valuesOf, type Origin } from '../write/values.ts'
import { resourceOf, type Work } from '../work.ts'

type CreateEffect = Extract<Effect, { readonly do: 'create' }>
type Values = Record<string, unknown>
/** Rows that an effect goes over: `each.x` in its formulas. */
type Rows = { readonly resource: Resource; readonly rows: readonly Row[] }
type Place = { readonly place: Origin; readonly values: Values }

/** Creates a record, or one for each row that `each` names, unless one that `unless` describes exists. */
export const createEffect = async (
  work: Work,
  origin: Origin,
  effect: CreateEffect,
): Promise<void> => {
  const resource = resourceOf(work.engine, effect.resource)
  const places = await placesOf(work, origin, effect.each)
  const all: Place[] = []
  for (const place of places)
    all.push({ place, values: await valuesOf(work, place, effect.values) })
  if (effect.split) await share(work, resource, effect.split, all)
  if (resource.parent && !effect.unless) return putLines(work, resource, all)
  for (const { place, values } of all) {
    if (await exists(work, place, effect)) continue
    if (resource.parent) await putLines(work, resource, [{ place, values }])
    else await insertRecord(work, resource, fittedValues(resource, values, work.ctx.zone))
  }
}

/** Writes child rows after those that their records have, all of one record at a time. */
const putLines = async (work: Work, resource: Resource, all: readonly Place[]): Promise<void> => {
  const { parent } = resource
  if (!parent) return
  for (const [id, places] of Map.groupBy(all, ({ values }) => values[parent.key])) {
    if (typeof id !== 'string') continue
    const where = parsePredicate({ [parent.key]: id })
    const first = await countRows(work, openCompile(work), resource.name, [where])
    const lines = places.map(({ values }, i): readonly [number, Values] => {
      const { [parent.key]: _parent, ...line } = values
      return [first + i, fittedValues(resource, line, work.ctx.zone)]
    })
    await addLines(work, resource, id, lines)
    noteTouched(work.journal, parent.resource, id, [parent.field])
  }
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

/** The record once, or with each row of the loops bound to it. */
const placesOf = async (
  work: Work,
  origin: Origin,
  each: Each | undefined,
): Promise<readonly Origin[]> => {
  let places: readonly Origin[] = [origin]
  for (const loop of each === undefined ? [] : [each].flat()) {
    const inside: Origin[] = []
    for (const place of places) {
      const { resource, rows } = await loopOf(work, place, loop)
      for (const row of rows)
        inside.push({ ...place, bindings: eachBindings(resource, row, place.bindings) })
    }
    places = inside
  }
  return places
}

/** `each.x` is the row; what was `each.x` before is `outer.x` now. */
const eachBindings =
  (resource: Resource, row: Row, around: Bindings | undefined): Bindings =>
  (path) => {
    if (path.startsWith('outer.')) return around?.(`each.${path.slice('outer.'.length)}`)
    if (!path.startsWith('each.')) return around?.(path)
    const name = path.slice('each.'.length)
    const field = resource.fields[name]
    return { value: row[name] ?? null, ...(field && { field }) }
  }

const loopOf = (work: Work, origin: Origin, loop: string | Loop): Promise<Rows> =>
  typeof loop === 'string' ? namedRows(work, origin, loop) : matchingRows(work, origin, loop)

/** Rows that a predicate finds, in the order of their creation or shuffled, up to the limit. */
const matchingRows = async (work: Work, origin: Origin, loop: Loop): Promise<Rows> => {
  const where = await boundPredicate(work, origin, loop.where)
  const { fields } = resourceOf(work.engine, loop.of)
  const ids = await selectIds(work, openCompile(work), loop.of, {
    where: [
      parsePredicate(where),
      ...(fields.archived ? [parsePredicate({ archived: false })] : []),
    ],
    order: (source) => source.column('id'),
  })
  const { seed, limit } = await valuesOf(work, origin, {
    seed: loop.shuffle === undefined ? null : `=${loop.shuffle}`,
    limit: loop.limit ?? null,
  })
  const ordered =
    seed === null ? ids : ids.toSorted((a, b) => rankOf(`${seed}${a}`) - rankOf(`${seed}${b}`))
  return rowsOf(work, loop.of, limit === null ? ordered : ordered.slice(0, Number(limit)))
}

/** A number that looks like chance and is the same for the same text (FNV-1a). */
const rankOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Rows named by a `lines` or `references` field, own or of a to-one, or by `<resource>.<by>`. */
const namedRows = async (work: Work, origin: Origin, each: string): Promise<Rows> => {
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

const rowsOf = async (work: Work, name: string, ids: readonly string[]): Promise<Rows> => {
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
