import type { Column } from './columns.ts'
import type { LiveSchema, LiveTable } from './live-schema.ts'
import { columnSql, columnSteps, q, type Step } from './migration-columns.ts'
import { checkedName, constructedName } from './names.ts'
import type { Index, Table } from './tables.ts'

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

/** Columns that are made anew because their values cannot be converted: their indexes go with the old ones. */
const replacedColumns = (table: Table, live: LiveTable): readonly string[] =>
  columnSteps(table, live)
    .filter((step) => step.action === 'change_type' && step.loses)
    .map((step) => step.target.slice(table.name.length + 1))

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

/** Tables that carry on under a new name; only those of the last model, and not yet there under the new one. */
const tableRenames = (
  live: LiveSchema,
  wanted: readonly Table[],
  former: readonly string[],
): ReadonlyMap<string, string> =>
  new Map(
    wanted.flatMap(({ name, was }) =>
      was !== undefined && !live.has(name) && live.has(was) && former.includes(was)
        ? [[was, name]]
        : [],
    ),
  )

/** Columns that name resources say the new name instead of the old one. */
const renameValues = (
  wanted: readonly Table[],
  renames: ReadonlyMap<string, string>,
): readonly Step[] =>
  [...renames].flatMap(([was, now]) =>
    wanted.flatMap((table) =>
      table.columns
        .filter((column) => column.names)
        .map((column): Step => ({
          action: 'rename_values',
          target: `${table.name}.${column.name}`,
          statement: `update ${q(table.name)} set ${q(column.name)} = '${checkedName(now)}' where ${q(column.name)} = '${checkedName(was)}'`,
        })),
    ),
  )

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
  const renames = tableRenames(live, wanted, former)
  const renamed = new Map([...live].map(([name, table]) => [renames.get(name) ?? name, table]))
  return [
    ...[...renames].map(([was, now]): Step => ({
      action: 'rename_table',
      target: now,
      statement: `alter table ${q(was)} rename to ${q(now)}`,
    })),
    ...stepsWithin(
      renamed,
      wanted,
      former.filter((name) => !renames.has(name)),
    ),
    ...renameValues(wanted, renames),
  ]
}

const stepsWithin = (
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
