import type { Expr, Test } from './ast.ts'
import type { Band, Condition, Field, Rollup } from './definition.ts'
import { calls, parseFormula, pathsOf } from './formula.ts'
import { siblingPairs } from './memory-rows.ts'
import { parseCondition, variablesIn } from './predicate.ts'
import { linesResource, resolvePath } from './resources.ts'
import type { ModelIndex } from './resources.ts'

/**
 * One step from the row at hand to other rows: `up` its reference, references or record_ref field to the rows of
 * `to` that it names; `down` to the rows of that resource whose reference `by` names the row at hand.
 */
export type Step =
  { readonly up: string; readonly to: string } | { readonly down: string; readonly by: string }

/** A field that a computed value reads, and the way from a row where it changes to the rows of that value. */
export type Dependency = {
  readonly resource: string
  readonly field: string
  readonly path: readonly Step[]
}

/** What a computed field reads, and why it cannot be stored, if so. */
export type Reading = {
  readonly reads: readonly Dependency[]
  /** `today`, `param`, `$me`, `metric`, `a=b`: absent when only other live values could make it live. */
  readonly live?: string
}

/** The rows at hand: their resource, and the way from them to the computed value. */
type Place = {
  readonly index: ModelIndex
  readonly resource: string
  readonly back: readonly Step[]
}
type Collector = { readonly reads: Dependency[]; live: string | undefined }

const add = (into: Collector, place: Place, field: string): void => {
  into.reads.push({ resource: place.resource, field, path: place.back })
}

/** Moves along one to-one reference; the way back is down to the rows that hold it. */
const hop = (place: Place, field: string, to: string): Place => ({
  ...place,
  resource: to,
  back: [{ down: place.resource, by: field }, ...place.back],
})

/** Goes to the child rows; the way back is up their reference. */
const descend = (place: Place, of: string, by: string): Place => ({
  ...place,
  resource: of,
  back: [{ up: by, to: place.resource }, ...place.back],
})

const walkHops = (
  into: Collector,
  start: Place,
  hops: readonly { readonly field: string; readonly to: string }[],
): Place =>
  hops.reduce((place, { field, to }) => {
    add(into, place, field)
    return hop(place, field, to)
  }, start)

const walkChildren = (into: Collector, place: Place, of: string, by: string): Place => {
  if (siblingPairs(by)) into.live ??= by
  const children = descend(place, of, by)
  add(into, children, by)
  add(into, children, 'archived')
  return children
}

const walkPath = (into: Collector, start: Place, path: string): void => {
  const found = resolvePath(start.index, start.resource, path)
  if (!found) return
  const place = walkHops(into, start, found.hops)
  add(into, place, found.name)
  if (found.field.type !== 'lines' || found.resource.kind !== 'entity') return
  const lines = start.index.resources.get(
    linesResource(found.resource.entity, found.name, found.field),
  )
  if (lines?.parent) walkChildren(into, place, lines.name, lines.parent.key)
}

const clockFunctions = ['today', 'now', 'param'] as const

const walkExpr = (into: Collector, place: Place, expr: Expr): void => {
  into.live ??= clockFunctions.find((name) => calls(expr, [name]))
  for (const path of pathsOf(expr)) walkPath(into, place, path)
}

const walkSome = (into: Collector, start: Place, test: Extract<Test, { k: 'some' }>): void => {
  const hops: { field: string; to: string }[] = []
  if (test.at !== undefined) {
    // the reference at the end of `at` is itself a hop: `customer.id` ends on the customer
    const end = resolvePath(start.index, start.resource, `${test.at}.id`)
    if (!end) return
    hops.push(...end.hops)
  }
  const children = walkChildren(into, walkHops(into, start, hops), test.of, test.by)
  walkTest(into, children, test.where)
}

const walkTest = (into: Collector, place: Place, test: Test): void => {
  if (test.k === 'all' || test.k === 'any') for (const each of test.of) walkTest(into, place, each)
  if (test.k === 'not') walkTest(into, place, test.of)
  if (test.k === 'compare') walkPath(into, place, test.path)
  if (test.k === 'formula') walkExpr(into, place, test.expr)
  if (test.k === 'search') into.live ??= 'q'
  if (test.k === 'some') walkSome(into, place, test)
}

const walkCondition = (into: Collector, place: Place, condition: Condition): void => {
  const test = parseCondition(condition)
  const [variable] = variablesIn(test)
  if (variable !== undefined) into.live ??= `$${variable}`
  walkTest(into, place, test)
}

/** Lines stand in their own order, other rows in that of their creation. */
const defaultOrder = ({ index, resource }: Place): string =>
  index.resources.get(resource)?.kind === 'lines' ? 'position' : 'created_at'

const walkRollup = (into: Collector, place: Place, rollup: Rollup): void => {
  const children = walkChildren(into, place, rollup.of, rollup.by)
  const { sum, avg, weight, min, max, last, dated, until } = rollup
  const order = last === undefined ? undefined : (rollup.order ?? defaultOrder(children))
  for (const text of [sum, avg, weight, min, max, last, order, dated, until])
    if (text !== undefined) walkExpr(into, children, parseFormula(text))
  for (const condition of [rollup.where, rollup.any, rollup.every])
    if (condition !== undefined) walkCondition(into, children, condition)
}

const walkBand = (into: Collector, place: Place, band: Band): void => {
  const bounds = band.keys.flatMap(({ from, to }) => [from, to])
  for (const text of [band.of, ...bounds])
    if (typeof text === 'string') walkExpr(into, place, parseFormula(text))
}

const key = (dependency: Dependency): string => JSON.stringify(dependency)

/** Reads what a condition on rows of a resource depends on directly. */
export const readingOfCondition = (
  index: ModelIndex,
  resource: string,
  condition: Condition,
): Reading => {
  const into: Collector = { reads: [], live: undefined }
  walkCondition(into, { index, resource, back: [] }, condition)
  return { reads: into.reads, ...(into.live !== undefined && { live: into.live }) }
}

/** Reads what a computed field of a resource depends on directly. Unknown paths are passed over: `checkModel` reports them. */
export const readingOf = (index: ModelIndex, resource: string, field: Field): Reading => {
  const into: Collector = { reads: [], live: undefined }
  const place: Place = { index, resource, back: [] }
  if (field.metric) into.live = 'metric'
  else if (field.formula !== undefined) walkExpr(into, place, parseFormula(field.formula))
  else if (field.rollup) walkRollup(into, place, field.rollup)
  else if (field.band) walkBand(into, place, field.band)
  const reads = [...new Map(into.reads.map((each) => [key(each), each])).values()]
  return into.live === undefined ? { reads } : { reads, live: into.live }
}
