import type { ModelIndex, Resource } from './resources.ts'

/** A row as it stands on the wire. */
export type MemoryRow = Readonly<Record<string, unknown>>
export type MemoryTables = ReadonlyMap<string, readonly MemoryRow[]>

const byId = new WeakMap<readonly MemoryRow[], Map<unknown, MemoryRow>>()

/** Finds a row by id; the index is kept with the array, which is taken to be never changed. */
export const findRow = (rows: readonly MemoryRow[], id: unknown): MemoryRow | undefined => {
  let known = byId.get(rows)
  if (!known) byId.set(rows, (known = new Map(rows.map((row) => [row.id, row]))))
  return known.get(id)
}

const childIndexes = new WeakMap<readonly MemoryRow[], Map<string, Map<unknown, MemoryRow[]>>>()

const keysOf = (value: unknown, parent: string): readonly unknown[] => {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) return [value]
  return 'resource' in value && 'id' in value && value.resource === parent ? [value.id] : []
}

/** Finds the rows whose field points at a record: a reference, one of several, or a record_ref of that resource. */
export const pointingRows = (
  rows: readonly MemoryRow[],
  by: string,
  parent: string,
  id: unknown,
): readonly MemoryRow[] => {
  const indexes = childIndexes.get(rows) ?? new Map<string, Map<unknown, MemoryRow[]>>()
  childIndexes.set(rows, indexes)
  const name = `${by} ${parent}`
  let index = indexes.get(name)
  if (!index) {
    index = new Map()
    for (const row of rows)
      for (const key of keysOf(row[by], parent)) {
        const list = index.get(key)
        if (list) list.push(row)
        else index.set(key, [row])
      }
    indexes.set(name, index)
  }
  return index.get(id) ?? []
}

/** How the child's value stands to the record's own. */
export type PairOperator = '=' | '<' | '<=' | '>' | '>='
/** Child field, own path, and how the one stands to the other. */
export type SiblingPair = readonly [child: string, own: string, operator: PairOperator]

const operators: readonly PairOperator[] = ['<=', '>=', '<', '>', '=']

/** Splits `customer_id=customer_id&received_at<received_at` into pairs; null for a plain reference. */
export const siblingPairs = (by: string): readonly SiblingPair[] | null =>
  /[<=>]/.test(by)
    ? by.split('&').map((pair) => {
        const operator = operators.find((each) => pair.includes(each)) ?? '='
        const [child = '', own = ''] = pair.split(operator)
        return [child.trim(), own.trim(), operator] as const
      })
    : null

/** Finds the rows of a resource for a record: its table, else the lines inside the record; null when memory has neither. */
export const childRows = (
  index: ModelIndex,
  tables: MemoryTables,
  resource: Resource,
  row: MemoryRow,
  of: string,
): readonly MemoryRow[] | null => {
  const table = tables.get(of)
  if (table) return table
  const parent = index.resources.get(of)?.parent
  if (parent?.resource !== resource.name) return null
  const lines = row[parent.field]
  return Array.isArray(lines) ? linesOf(lines, parent.key, row.id) : null
}

const knownLines = new WeakMap<readonly unknown[], readonly MemoryRow[]>()

/** Stands for the id of a record that has none yet, so that its lines find it and no other row does. */
export const unsaved: unique symbol = Symbol('unsaved')

/** Lines inside a parent's row, as child rows that know their parent and position. */
const linesOf = (lines: readonly unknown[], key: string, id: unknown): readonly MemoryRow[] => {
  const known = knownLines.get(lines)
  if (known) return known
  const rows = lines.map((line, position) => ({
    position,
    ...(line as MemoryRow),
    [key]: id ?? unsaved,
  }))
  knownLines.set(lines, rows)
  return rows
}

const knownTables = new WeakMap<MemoryTables, MemoryTables>()

/** Adds the rows inside `lines` as tables of their own, as the server serves them; tables that are there stay. */
export const withLines = (index: ModelIndex, tables: MemoryTables): MemoryTables => {
  const known = knownTables.get(tables)
  if (known) return known
  const all = new Map(tables)
  for (const { name, parent } of index.resources.values()) {
    const parents = parent && tables.get(parent.resource)
    if (!parents || tables.has(name)) continue
    const rows = parents.flatMap((row) => {
      const lines = row[parent.field]
      return Array.isArray(lines) ? linesOf(lines, parent.key, row.id) : []
    })
    all.set(name, rows)
  }
  knownTables.set(tables, all)
  return all
}
