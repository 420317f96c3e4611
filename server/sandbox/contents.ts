import type { ModelIndex } from '#model/language/resources.ts'
import { sha256 } from '../auth/secrets.ts'
import type { Table } from '../sql/tables.ts'
import { tablesOf } from '../sql/tables.ts'

/** What belongs to the database and not to the sandbox: the model, the calendar, and who is signed in just now. */
const left = new Set(['_model', '_calendar', '_sessions', '_throttles'])

/** Tables of a sandbox, those that are pointed to before those that point; what points in a circle keeps its place. */
export const sandboxTables = (index: ModelIndex): readonly Table[] => {
  const tables = tablesOf(index).filter(({ name }) => !left.has(name))
  const byName = new Map(tables.map((table) => [table.name, table]))
  const placed = new Set<string>()
  const order: Table[] = []
  const place = (table: Table): void => {
    if (placed.has(table.name)) return
    placed.add(table.name)
    for (const { references } of table.columns) {
      const first = references === undefined ? undefined : byName.get(references)
      if (first) place(first)
    }
    order.push(table)
  }
  tables.forEach(place)
  return order
}

/** Tells one version of the model from another. */
export const modelDigest = (index: ModelIndex): Promise<string> =>
  sha256(JSON.stringify(index.model))
