import { sql, type RawBuilder } from 'kysely'
import {
  affectedBy, recomputeOrder, storageOf, type Affected,
} from '#model/language/dependencies.ts' // prettier-ignore
import type { ModelIndex, Resource } from '#model/language/resources.ts'
import { name } from '../sql/names.ts'
import { recomputeStatement } from '../sql/recompute.ts'
import { openCompile } from './compile.ts'
import { noteTouched, noteWaiting, type Change } from './journal.ts'
import { lockRows } from './rows.ts'
import { resourceOf, type Work } from './work.ts'

type Step = Affected['path'][number]
/** Stored computed fields of rows that have to be computed again, by position in the safe order. */
type Queue = Map<number, Set<string>>

type Order = {
  readonly list: readonly { readonly resource: string; readonly field: string }[]
  readonly position: ReadonlyMap<string, number>
}
const orders = new WeakMap<ModelIndex, Order>()

/** Every stored computed field, each after what it depends on; worked out once a model. */
const orderOf = (index: ModelIndex): Order => {
  const known = orders.get(index)
  if (known) return known
  const list = recomputeOrder(index)
  const position = new Map(list.map(({ resource, field }, i) => [`${resource}.${field}`, i]))
  const order = { list, position }
  orders.set(index, order)
  return order
}

/**
 * Computes again every stored value that depends on what this transaction has changed, across entities, until
 * nothing depends on anything changed. Neither version nor updated_at of a row moves.
 *
 * Parents are locked in id order before they are computed, so that the sum is taken over what other
 * transactions have committed meanwhile.
 */
export const recompute = async (work: Work): Promise<void> => {
  const { pending } = work.journal
  if (pending.size === 0) return
  const order = orderOf(work.engine.index)
  const queue: Queue = new Map()
  await takePending(work, order, queue)
  while (queue.size > 0) {
    const at = Math.min(...queue.keys())
    const ids = [...(queue.get(at) ?? [])]
    queue.delete(at)
    const target = order.list[at]
    if (!target || ids.length === 0) continue
    const resource = resourceOf(work.engine, target.resource)
    const changed = await storeField(work, resource, target.field, ids)
    for (const id of changed) noteTouched(work.journal, resource.name, id, [target.field])
    const change = { fields: new Set([target.field]), former: new Map() }
    if (changed.length > 0)
      await enqueue(work, order, queue, resource.name, new Map(changed.map((id) => [id, change])))
  }
}

const takePending = async (work: Work, order: Order, queue: Queue): Promise<void> => {
  const taken = [...work.journal.pending]
  work.journal.pending.clear()
  for (const [resource, changes] of taken) {
    await enqueue(work, order, queue, resource, changes)
    await waitForPointedAt(work, resource, changes)
  }
}

/** Finds what depends on changed rows of one resource; rows with the same changed fields go together. */
const enqueue = async (
  work: Work,
  order: Order,
  queue: Queue,
  resource: string,
  changes: ReadonlyMap<string, Change>,
): Promise<void> => {
  const groups = Map.groupBy(changes, ([, change]) => [...change.fields].sort().join())
  for (const group of groups.values()) {
    const fields = [...(group[0]?.[1].fields ?? [])]
    const affected = affectedBy(work.engine.index, resource, fields)
    const byPath = Map.groupBy(affected, ({ path }) => JSON.stringify(path))
    for (const targets of byPath.values()) {
      const wanted = targets.filter((target) => isStored(work.engine.index, target))
      if (wanted.length === 0) continue
      const ids = await follow(work, resource, group, wanted[0]?.path ?? [])
      for (const { resource: owner, field } of wanted)
        add(queue, order.position.get(`${owner}.${field}`), ids)
    }
  }
}

const isStored = (index: ModelIndex, { resource, field }: Affected): boolean =>
  storageOf(index, resource, field) === 'stored'

const add = (queue: Queue, at: number | undefined, ids: Iterable<string>): void => {
  if (at === undefined) return
  const known = queue.get(at) ?? new Set()
  for (const id of ids) known.add(id)
  if (known.size > 0) queue.set(at, known)
}

/** Walks from changed rows to the rows that depend on them; a changed reference leads to both its ends. */
const follow = async (
  work: Work,
  resource: string,
  group: readonly (readonly [string, Change])[],
  path: readonly Step[],
): Promise<readonly string[]> => {
  let at = resource
  let ids: readonly string[] = group.map(([id]) => id)
  for (const [i, step] of path.entries()) {
    const former = i === 0 && 'up' in step ? formerEnds(group, step) : []
    ids = [...new Set([...(await walk(work, at, ids, step)), ...former])]
    at = 'up' in step ? step.to : step.down
    if (ids.length === 0) return []
  }
  return ids
}

const formerEnds = (
  group: readonly (readonly [string, Change])[],
  step: Extract<Step, { up: string }>,
): string[] =>
  group.flatMap(([, change]) =>
    [...(change.former.get(step.up) ?? [])].flatMap((end) => {
      const [resource, id] = end.split('/')
      return id === undefined ? [end] : resource === step.to ? [id] : []
    }),
  )

const walk = async (
  work: Work,
  resource: string,
  ids: readonly string[],
  step: Step,
): Promise<string[]> => {
  const query =
    'up' in step ? upwards(work, resource, ids, step) : downwards(work, ids, step, resource)
  const { rows } = await sql<{ id: string | null }>`${query}`.execute(work.db)
  return rows.flatMap(({ id }) => (id === null ? [] : [id]))
}

const upwards = (
  work: Work,
  resource: string,
  ids: readonly string[],
  step: Extract<Step, { up: string }>,
): RawBuilder<unknown> => {
  const from = resourceOf(work.engine, resource)
  const type = from.fields[step.up]?.type
  const mine = sql`"id" = any(${ids}::uuid[])`
  if (type === 'record_ref')
    return sql`select distinct ${name(`${step.up}_id`)} as "id" from ${name(from.table)}
      where ${mine} and ${name(`${step.up}_resource`)} = ${step.to}`
  if (type === 'references')
    return sql`select distinct unnest(${name(step.up)}) as "id" from ${name(from.table)} where ${mine}`
  return sql`select distinct ${name(step.up)} as "id" from ${name(from.table)} where ${mine}`
}

const downwards = (
  work: Work,
  ids: readonly string[],
  step: Extract<Step, { down: string }>,
  parent: string,
): RawBuilder<unknown> => {
  const child = resourceOf(work.engine, step.down)
  const type = child.fields[step.by]?.type
  const rows = sql`select "id" from ${name(child.table)}`
  if (type === 'record_ref')
    return sql`${rows} where ${name(`${step.by}_resource`)} = ${parent}
      and ${name(`${step.by}_id`)} = any(${ids}::uuid[])`
  if (type === 'references') return sql`${rows} where ${name(step.by)} && ${ids}::uuid[]`
  return sql`${rows} where ${name(step.by)} = any(${ids}::uuid[])`
}

/** Stores one computed field of rows, set-based. Returns the ids of the rows whose value changed. */
const storeField = async (
  work: Work,
  resource: Resource,
  field: string,
  ids: readonly string[],
): Promise<string[]> => {
  const locked = await lockRows(work, resource, ids)
  if (locked.length === 0) return []
  const statement = recomputeStatement(openCompile(work), resource.name, field, locked)
  const { rows } = await statement.execute(work.db)
  return rows.map(({ id }) => id)
}

/** A written row may let the record that it points to go on: its system transitions are tried again. */
const waitForPointedAt = async (
  work: Work,
  resource: string,
  changes: ReadonlyMap<string, Change>,
): Promise<void> => {
  const from = resourceOf(work.engine, resource)
  const ids = [...changes.keys()]
  for (const [field, definition] of Object.entries(from.fields)) {
    if (definition.type === 'reference' && field !== 'id') {
      if (!hasSystemSteps(work, definition.to)) continue
      for (const id of await walk(work, resource, ids, { up: field, to: definition.to }))
        noteWaiting(work.journal, definition.to, id)
    } else if (definition.type === 'record_ref') await waitForRecordRef(work, from, field, ids)
  }
}

const waitForRecordRef = async (
  work: Work,
  from: Resource,
  field: string,
  ids: readonly string[],
): Promise<void> => {
  const { rows } = await sql<{ resource: string | null; id: string | null }>`
    select distinct ${name(`${field}_resource`)} as "resource", ${name(`${field}_id`)} as "id"
    from ${name(from.table)} where "id" = any(${ids}::uuid[])`.execute(work.db)
  for (const { resource, id } of rows)
    if (resource !== null && id !== null && hasSystemSteps(work, resource))
      noteWaiting(work.journal, resource, id)
}

/** Tells whether a resource has steps that the system takes by itself. */
export const hasSystemSteps = (work: Work, resource: string): boolean => {
  const entity = work.engine.index.resources.get(resource)?.entity
  return Object.values(entity?.workflow?.transitions ?? {}).some(
    (step) => step.by.includes('system') && step.when !== undefined,
  )
}
