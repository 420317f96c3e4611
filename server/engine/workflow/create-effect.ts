import { sql } from 'kysely'
import { Decimal, roundTo, scaleOf } from '#model/language/decimal.ts'
import type { Each, Effect, Loop, Predicate, Split } from '#model/language/definition.ts'
import { parsePredicate } from '#model/language/predicate.ts'
import { linesResource, resolvePath, type Resource } from '#model/language/resources.ts'
import { name } from '../../sql/names.ts'
import { openCompile, type Bindings } from '../compile.ts'
import { fittedValues } from '../write/fit.ts'
import { addLinesOf, insertRecords, type NewLines } from '../write/insert.ts'
import { noteTouched } from '../record/journal.ts'
import { answersOf, countRows, idsQuery, openRows, selectIds } from '../record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import { boundPredicate, relatedIds, valuesOf, type Origin } from '../write/values.ts'
import { resourceOf, type Work } from '../work.ts'

type CreateEffect = Extract<Effect, { readonly do: 'create' }>
type Values = Record<string, unknown>
/** Rows that an effect goes over: `each.x` in its formulas. */
type Rows = { readonly resource: Resource; readonly rows: readonly Row[] }
/** One record to be created: for which row, in which work, with what. */
type Place = { readonly work: Work; readonly place: Origin; readonly values: Values }

/**
 * Creates a record, or one for each row that `each` names, unless one that `unless` describes exists. All of them are
 * written together.
 */
export const createEffect = async (
  all: readonly { readonly work: Work; readonly origin: Origin }[],
  effect: CreateEffect,
): Promise<void> => {
  const [one] = all
  if (!one) return
  const resource = resourceOf(one.work.engine, effect.resource)
  const asked: Place[] = []
  for (const { work, origin } of all) {
    const mine: Place[] = []
    for (const place of await placesOf(work, origin, effect.each))
      mine.push({ work, place, values: await valuesOf(work, place, effect.values) })
    if (effect.split) await share(resource, effect.split, mine)
    asked.push(...mine)
  }
  if (effect.unless) return createAbsent(resource, asked, effect.unless)
  return write(resource, asked)
}

const write = async (resource: Resource, all: readonly Place[]): Promise<void> => {
  if (resource.parent) return putLines(resource, all)
  const given = ({ work, values }: Place) => fittedValues(resource, values, work.ctx.zone)
  await insertRecords(resource, all.map((each) => ({ work: each.work, given: given(each) }))) // prettier-ignore
}

/** Writes those that are not there yet; one that an earlier one of them may be is asked for again after that is written. */
const createAbsent = async (
  resource: Resource,
  asked: readonly Place[],
  unless: Predicate,
): Promise<void> => {
  const wheres: Predicate[] = []
  for (const { work, place } of asked) wheres.push(await boundPredicate(work, place, unless))
  const there = await existing(resource, asked, wheres)
  const seen: Place[] = []
  let waiting: Place[] = []
  for (const [i, each] of asked.entries()) {
    const where = wheres[i] ?? {}
    if (there[i]) continue
    if (seen.some(({ values }) => mayMatch(resource, where, values))) {
      await write(resource, waiting)
      waiting = []
      if ((await existing(resource, [each], [where]))[0]) continue
    }
    seen.push(each)
    waiting.push(each)
  }
  await write(resource, waiting)
}

const plainTypes = ['reference', 'enum', 'text']

/** Whether a record with these values might fit a predicate: two texts that differ say no. */
const mayMatch = (resource: Resource, where: Predicate, values: Values): boolean =>
  Object.entries(where).every(([path, wanted]) => {
    const given = values[path]
    const isText = plainTypes.includes(resource.fields[path]?.type ?? '')
    return !isText || typeof wanted !== 'string' || typeof given !== 'string' || wanted === given
  })

const askedAtOnce = 50

/** Tells for each predicate whether a record of the resource fits it. */
const existing = async (
  resource: Resource,
  places: readonly Place[],
  wheres: readonly Predicate[],
): Promise<readonly boolean[]> => {
  const [one] = places
  if (!one) return []
  const compile = openCompile(one.work)
  const present = resource.fields.archived ? [parsePredicate({ archived: false })] : []
  const found: boolean[] = []
  for (let at = 0; at < wheres.length; at += askedAtOnce) {
    const columns = wheres.slice(at, at + askedAtOnce).map((where, i) => {
      const selection = { where: [parsePredicate(where), ...present], limit: 1 }
      return sql`exists (${idsQuery(compile, resource.name, selection)}) as ${name(`e${i}`)}`
    })
    const { rows } = await sql<Record<string, boolean>>`select ${sql.join(columns)}`.execute(one.work.db) // prettier-ignore
    found.push(...columns.map((_, i) => rows[0]?.[`e${i}`] === true))
  }
  return found
}

/** Writes child rows after those that their records have, all of one record at a time. */
const putLines = async (resource: Resource, all: readonly Place[]): Promise<void> => {
  const { parent } = resource
  if (!parent) return
  const added: NewLines[] = []
  for (const [id, places] of Map.groupBy(all, ({ values }) => values[parent.key])) {
    const [one] = places
    if (typeof id !== 'string' || !one) continue
    const { work } = one
    const where = parsePredicate({ [parent.key]: id })
    const first = await countRows(work, openCompile(work), resource.name, [where])
    const given = places.map(({ values }, i): readonly [number, Values] => {
      const { [parent.key]: _parent, ...line } = values
      return [first + i, fittedValues(resource, line, work.ctx.zone)]
    })
    added.push({ work, parent: id, given })
  }
  await addLinesOf(resource, added)
  for (const { work, parent: id } of added)
    noteTouched(work.journal, parent.resource, id, [parent.field])
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
    const at = path.slice('each.'.length)
    const field = resource.fields[at]
    return { value: row[at] ?? null, ...(field && { field }) }
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
    const lines = linesResource(found.resource.entity, found.name, found.field)
    return rowsOf(work, lines, await idsAt(work, origin, each))
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

const rowsOf = async (work: Work, of: string, ids: readonly string[]): Promise<Rows> => {
  const resource = resourceOf(work.engine, of)
  const rows = await openRows(work, resource, ids)
  return { resource, rows: ids.flatMap((id) => rows.get(id) ?? []) }
}

/** Shares a total over rows by percent; the last row takes what rounding leaves. */
const share = async (resource: Resource, split: Split, all: readonly Place[]): Promise<void> => {
  const field = resource.fields[split.field]
  const scale = field ? scaleOf(field) : 2
  let left: Decimal | undefined
  for (const [i, { work, place, values }] of all.entries()) {
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
