import type { Field } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { dayIn, instantIn } from '#model/language/time.ts'
import { isDay, isInstant } from '#model/language/day.ts'
import { fromColumn } from '../../sql/columns.ts'

/** Brings what a formula or snapshot gave into the form that a field keeps: a day is the start of the local day. */
export const fitted = (field: Field | undefined, value: unknown, zone: string): unknown => {
  if (value === null || value === undefined || !field) return value ?? null
  if (field.type === 'datetime' && isDay(value)) return instantIn(value, zone)
  if (field.type === 'date' && isInstant(value)) return dayIn(value, zone)
  return fromColumn(field, value)
}

/** Fits every value of a record to its field. */
export const fittedValues = (
  resource: Resource,
  values: Readonly<Record<string, unknown>>,
  zone: string,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      fitted(resource.fields[name], value, zone),
    ]),
  )
