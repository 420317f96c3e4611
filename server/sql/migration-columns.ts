import type { Column } from './columns.ts'
import type { LiveTable } from './live-schema.ts'
import { checkedName } from './names.ts'
import type { Table } from './tables.ts'

/** One change of the schema. */
export type Step = {
  readonly action:
    | 'create_table'
    | 'rename_table'
    | 'rename_values'
    | 'rename_column'
    | 'add_column'
    | 'change_type'
    | 'drop_column'
    | 'drop_table'
    | 'drop_index'
    | 'create_index'
    | 'add_reference'
    | 'drop_reference'
  /** `orders`, `orders.note` or the name of an index. */
  readonly target: string
  readonly statement: string
  /** What must be counted before: rows that the step would lose. Absent for steps that lose nothing. */
  readonly loses?: { readonly table: string; readonly column?: string }
}

/** Quotes a checked name for a statement that takes no parameters. */
export const q = (name: string): string => `"${checkedName(name)}"`

/** Writes a column as `create table` and `add column` take it. */
export const columnSql = (column: Column): string =>
  [
    q(column.name),
    column.type,
    ...(column.required ? ['not null'] : []),
    ...(column.initial === undefined ? [] : [`default ${column.initial}`]),
  ].join(' ')

const numericShape = /^numeric\((\d+),(\d+)\)$/

const isWider = (from: string, to: string): boolean => {
  const [, p1, s1] = numericShape.exec(from) ?? []
  const [, p2, s2] = numericShape.exec(to) ?? []
  if (p2 === undefined || s2 === undefined) return false
  if (from === 'bigint') return Number(p2) - Number(s2) >= 18
  return (
    p1 !== undefined &&
    Number(s2) >= Number(s1) &&
    Number(p2) - Number(s2) >= Number(p1) - Number(s1)
  )
}

const text = 'text collate "C"'

/** How a value of one type becomes one of another without loss; null when it cannot. */
const conversion = (from: string, to: string, column: string): string | null => {
  if (isWider(from, to)) return column
  if (to === text && (from === 'bigint' || from === 'uuid' || from === 'date'))
    return `cast(${column} as text)`
  const isList = (from === 'uuid' && to === 'uuid[]') || (from === text && to === 'text[]')
  return isList ? `case when ${column} is not null then array[${column}] end` : null
}

/** `held` is the column's name as long as nothing is renamed: there its values are counted. */
const changeType = (
  table: Table,
  live: LiveTable,
  column: Column,
  from: string,
  held: string,
): readonly Step[] => {
  const [name, target] = [q(column.name), `${table.name}.${column.name}`]
  const using = conversion(from, column.type, name)
  const alter = `alter table ${q(table.name)}`
  if (using !== null)
    return [
      {
        action: 'change_type',
        target,
        statement: `${alter} alter column ${name} type ${column.type} using ${using}`,
      },
    ]
  return [
    {
      action: 'change_type',
      target,
      statement: `${alter} drop column ${name}, add column ${columnSql(column)}`,
      loses: { table: live.name, column: held },
    },
  ]
}

/** Columns that carry on under a new name; the old ones must exist, the new ones not yet. */
const renamesOf = (table: Table, live: LiveTable): ReadonlyMap<string, string> => {
  const renames = new Map<string, string>()
  for (const { name, was } of table.columns)
    if (was && !live.columns.has(name) && live.columns.has(was) && !renames.has(was))
      renames.set(was, name)
  return renames
}

const renameColumns = (table: Table, renames: ReadonlyMap<string, string>): readonly Step[] =>
  [...renames].map(([old, name]) => ({
    action: 'rename_column',
    target: `${table.name}.${name}`,
    statement: `alter table ${q(table.name)} rename column ${q(old)} to ${q(name)}`,
  }))

const addColumn = (table: Table, column: Column): Step => ({
  action: 'add_column',
  target: `${table.name}.${column.name}`,
  statement: `alter table ${q(table.name)} add column ${columnSql(column)}`,
})

/** Sort keys and columns of the system are derived: they can be made anew. */
const isDerived = (name: string, live: LiveTable): boolean =>
  name.startsWith('_') || (name.endsWith('_sort') && live.columns.has(name.slice(0, -5)))

const dropColumns = (table: Table, live: LiveTable, gone: readonly string[]): readonly Step[] =>
  gone.map((name) => ({
    action: 'drop_column',
    target: `${table.name}.${name}`,
    statement: `alter table ${q(table.name)} drop column ${q(name)}`,
    ...(!isDerived(name, live) && { loses: { table: live.name, column: name } }),
  }))

const sameType = (live: string, wanted: string): boolean =>
  live === wanted || (wanted === 'bigserial' && live === 'bigint')

/** Lists what turns the columns of a live table into those wanted: renames, drops, then the rest. */
export const columnSteps = (table: Table, live: LiveTable): readonly Step[] => {
  const renames = renamesOf(table, live)
  const heldAs = new Map([...live.columns.keys()].map((name) => [renames.get(name) ?? name, name]))
  const wanted = new Set(table.columns.map((column) => column.name))
  const present = table.columns.flatMap((column): readonly Step[] => {
    const held = heldAs.get(column.name)
    const type = held === undefined ? undefined : live.columns.get(held)
    if (held === undefined || type === undefined) return [addColumn(table, column)]
    return sameType(type, column.type) ? [] : changeType(table, live, column, type, held)
  })
  const isSystem = table.name.startsWith('_')
  const gone = isSystem ? [] : [...heldAs.keys()].filter((name) => !wanted.has(name))
  return [...renameColumns(table, renames), ...dropColumns(table, live, gone), ...present]
}
