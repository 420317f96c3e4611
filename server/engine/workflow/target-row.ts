import type { Resource } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import type { Bindings } from '../compile.ts'
import { diffOf, recordChange } from '../record/history.ts'
import { lockedRow } from '../record/locks.ts'
import { resourceOf, type Work } from '../work.ts'
import { fittedValues } from '../write/fit.ts'
import { updateLine, updateRow } from '../write/store.ts'
import type { Origin, Target } from '../write/values.ts'

/** A row that an effect writes to, with the record it starts from; `each.x` in its formulas is a field of the row. */
export type TargetRow = {
  readonly resource: Resource
  readonly row: Row
  readonly origin: Origin
}

/** Locks a target of an effect and binds it; undefined when it is gone. */
export const boundTarget = async (
  work: Work,
  origin: Origin,
  target: Target,
): Promise<TargetRow | undefined> => {
  const resource = resourceOf(work.engine, target.resource)
  const row = await lockedRow(work, resource, target.id)
  if (!row) return undefined
  const bindings: Bindings = (path) => {
    if (!path.startsWith('each.')) return origin.bindings?.(path)
    const name = path.slice('each.'.length)
    const field = resource.fields[name]
    return { value: row[name] ?? null, ...(field && { field }) }
  }
  return { resource, row, origin: { ...origin, bindings } }
}

/** Writes values to a target of an effect, with its history; what is equal already is left alone. */
export const writeTarget = async (
  work: Work,
  { resource, row }: TargetRow,
  given: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const values = fittedValues(resource, given, work.ctx.zone)
  const diff = diffOf(row, { ...row, ...values }, Object.keys(values))
  const changed = Object.fromEntries(Object.keys(diff).map((name) => [name, values[name]]))
  if (Object.keys(changed).length === 0) return
  if (resource.kind === 'lines') return updateLine(work, resource, row, changed)
  const version = await updateRow(work, resource, row, changed)
  const entry = { resource: resource.name, id: row.id }
  recordChange(work, { ...entry, version, action: 'update', diff })
}
