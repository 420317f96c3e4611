import type { Column } from './columns.ts'
import type { LiveSchema, LiveTable } from './live-schema.ts'
import { checkedName, constructedName } from './names.ts'
import type { Index, Table } from './tables.ts'

/** One change of the schema. */
export type Step = {
  readonly action:
    | 'create_table'
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

const q = (name: string): string => `"${checkedName(name)}"`

const columnSql = (column: Column): string =>
  [
    q(column.name),
    column.type,
    ...(column.required ? ['not null'] : []),
    ...(column.initial === undefined ? [] : [`default ${column.initial}`]),
  ].join(' ')

const createTable = (table: Table): Step => ({
  action: 'create_table',
  target: table.name,
  statement: `create table ${q(table.name)} (${[
    ...table.columns.map(columnSql),
    `primary key (${table.primaryKey.map(q).join(', ')})`,
  ].join(', ')})`,
})

const createIndex = (table: Table, index: Index): Step => ({
  action: 'create_index',
  target: index.name,
  statement: `create ${index.unique ? 'unique ' : ''}index ${q(index.name)} on ${q(table.name)}${
    index.using ? ` using ${index.using}` : ''
  } (${index.on.join(', ')})`,
})

const referenceName = (table: Table, column: Column): string =>
  constructedName(table.name, column.name, 'fkey')

const addReferences = (table: Table, columns: readonly Column[]): readonly Step[] => {
  const clauses = columns.flatMap((column) =>
    column.references === undefined
      ? []
      : [
          `add constraint ${q(referenceName(table, column))} foreign key (${q(column.name)}) references ${q(column.references)} ("id")${
            table.cascade === column.name ? ' on delete cascade' : ''
          }`,
        ],
  )
  if (clauses.length === 0) return []
  return [
    {
      action: 'add_reference',
      target: table.name,
      statement: `alter table ${q(table.name)} ${clauses.join(', ')}`,
    },
  ]
}

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

const changeType = (table: Table, column: Column, from: string): readonly Step[] => {
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
      loses: { table: table.name, column: column.name },
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

const columnSteps = (table: Table, live: LiveTable): readonly Step[] => {
  const renames = renamesOf(table, live)
  const types = new Map([...live.columns].map(([name, type]) => [renames.get(name) ?? name, type]))
  const wanted = new Set(table.columns.map((column) => column.name))
  const alter = `alter table ${q(table.name)}`
  const renamed = [...renames].map(([old, name]): Step => ({
    action: 'rename_column',
    target: `${table.name}.${name}`,
    statement: `${alter} rename column ${q(old)} to ${q(name)}`,
  }))
  const present = table.columns.flatMap((column): readonly Step[] => {
    const type = types.get(column.name)
    if (type === undefined)
      return [
        {
          action: 'add_column',
          target: `${table.name}.${column.name}`,
          statement: `${alter} add column ${columnSql(column)}`,
        },
      ]
    return sameType(type, column.type) ? [] : changeType(table, column, type)
  })
  const isSystem = table.name.startsWith('_')
  const dropped = [...types.keys()]
    .filter((name) => !wanted.has(name) && !isSystem)
    .map((name): Step => ({
      action: 'drop_column',
      target: `${table.name}.${name}`,
      statement: `${alter} drop column ${q(name)}`,
      ...(!name.startsWith('_') &&
        !name.endsWith('_sort') && { loses: { table: table.name, column: name } }),
    }))
  return [...renamed, ...dropped, ...present]
}

/** Columns that are made anew because their values cannot be converted: their indexes go with the old ones. */
const replacedColumns = (table: Table, live: LiveTable): readonly string[] =>
  columnSteps(table, live)
    .filter((step) => step.action === 'change_type' && step.loses)
    .map((step) => step.target.slice(table.name.length + 1))

const sameType = (live: string, wanted: string): boolean =>
  live === wanted || (wanted === 'bigserial' && live === 'bigint')

const indexSteps = (table: Table, live: LiveTable): readonly Step[] => {
  const wanted = new Set(table.indexes.map((index) => index.name))
  const isOurs = (name: string): boolean =>
    /_(index|unique)$/.test(name) || (name.length > 55 && /_[0-9a-z]{5,7}$/.test(name))
  const dropped = [...live.indexes]
    .filter((name) => !wanted.has(name) && isOurs(name) && name !== `${table.name}_pkey`)
    .map((name): Step => ({
      action: 'drop_index',
      target: name,
      statement: `drop index if exists ${q(name)}`,
    }))
  const replaced = replacedColumns(table, live).map(q)
  const created = table.indexes
    .filter(
      ({ name, on }) =>
        !live.indexes.has(name) ||
        on.some((each) => replaced.some((column) => each.includes(column))),
    )
    .map((index) => createIndex(table, index))
  return [...dropped, ...created]
}

const referenceSteps = (table: Table, live: LiveTable): readonly Step[] => {
  const wanted = new Set(
    table.columns
      .filter((column) => column.references)
      .map((column) => referenceName(table, column)),
  )
  const dropped = [...live.constraints]
    .filter((name) => !wanted.has(name))
    .map((name): Step => ({
      action: 'drop_reference',
      target: `${table.name}.${name}`,
      statement: `alter table ${q(table.name)} drop constraint if exists ${q(name)}`,
    }))
  const replaced = replacedColumns(table, live)
  const missing = table.columns.filter(
    (column) =>
      column.references &&
      (!live.constraints.has(referenceName(table, column)) || replaced.includes(column.name)),
  )
  return [...dropped, ...addReferences(table, missing)]
}

/**
 * Lists what turns the live schema into the wanted one, in the order in which it can run.
 *
 * `former` are the tables of the last applied model: only those may be dropped, whatever else the schema holds.
 */
export const stepsBetween = (
  live: LiveSchema,
  wanted: readonly Table[],
  former: readonly string[],
): readonly Step[] => {
  const names = new Set(wanted.map((table) => table.name))
  const known = wanted.flatMap((table) => {
    const found = live.get(table.name)
    return found ? [{ table, found }] : []
  })
  const fresh = wanted.filter((table) => !live.has(table.name))
  const gone = former.filter((name) => !names.has(name) && live.has(name))
  return [
    ...known.flatMap(({ table, found }) =>
      referenceSteps(table, found).filter((step) => step.action === 'drop_reference'),
    ),
    ...known.flatMap(({ table, found }) => columnSteps(table, found)),
    ...gone.map((name): Step => ({
      action: 'drop_table',
      target: name,
      statement: `drop table ${q(name)} cascade`,
      loses: { table: name },
    })),
    ...fresh.map(createTable),
    ...fresh.flatMap((table) => table.indexes.map((index) => createIndex(table, index))),
    ...known.flatMap(({ table, found }) => indexSteps(table, found)),
    ...fresh.flatMap((table) => addReferences(table, table.columns)),
    ...known.flatMap(({ table, found }) =>
      referenceSteps(table, found).filter((step) => step.action === 'add_reference'),
    ),
  ]
}
