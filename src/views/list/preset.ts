import type { Predicate, Preset } from '#model/language/definition.ts'
import { isSame } from '../../data/diff.ts'

type Filter = Readonly<Record<string, unknown>>

/** Tells whether every condition of a preset is part of the filter in force. */
const isWithin = (preset: Predicate, filter: Filter): boolean =>
  Object.entries(preset).every(([path, value]) => isSame(filter[path], value))

/** Finds the preset that the filter in force shows: the one with most conditions; null = all rows. */
export const presetInForce = (
  presets: readonly (readonly [string, Preset])[],
  filter: Filter,
): string | null => {
  const fitting = presets
    .filter(([, preset]) => isWithin(preset.filter, filter))
    .toSorted(([, a], [, b]) => Object.keys(b.filter).length - Object.keys(a.filter).length)
  return fitting[0]?.[0] ?? null
}
