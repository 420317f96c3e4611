import { isComputed } from './compute.ts'
import { readingOf, readingOfCondition } from './dependency-walk.ts'
import type { Dependency, Reading, Step } from './dependency-walk.ts'
import type { Condition, Rollup } from './definition.ts'
import type { ModelIndex } from './resources.ts'

export type { Dependency, Step } from './dependency-walk.ts'

/** plain = given by people or effects (copies too); stored = a column kept right by every write; live = computed when read. */
export type Storage = 'plain' | 'stored' | 'live'

/** A computed field by its place in the model. */
export type ComputedField = { readonly resource: string; readonly field: string }

/** A stored value that a change reaches, and the way there from the changed row; `[]` = the row itself. */
export type Affected = ComputedField & { readonly path: readonly Step[] }

type Graph = {
  /** `resource.field` -> what it reads, for every computed field. */
  readonly readings: ReadonlyMap<string, ComputedField & Reading>
  readonly live: ReadonlySet<string>
  readonly cycles: readonly (readonly string[])[]
  readonly order: readonly ComputedField[]
  /** `resource.field` that changes -> stored values that it reaches. */
  readonly affected: ReadonlyMap<string, readonly Affected[]>
}

const nameOf = ({ resource, field }: ComputedField): string => `${resource}.${field}`

const readAll = (index: ModelIndex): Map<string, ComputedField & Reading> => {
  const readings = new Map<string, ComputedField & Reading>()
  for (const resource of index.resources.values())
    for (const [field, definition] of Object.entries(resource.fields))
      if (isComputed(definition)) {
        const at = { resource: resource.name, field }
        readings.set(nameOf(at), { ...at, ...readingOf(index, resource.name, definition) })
      }
  return readings
}

/** Spreads liveness: what reads a live value is live. */
const findLive = (readings: Graph['readings']): Set<string> => {
  const live = new Set<string>()
  const readers = new Map<string, string[]>()
  for (const [name, { reads }] of readings)
    for (const each of reads)
      readers.set(nameOf(each), [...(readers.get(nameOf(each)) ?? []), name])
  const waiting = [...readings].flatMap(([name, reading]) =>
    reading.live === undefined ? [] : [name],
  )
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (live.has(name)) continue
    live.add(name)
    waiting.push(...(readers.get(name) ?? []))
  }
  return live
}

/** Sorts so that each value follows what it reads; a value met again while under way closes a cycle. */
const sortReadings = (readings: Graph['readings']): { sorted: string[]; cycles: string[][] } => {
  const sorted: string[] = []
  const cycles: string[][] = []
  const done = new Set<string>()
  const visit = (name: string, trail: readonly string[]): void => {
    const from = trail.indexOf(name)
    if (from >= 0) cycles.push([...trail.slice(from), name])
    if (from >= 0 || done.has(name)) return
    for (const each of readings.get(name)?.reads ?? [])
      if (readings.has(nameOf(each))) visit(nameOf(each), [...trail, name])
    done.add(name)
    sorted.push(name)
  }
  for (const name of readings.keys()) visit(name, [])
  return { sorted, cycles }
}

/** Down by a reference and up the same one comes back to the same row. */
const shorten = (path: readonly Step[]): readonly Step[] =>
  path.reduce<readonly Step[]>((kept, step) => {
    const last = kept.at(-1)
    const returns = last && 'down' in last && 'up' in step && last.by === step.up
    return returns ? kept.slice(0, -1) : [...kept, step]
  }, [])

const findAffected = (
  readings: Graph['readings'],
  order: readonly ComputedField[],
): Map<string, Affected[]> => {
  const affected = new Map<string, Affected[]>()
  const add = (from: ComputedField, to: Affected) => {
    const list = affected.get(nameOf(from)) ?? []
    affected.set(nameOf(from), list)
    if (!list.some((each) => JSON.stringify(each) === JSON.stringify(to))) list.push(to)
  }
  for (const { resource, field } of order) {
    add({ resource, field: 'id' }, { resource, field, path: [] }) // a new row: everything of its own
    for (const read of readings.get(nameOf({ resource, field }))?.reads ?? [])
      add(read, { resource, field, path: shorten(read.path) })
  }
  return affected
}

const buildGraph = (index: ModelIndex): Graph => {
  const readings = readAll(index)
  const live = findLive(readings)
  const { sorted, cycles } = sortReadings(readings)
  const order = sorted.flatMap((name) => {
    const at = readings.get(name)
    return at && !live.has(name) ? [{ resource: at.resource, field: at.field }] : []
  })
  return { readings, live, cycles, order, affected: findAffected(readings, order) }
}

const graphs = new WeakMap<ModelIndex, Graph>()
const graphOf = (index: ModelIndex): Graph => {
  const known = graphs.get(index) ?? buildGraph(index)
  graphs.set(index, known)
  return known
}

/**
 * Tells how a field is kept.
 *
 * A computed value is live when it reads today(), now(), a parameter, the viewer, a metric, rows matched by
 * value (`by: 'a=b'`) or another live value; else it is stored.
 */
export const storageOf = (index: ModelIndex, resource: string, field: string): Storage => {
  const { readings, live } = graphOf(index)
  const name = nameOf({ resource, field })
  return readings.has(name) ? (live.has(name) ? 'live' : 'stored') : 'plain'
}

/** Lists what a computed field reads directly: own fields, fields along to-one paths, fields of child rows. */
export const dependenciesOf = (
  index: ModelIndex,
  resource: string,
  field: string,
): {
  readonly own: readonly string[]
  readonly hops: readonly Dependency[]
  readonly children: readonly Dependency[]
} => {
  const reads = graphOf(index).readings.get(nameOf({ resource, field }))?.reads ?? []
  const isChild = ({ path }: Dependency) => path.some((step) => 'up' in step)
  return {
    own: reads.filter(({ path }) => path.length === 0).map((each) => each.field),
    hops: reads.filter((each) => each.path.length > 0 && !isChild(each)),
    children: reads.filter(isChild),
  }
}

/** Lists every stored computed field of the model, each after all that it reads. */
export const recomputeOrder = (index: ModelIndex): readonly ComputedField[] => graphOf(index).order

/** Stored fields of one resource that can be computed together: none reads another. */
export type ComputedGroup = { readonly resource: string; readonly fields: readonly string[] }

/**
 * Lists the stored computed fields in as few groups as can be, each after all that it reads.
 *
 * `written` limits it to what rows of these resources can reach, themselves included.
 */
export const recomputeGroups = (
  index: ModelIndex,
  written?: ReadonlySet<string>,
): readonly ComputedGroup[] => {
  const { readings, order } = graphOf(index)
  const levels = new Map<string, number>()
  for (const at of order) {
    const reads = readings.get(nameOf(at))?.reads ?? []
    const isDue =
      !written ||
      written.has(at.resource) ||
      reads.some((each) => written.has(each.resource) || levels.has(nameOf(each)))
    const before = reads.map((each) => levels.get(nameOf(each)) ?? 0)
    if (isDue) levels.set(nameOf(at), 1 + Math.max(0, ...before))
  }
  const due = order.filter((at) => levels.has(nameOf(at)))
  const groups = Map.groupBy(due, (at) => `${levels.get(nameOf(at))} ${at.resource}`)
  const depth = (group: readonly ComputedField[]) => levels.get(nameOf(group[0] ?? { resource: '', field: '' })) ?? 0 // prettier-ignore
  return [...groups.values()]
    .sort((a, b) => depth(a) - depth(b))
    .map((group) => ({
      resource: group[0]?.resource ?? '',
      fields: group.map(({ field }) => field),
    }))
}

/** Lists the circles in which computed values read each other: `['orders.a', 'orders.b', 'orders.a']`. */
export const cyclesOf = (index: ModelIndex): readonly (readonly string[])[] => graphOf(index).cycles

/**
 * Lists the stored values that a change of a row reaches directly, in an order safe for recomputing.
 *
 * Shape: one entry a value and way; not transitive: after recomputing, ask again with the fields that
 * really changed. `path` leads from the changed row. A first step `up` is taken from the row both as it was and
 * as it is, so that a child that moves to another parent corrects both. For a created row pass all fields
 * with `id` and `archived`; for an archived, restored or removed row `archived` is enough.
 * @example
 * affectedBy(index, 'payment_allocations', ['amount'])
 * // [{ resource: 'receivables', field: 'received_amount', path: [{ up: 'receivable_id', to: 'receivables' }] }]
 * affectedBy(index, 'payments', ['state']) // the rollup's where reads payment.state
 * // [{ resource: 'receivables', field: 'received_amount', path: [
 * //    { down: 'payment_allocations', by: 'payment_id' }, { up: 'receivable_id', to: 'receivables' }] }]
 * affectedBy(index, 'customers', ['name']) // a formula of orders reads customer.name
 * // [{ resource: 'orders', field: 'heading', path: [{ down: 'orders', by: 'customer_id' }] }]
 */
export const affectedBy = (
  index: ModelIndex,
  resource: string,
  fields: readonly string[] | 'create' | 'delete',
): readonly Affected[] => {
  const { affected, order } = graphOf(index)
  const changed =
    fields === 'create'
      ? [...Object.keys(index.resources.get(resource)?.fields ?? {}), 'id', 'archived']
      : fields === 'delete'
        ? ['archived']
        : fields
  const found = new Map<string, Affected>()
  for (const field of new Set(changed))
    for (const each of affected.get(nameOf({ resource, field })) ?? [])
      found.set(JSON.stringify(each), each)
  const rank = new Map(order.map((each, i) => [nameOf(each), i]))
  return [...found.values()].toSorted(
    (a, b) => (rank.get(nameOf(a)) ?? 0) - (rank.get(nameOf(b)) ?? 0),
  )
}

/**
 * Lists the resources on whose rows conditions on rows of a resource depend: those that they name, and those that
 * computed values among them are made of. Undefined when a metric makes that unknowable.
 */
export const resourcesReadBy = (
  index: ModelIndex,
  resource: string,
  conditions: readonly Condition[],
): ReadonlySet<string> | undefined => {
  const { readings } = graphOf(index)
  const found = new Set<string>()
  const resources = new Set<string>()
  const waiting = conditions.flatMap((each) => readingOfCondition(index, resource, each).reads)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const reading = found.has(nameOf(next)) ? undefined : readings.get(nameOf(next))
    if (reading?.live === 'metric') return undefined
    found.add(nameOf(next))
    resources.add(next.resource)
    waiting.push(...(reading?.reads ?? []))
  }
  return resources
}

/** A stored rollup whose rows begin or cease to count on a day, without a write. */
export type DatedRollup = ComputedField & {
  readonly of: string
  readonly by: string
  readonly dated: string
  readonly until?: string
}

/** Lists the stored rollups that a new day may change: where a child's `dated` or `until` lies in the days gone by since. */
export const datedRollups = (index: ModelIndex): readonly DatedRollup[] =>
  recomputeOrder(index).flatMap(({ resource, field }) => {
    const rollup = index.resources.get(resource)?.fields[field]?.rollup
    if (rollup?.dated === undefined) return []
    const { of, by, dated, until } = rollup
    return [{ resource, field, of, by, dated, ...(until !== undefined && { until }) }]
  })

/** Own lines are part of the record and need no dates of their own. */
const isUndated = (index: ModelIndex, resource: string, rollup: Rollup): boolean => {
  const parent = index.resources.get(rollup.of)?.parent
  const isOwn = parent?.resource === resource && parent.key === rollup.by
  return rollup.dated === undefined && !isOwn
}

/**
 * Finds the value that keeps a field from being known as of a past day: a rollup without `dated`, or a metric.
 *
 * Shape: `resource.field` of the culprit, to be named in the refusal; null when every input is known.
 */
export const asOfGap = (index: ModelIndex, resource: string, field: string): string | null => {
  const { readings } = graphOf(index)
  const visit = (name: string, seen: ReadonlySet<string>): string | null => {
    const reading = readings.get(name)
    if (!reading || seen.has(name)) return null
    const definition = index.resources.get(reading.resource)?.fields[reading.field]
    if (
      definition?.metric ||
      (definition?.rollup && isUndated(index, reading.resource, definition.rollup))
    )
      return name
    for (const each of reading.reads) {
      const gap = visit(nameOf(each), new Set([...seen, name]))
      if (gap) return gap
    }
    return null
  }
  return visit(nameOf({ resource, field }), new Set())
}
