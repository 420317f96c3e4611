import { sql, type RawBuilder } from 'kysely'
import {
  affectedBy, dependenciesOf, recomputeOrder, resourcesReadBy, storageOf, type Affected,
} from '#model/language/dependencies.ts' // prettier-ignore
import type { ModelIndex, Resource } from '#model/language/resources.ts'
import { name } from '../../sql/names.ts'
import { from as sourceOf } from '../../sql/source.ts'
import { openCompile } from '../compile.ts'
import { noteTouched, noteWaiting, type Change } from '../record/journal.ts'
import { lockRows } from '../record/locks.ts'
import { resourceOf, type Work } from '../work.ts'

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
  if (work.journal.pending.size === 0) return
  const order = orderOf(work.engine.index)
  const queue: Queue = new Map()
  await takePending(work, order, queue)
  while (queue.size > 0) {
    const { resource, fields, ids } = takeNext(work, order, queue)
    const changed = await storeFields(work, resource, fields, ids)
    if (changed.size > 0) await enqueue(work, order, queue, resource.name, changed)
  }
}

/** Takes the first field due, with the fields after it on the same rows that do not depend on each other. */
const takeNext = (work: Work, order: Order, queue: Queue) => {
  const positions = [...queue.keys()].sort((a, b) => a - b)
  const first = order.list[positions[0] ?? -1]
  if (!first) throw new Error('the queue of computed values is empty')
  const resource = resourceOf(work.engine, first.resource)
  const ids = new Set<string>()
  const fields: string[] = []
  for (const at of positions) {
    const next = order.list[at]
    if (next?.resource !== first.resource || !isIndependent(work.engine.index, next, fields)) break
    for (const id of queue.get(at) ?? []) ids.add(id)
    fields.push(next.field)
    queue.delete(at)
  }
  return { resource, fields, ids: [...ids] }
}

const isIndependent = (
  index: ModelIndex,
  { resource, field }: Order['list'][number],
  taken: readonly string[],
): boolean => {
  const { own, hops, children } = dependenciesOf(index, resource, field)
  const reads = [...own, ...[...hops, ...children].flatMap((each) => each.resource === resource ? [each.field] : [])] // prettier-ignore
  return !reads.some((each) => taken.includes(each))
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
  for (const [fields, group] of groups)
    for (const { path, targets } of affectedOf(work.engine.index, resource, fields)) {
      const ids = await follow(work, resource, group, path)
      for (const target of targets) add(queue, order.position.get(target), ids)
    }
}

type Reached = { readonly path: readonly Step[]; readonly targets: readonly string[] }
const reached = new WeakMap<ModelIndex, Map<string, readonly Reached[]>>()

/** Stored values that a change of some fields reaches, by the way there; worked out once a model. */
const affectedOf = (index: ModelIndex, resource: string, fields: string): readonly Reached[] => {
  const known = reached.get(index) ?? new Map<string, readonly Reached[]>()
  reached.set(index, known)
  const key = `${resource} ${fields}`
  const found = known.get(key) ?? findAffected(index, resource, fields.split(','))
  known.set(key, found)
  return found
}

const findAffected = (index: ModelIndex, resource: string, fields: string[]): Reached[] => {
  const stored = affectedBy(index, resource, fields).filter((each) => isStored(index, each))
  const groups = Map.groupBy(stored, ({ path }) => JSON.stringify(path))
  return [...groups.values()].map((group) => ({
    path: group[0]?.path ?? [],
    targets: group.map((each) => `${each.resource}.${each.field}`),
  }))
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
    const isFirst = i === 0 && 'up' in step
    const ends = isFirst ? knownEnds(group, step) : []
    const isKnown = isFirst && group.every(([, change]) => change.known)
    ids = [...new Set([...ends, ...(isKnown ? [] : await walk(work, at, ids, step))])]
    at = 'up' in step ? step.to : step.down
    if (ids.length === 0) return []
  }
  return ids
}

const knownEnds = (
  group: readonly (readonly [string, Change])[],
  step: Extract<Step, { up: string }>,
): string[] =>
  group.flatMap(([, change]) =>
    [...(change.ends.get(step.up) ?? [])].flatMap((end) => {
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

/** Stores computed fields of rows, set-based. Returns which fields changed on which rows. */
const storeFields = async (
  work: Work,
  resource: Resource,
  fields: readonly string[],
  ids: readonly string[],
): Promise<Map<string, Change>> => {
  const locked = await lockRows(work, resource, ids)
  const changed = new Map<string, Change>()
  if (locked.length === 0) return changed
  const { rows } = await storeStatement(work, resource, fields, locked).execute(work.db)
  for (const row of rows) {
    const moved = fields.filter((_, i) => row[`c${i}`] === true)
    changed.set(row.id, { fields: new Set(moved), ends: new Map(), known: false })
    noteTouched(work.journal, resource.name, row.id, moved)
  }
  if (rows.length > 0) work.journal.rows.clear()
  return changed
}

/** Computes fields anew and says of each row that changed which did; other rows are not touched. */
const storeStatement = (
  work: Work,
  resource: Resource,
  fields: readonly string[],
  ids: readonly string[],
): RawBuilder<{ readonly id: string; readonly [column: string]: unknown }> => {
  const source = sourceOf(openCompile(work), resource.name)
  const each = (write: (field: string, i: number) => RawBuilder<unknown>, glue = sql`, `) =>
    sql.join(fields.map(write), glue)
  const [value, change] = [(i: number) => name(`v${i}`), (i: number) => name(`c${i}`)]
  return sql`update ${name(resource.table)} as "r"
    set ${each((field, i) => sql`${name(field)} = "n".${value(i)}`)}
    from (
      select *, ${each((field, i) => sql`${name(field)} is distinct from ${value(i)} as ${change(i)}`)}
      from (
        select ${source.column('id')} as "id", ${each((field, i) => sql`${source.column(field)}, ${source.definition(field)} as ${value(i)}`)}
        from ${source.from()} where ${source.column('id')} = any(${ids}::uuid[])
      ) as "m"
    ) as "n"
    where "r"."id" = "n"."id" and (${each((_, i) => sql`"n".${change(i)}`, sql` or `)})
    returning "r"."id", ${each((_, i) => sql`"n".${change(i)}`)}`
}

/** A written row may let the records that it points to go on: their system transitions are tried again. */
const waitForPointedAt = async (
  work: Work,
  resource: string,
  changes: ReadonlyMap<string, Change>,
): Promise<void> => {
  const from = resourceOf(work.engine, resource)
  for (const [field, definition] of Object.entries(from.fields)) {
    const to = definition.type === 'reference' && field !== 'id' ? definition.to : undefined
    if (definition.type !== 'record_ref' && (to === undefined || !mayMove(work, resource, to)))
      continue
    for (const [id, change] of changes) {
      const ends = change.known
        ? [...(change.ends.get(field) ?? [])]
        : await endsNow(work, from, field, id, to)
      for (const end of ends) noteEnd(work, resource, end, to)
    }
  }
}

const noteEnd = (work: Work, changed: string, end: string, to: string | undefined): void => {
  const [resource = '', id = ''] = to === undefined ? end.split('/') : [to, end]
  if (mayMove(work, changed, resource)) noteWaiting(work.journal, resource, id)
}

const endsNow = async (
  work: Work,
  from: Resource,
  field: string,
  id: string,
  to: string | undefined,
): Promise<string[]> => {
  if (to !== undefined) return walk(work, from.name, [id], { up: field, to })
  const { rows } = await sql<{ resource: string | null; id: string | null }>`
    select ${name(`${field}_resource`)} as "resource", ${name(`${field}_id`)} as "id"
    from ${name(from.table)} where "id" = ${id}::uuid`.execute(work.db)
  return rows.flatMap((row) => (row.id === null ? [] : [`${row.resource}/${row.id}`]))
}

/** Which resources the conditions of each resource's own system steps look at; worked out once a model. */
const looks = new WeakMap<ModelIndex, Map<string, ReadonlySet<string> | undefined>>()

const looksOf = (index: ModelIndex, resource: string): ReadonlySet<string> | undefined => {
  const known = looks.get(index) ?? new Map<string, ReadonlySet<string> | undefined>()
  looks.set(index, known)
  if (!known.has(resource)) {
    const entity = index.resources.get(resource)?.entity
    const steps = Object.values(entity?.workflow?.transitions ?? {}).filter(({ by }) =>
      by.includes('system'),
    )
    const conditions = steps.flatMap(({ when, guards = [] }) =>
      when === undefined ? [] : [when, ...guards.map(({ check }) => check)],
    )
    known.set(resource, resourcesReadBy(index, resource, conditions))
  }
  return known.get(resource)
}

/** Tells whether a changed row of one resource may let a row of another take a step by itself. */
const mayMove = ({ engine }: Work, changed: string, resource: string): boolean =>
  looksOf(engine.index, resource)?.has(changed) ?? true
