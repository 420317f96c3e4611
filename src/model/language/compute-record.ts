import { isComputed } from './compute.ts'
import type { Context } from './context.ts'
import { Decimal, toWire } from './decimal.ts'
import type { ModelIndex } from './resources.ts'
import { memoryScope } from './scope.ts'
import type { MemoryOptions, MemoryRow, MemoryTables, RecordScope } from './scope.ts'

const wire = (value: unknown): unknown =>
  Decimal.isDecimal(value) ? toWire(value) : (value ?? null)

const computedOf = (index: ModelIndex, scope: RecordScope): Record<string, unknown> => {
  const fields = Object.entries(index.resources.get(scope.resource)?.fields ?? {})
  return Object.fromEntries(
    fields.filter(([, field]) => isComputed(field)).map(([name]) => [name, wire(scope.get(name))]),
  )
}

/**
 * Gives a record with every computed value, live and stored, and those of the lines inside it.
 *
 * Shape: a new row as on the wire. Used by forms and by backends that compute nothing; the server's word counts.
 */
export const computeRecord = (
  index: ModelIndex,
  tables: MemoryTables,
  resource: string,
  row: MemoryRow,
  ctx: Context,
  options: MemoryOptions = {},
): Record<string, unknown> => {
  const scope = memoryScope(index, tables, resource, row, ctx, options)
  const lines: Record<string, unknown> = {}
  for (const { name, parent } of index.resources.values()) {
    const given = parent?.resource === resource ? row[parent.field] : undefined
    if (!parent || !Array.isArray(given) || tables.has(name)) continue
    const scopes = scope.children(name, parent.key)
    lines[parent.field] = given.map((line, i) => {
      const child = scopes[i]
      return child ? { ...line, ...computedOf(index, child) } : line
    })
  }
  return { ...row, ...computedOf(index, scope), ...lines }
}
