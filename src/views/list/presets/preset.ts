import type { Preset } from '#model/language/definition.ts'
import { isSame } from '../../../data/diff.ts'
import type { Sort } from '../list-view.ts'

type Filter = Readonly<Record<string, unknown>>

/** Writes `null` as an operator: react-admin drops empty values from a filter in the URL. */
export const withoutNulls = (value: unknown): unknown => {
  if (value === null) return { $null: true }
  if (Array.isArray(value)) return value.map((each: unknown) => (each === null ? null : withoutNulls(each)))
  if (typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, key.startsWith('$') && each === null ? null : withoutNulls(each)]))
} // prettier-ignore

/** The filter of a preset as it stands in the URL. */
export const filterOf = (preset: Preset): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(preset.filter).map(([path, value]) => [path, withoutNulls(value)]),
  )

/** Tells whether every condition of a preset is part of the filter in force; one without any is known by its order. */
const isInForce = (preset: Preset, filter: Filter, sort: Sort): boolean => {
  const conditions = Object.entries(filterOf(preset))
  return conditions.length > 0
    ? conditions.every(([path, value]) => isSame(filter[path], value))
    : preset.sort?.[0] === sort.field && preset.sort[1] === sort.order
}

/** Finds the preset that the filter in force shows: the one with most conditions; null = all rows. */
export const presetInForce = (
  presets: readonly (readonly [string, Preset])[],
  filter: Filter,
  sort: Sort,
): string | null => {
  const fitting = presets
    .filter(([, preset]) => isInForce(preset, filter, sort))
    .toSorted(([, a], [, b]) => Object.keys(b.filter).length - Object.keys(a.filter).length)
  return fitting[0]?.[0] ?? null
}
