import type { Row } from '#model/language/wire.ts'

/** A row of a tree with those below it. */
export type Branch = { readonly row: Row; readonly below: readonly Branch[] }

/**
 * Puts rows into the tree that one of their references makes.
 *
 * Shape: every row once, in the given order; one whose parent is not among the rows, or that is above
 * itself, stands at the top.
 */
export const branchesOf = (rows: readonly Row[], parent: string): readonly Branch[] => {
  const known = new Set(rows.map(({ id }) => id))
  const placed = new Set<string>()
  const branch = (row: Row): Branch => {
    placed.add(row.id)
    const children = rows.filter((each) => each[parent] === row.id && !placed.has(each.id))
    return { row, below: children.map(branch) }
  }
  const isTop = (row: Row): boolean => typeof row[parent] !== 'string' || !known.has(row[parent])
  const tops = rows.filter(isTop).map(branch)
  const loops = rows.flatMap((row) => (placed.has(row.id) ? [] : [branch(row)]))
  return [...tops, ...loops]
}
