import { isFormula } from '#model/language/defaults.ts'
import { sql } from 'kysely'
import type { Predicate } from '#model/language/definition.ts'
import { parseFormula } from '#model/language/formula.ts'
import { parsePredicate } from '#model/language/predicate.ts'
import { resolvePath } from '#model/language/resources.ts'
import { resolveVariable } from '#model/language/time.ts'
import { from as sourceOf } from '../../sql/source.ts'
import { belongs } from '../../sql/rollup.ts'
import { openCompile, type Bindings } from '../compile.ts'
import { answersOf, type Question } from '../record/rows.ts'
import type { Work } from '../work.ts'

/** The record that effects start from, with what may be named besides its fields. */
export type Origin = {
  readonly resource: string
  readonly id: string
  readonly bindings?: Bindings
}

/** Related rows: children of a record, as effects name them. */
export type Related = { readonly of: string; readonly by: string; readonly where?: Predicate }

const formulasIn = (value: unknown): string[] => {
  if (isFormula(value)) return [value]
  if (Array.isArray(value)) return value.flatMap(formulasIn)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(formulasIn) : []
}

const replace = (value: unknown, known: ReadonlyMap<string, unknown>, work: Work): unknown => {
  if (isFormula(value)) return known.get(value) ?? null
  if (typeof value === 'string' && value.startsWith('$')) return resolveVariable(value, work.ctx)
  if (Array.isArray(value)) return value.map((each) => replace(each, known, work))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, replace(each, known, work)]),
  )
}

/** What needs no question: the id of the record, and what a loop has bound, as it stands. */
const atHand = (origin: Origin, formula: string): unknown => {
  const expr = parseFormula(formula.slice(1))
  if (expr.k !== 'path') return undefined
  if (expr.path === 'id') return origin.id
  const value = origin.bindings?.(expr.path)?.value
  return typeof value === 'object' && value !== null ? undefined : value
}

/** Gives the values of an effect: literals, `$variables`, and `=formulas` over the record it starts from. */
export const valuesOf = async <T extends Readonly<Record<string, unknown>>>(
  work: Work,
  origin: Origin,
  values: T,
): Promise<Record<keyof T & string, unknown>> => {
  const all = [...new Set(formulasIn(values))]
  const held = new Map(all.map((text) => [text, atHand(origin, text)]))
  const formulas = all.filter((text) => held.get(text) === undefined)
  const questions = Object.fromEntries(
    formulas.map((text, i): [string, Question] => [`${i}`, { expr: parseFormula(text.slice(1)) }]),
  )
  const answer =
    formulas.length === 0
      ? {}
      : await answersOf(
          work,
          openCompile(work, origin.bindings),
          origin.resource,
          origin.id,
          questions,
        )
  const known = new Map([...held, ...formulas.map((text, i) => [text, answer[`${i}`]] as const)])
  return replace(values, known, work) as Record<keyof T & string, unknown>
}

/** Binds the `=formulas` in a predicate of an effect; its variables stay for the evaluation. */
export const boundPredicate = async (
  work: Work,
  origin: Origin,
  predicate: Predicate | undefined,
): Promise<Predicate> =>
  predicate === undefined
    ? {}
    : formulasIn(predicate).length === 0
      ? predicate
      : ((await valuesOf(work, origin, predicate)) as Predicate)

/** Finds the ids of rows related to a record, in the order of lines or creation. */
export const relatedIds = async (
  work: Work,
  origin: Origin,
  related: Related,
): Promise<string[]> => {
  const where = await boundPredicate(work, origin, related.where)
  const parent = sourceOf(openCompile(work), origin.resource)
  const child = parent.child(related.of)
  const order =
    child.resource.kind === 'lines' ? child.column('position') : child.column('created_at')
  const conditions = [...belongs(child, related.by, parent), child.where(parsePredicate(where))]
  const { rows } = await sql<{ id: string }>`
    select "found"."id" from ${parent.from()} cross join lateral (
      select ${child.column('id')} as "id", ${order} as "place" from ${child.from()}
      where ${sql.join(conditions, sql` and `)}
    ) as "found"
    where ${parent.column('id')} = ${origin.id} order by "found"."place", "found"."id"`.execute(
    work.db,
  )
  return rows.map(({ id }) => id)
}

/** A record that an effect acts on. */
export type Target = { readonly resource: string; readonly id: string }

/** Finds the records that an effect's `on` means: the record itself, a to-one path, one of many, or related rows. */
export const targetsOf = async (
  work: Work,
  origin: Origin,
  on: string | Related | undefined,
): Promise<Target[]> => {
  if (on === undefined || on === 'self') return [origin]
  if (typeof on === 'object')
    return (await relatedIds(work, origin, on)).map((id) => ({ resource: on.of, id }))
  const path = [on, `${on}_id`, `${on}_ids`].find((each) =>
    resolvePath(work.engine.index, origin.resource, each),
  )
  const found = path === undefined ? null : resolvePath(work.engine.index, origin.resource, path)
  if (path === undefined || !found) throw new Error(`${origin.resource} has no "${on}"`)
  if (found.field.type === 'record_ref') return recordTargets(work, origin, path)
  const to = 'to' in found.field && typeof found.field.to === 'string' ? found.field.to : undefined
  if (to === undefined) throw new Error(`${origin.resource}.${on} points to no record`)
  const { ids } = await answersOf(work, openCompile(work), origin.resource, origin.id, {
    ids: { path },
  })
  return [ids ?? []].flat().map((id) => ({ resource: to, id: String(id) }))
}

const recordTargets = async (work: Work, origin: Origin, path: string): Promise<Target[]> => {
  const { resource, id } = await answersOf(work, openCompile(work), origin.resource, origin.id, {
    resource: { path: `${path}.resource` },
    id: { path: `${path}.id` },
  })
  return typeof resource === 'string' && typeof id === 'string' ? [{ resource, id }] : []
}
