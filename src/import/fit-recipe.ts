import type { Recipe } from '#model/language/import/recipe.ts'
import type { InspectedFile } from '#model/language/import/wire.ts'

const folded = (name: string): string => name.toLowerCase().replace(/\.[^.]*$/, '')

/** Columns of a file that a recipe reads by name, anywhere. */
const known = (recipe: Recipe, source: string, file: InspectedFile): number => {
  const text = JSON.stringify([recipe.emit, recipe.sources[source]])
  return file.columns.filter(({ name }) => text.includes(JSON.stringify(name).slice(1, -1))).length
}

/**
 * Names in a kept recipe the files that were chosen: those with the name that it knows, then those with its columns.
 *
 * Shape: a source without a fitting file keeps the name that it waits for.
 */
export const fitRecipe = (recipe: Recipe, files: readonly InspectedFile[]): Recipe => {
  const free = new Set(files)
  const named = Object.entries(recipe.sources).map(([source, each]) => {
    const wanted = folded(each.file ?? source)
    const file = [...free].find(({ name }) => folded(name) === wanted)
    if (file) free.delete(file)
    return [source, each, file] as const
  })
  const sources = named.map(([source, each, file]) => {
    const best = file ?? [...free].toSorted((a, b) => known(recipe, source, b) - known(recipe, source, a))[0] // prettier-ignore
    if (!best) return [source, { ...each, file: each.file ?? source }] as const
    free.delete(best)
    return [source, { ...each, file: best.name }] as const
  })
  return { ...recipe, sources: Object.fromEntries(sources) }
}

/** Names the files that a recipe waits for. */
export const missingFiles = (recipe: Recipe, files: readonly InspectedFile[]): readonly string[] =>
  Object.entries(recipe.sources)
    .map(([source, { file }]) => file ?? source)
    .filter((name) => !files.some((file) => file.name === name))

/** A recipe as it is kept: sheets by the name of their own file, and a single file whatever its name. */
export const keptForm = (recipe: Recipe): Recipe => {
  const entries = Object.entries(recipe.sources)
  const sources = entries.map(([source, { file, ...rest }]) => {
    const [, book = '', ending = ''] = /^(.*)#[^#]*(\.[^.]*)$/.exec(file ?? '') ?? []
    const name = rest.sheet !== undefined && book !== '' ? `${book}${ending}` : file
    return [source, entries.length === 1 || name === undefined ? rest : { file: name, ...rest }]
  })
  return { ...recipe, sources: Object.fromEntries(sources) }
}
