import { parseFormula, pathsOf } from '#model/language/formula.ts'
import type { Emission, Recipe, Source, ValueSpec } from '#model/language/import/recipe.ts'
import type { InspectedFile } from '#model/language/import/wire.ts'

/** Columns that a value is made of, as the recipe calls them. */
const columnsOf = (spec: ValueSpec): readonly string[] => {
  if (typeof spec === 'string' && spec.startsWith('=')) return pathsOf(parseFormula(spec.slice(1)))
  if (typeof spec !== 'object' || spec === null) return []
  if ('column' in spec) return [spec.column]
  if ('codes' in spec) return columnsOf(spec.of)
  if ('list' in spec) return spec.list.flatMap(columnsOf)
  return Object.values('lookup' in spec ? spec.by : spec.values).flatMap(columnsOf)
}

/** Whether a file still has what a value is made of. */
const fits = (spec: ValueSpec, source: Source, file: InspectedFile): boolean =>
  columnsOf(spec).every((name) => {
    const inFile = source.columns?.[name]?.from ?? name
    return file.columns.some((column) => column.name === inFile)
  })

/** What was chosen before for the same records, as far as it fits; the proposal fills the rest. */
const kept = (before: Emission, source: Source, proposed: Emission, file: InspectedFile): Emission => {
  const entries = Object.entries(before.values)
  const fitting = entries.filter(([, spec]) => fits(spec, source, file))
  // Nothing was lost: what was left empty stays empty too.
  if (fitting.length === entries.length) return { ...before, from: proposed.from }
  const values = { ...proposed.values, ...Object.fromEntries(fitting) }
  const key = before.key?.every((field) => field in values) ? before.key : proposed.key
  return { ...proposed, values, ...(key && { key }) }
} // prettier-ignore

/** Keeps the mapping that a person has chosen where the columns of a file, read anew, still match. */
export const keepMapping = (
  before: Recipe,
  proposed: Recipe,
  files: readonly InspectedFile[],
): Recipe => {
  let sources = proposed.sources
  const emit = proposed.emit.map((emission) => {
    const own = sources[emission.from]
    const file = files.find(({ name }) => name === own?.file)
    const old = before.emit.find(
      ({ entity, from }) => entity === emission.entity && before.sources[from]?.file === own?.file,
    )
    const source = before.sources[old?.from ?? '']
    if (!file || !old || !source) return emission
    // How columns are read is part of what was chosen; sheet, delimiter and encoding are as they are now.
    const columns = { ...own?.columns, ...source.columns }
    sources = { ...sources, [emission.from]: { ...own, ...(Object.keys(columns).length > 0 && { columns }) } } // prettier-ignore
    return kept(old, source, emission, file)
  })
  return { ...proposed, sources, emit }
}
