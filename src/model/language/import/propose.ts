import { mayCreate } from '../access.ts'
import type { Field } from '../definition.ts'
import type { ModelIndex, Resource } from '../resources.ts'
import { dropMember, dropSource, fillField, linesIn, setFormat, withEmission, type Codes, type Place, type Use } from './edit.ts' // prettier-ignore
import { businessKeys, importFields, importLines, type ImportMode } from './fields.ts'
import { fileLikeness, matchColumns, type Target } from './match.ts'
import type { Recipe } from './recipe.ts'
import type { ColumnFacts, InspectedFile } from './wire.ts'

/** What a file is for: records of an entity, child rows of records that another file makes, or nothing. */
export type Role =
  | { readonly entity: string }
  | { readonly linesOf: string; readonly field: string; readonly on: string }
  | null

const emptyRecipe: Recipe = { sources: {}, emit: [] }

/** Name of a file without its ending, for the sources of a recipe. */
const stemOf = (file: string): string => file.replace(/\.[^.]*$/, '')

const foldedOption = (field: Field, text: string): string | undefined => {
  if (field.type !== 'enum') return undefined
  const wanted = text.trim().toLowerCase()
  return Object.entries(field.options).find(([key, { zh, en }]) => [key, zh.toLowerCase(), en.toLowerCase()].includes(wanted))?.[0] // prettier-ignore
}

/** Says what the texts of a column stand for, as far as they name choices; null when all of them do. */
export const codesFor = (field: Field, facts: ColumnFacts | undefined): Codes | null => {
  const texts = field.type === 'enum' && field.many !== true ? (facts?.distinct ?? []) : []
  if (texts.every((text) => foldedOption(field, text) !== undefined)) return null
  return Object.fromEntries(
    texts.flatMap((text) => {
      const option = foldedOption(field, text)
      return option === undefined ? [] : [[text, option]]
    }),
  )
}

/** Shares of one are written 0.15: no number above one, and one that is not whole. */
const looksLikeShares = ({ bounds, samples }: ColumnFacts): boolean =>
  bounds !== null && bounds[0] >= 0 && bounds[1] <= 1 && samples.some((text) => /[.,]\d/.test(text))

/** How a column fills a field, with what its cells make likely. */
export const likelyUse = (field: Field, facts: ColumnFacts, by?: string): Use => {
  const codes = codesFor(field, facts)
  return {
    column: facts.name,
    ...(by !== undefined && { by }),
    // Without a single text that names a choice, the field itself says what is allowed.
    ...(codes && Object.keys(codes).length > 0 && { codes }),
    ...(field.type === 'percent' && looksLikeShares(facts) && { isFraction: true }),
  }
}

/** Lets a column fill a target, dates in the format in which they are written. */
export const fillTarget = (recipe: Recipe, place: Place, source: string, resource: Resource, facts: ColumnFacts, target: Target): Recipe => {
  const field = resource.fields[target.field]
  if (!field) return recipe
  const filled = fillField(recipe, place, target.field, field, likelyUse(field, facts, target.by))
  const isDate = field.type === 'date' || field.type === 'datetime'
  return isDate && facts.formats[0] !== undefined ? setFormat(filled, source, facts.name, facts.formats[0]) : filled
} // prettier-ignore

const fillMatches = (index: ModelIndex, recipe: Recipe, place: Place, source: string, resource: Resource, file: InspectedFile, mode: ImportMode): Recipe => {
  const { targets } = matchColumns(index, resource, file.columns, mode)
  return file.columns.reduce((filled, facts) => {
    const target = targets.get(facts.name)
    return target ? fillTarget(filled, place, source, resource, facts, target) : filled
  }, recipe)
} // prettier-ignore

/** Fields by which records of an import may be found and changed: numbers, codes and unique texts that are filled. */
export const keyChoices = (index: ModelIndex, recipe: Recipe, at: number): readonly string[] => {
  const emission = recipe.emit[at]
  const resource = index.resources.get(emission?.entity ?? '')
  return resource && emission ? businessKeys(resource).filter((field) => field in emission.values) : []
} // prettier-ignore

const isUnique = (field: Field | undefined): boolean =>
  field?.type === 'serial' || (field?.type === 'text' && field.unique === true)

const withSources = (recipe: Recipe, file: InspectedFile): Recipe => ({
  ...recipe,
  sources: { ...recipe.sources, [stemOf(file.name)]: { file: file.name, ...readAs(file) } },
  nulls: [...new Set([...(recipe.nulls ?? []), ...file.nulls])],
})

const readAs = ({ kind, read, sheets }: InspectedFile) =>
  kind === 'workbook' && sheets.length > 1 && read.sheet !== undefined ? { sheet: read.sheet } : {}

const addEntity = (index: ModelIndex, recipe: Recipe, file: InspectedFile, entity: string, mode: ImportMode): Recipe => {
  const resource = index.resources.get(entity)
  const source = stemOf(file.name)
  if (!resource) return recipe
  const emission = recipe.emit.length
  const added: Recipe = { ...withSources(recipe, file), emit: [...recipe.emit, { entity, from: source, values: {} }] }
  const filled = fillMatches(index, added, { emission }, source, resource, file, mode)
  const key = keyChoices(index, filled, emission).find((field) => isUnique(resource.fields[field]))
  return key === undefined ? filled : withEmission(filled, emission, (each) => ({ ...each, key: [key] }))
} // prettier-ignore

const addLines = (index: ModelIndex, recipe: Recipe, file: InspectedFile, { linesOf, field, on }: Extract<Role, { linesOf: string }>, mode: ImportMode): Recipe => {
  const emission = recipe.emit.findIndex(({ entity }) => entity === linesOf)
  const parent = index.resources.get(linesOf)
  const lines = parent && importLines(index, parent).find(({ name }) => name === field)
  if (!lines || emission < 0) return recipe
  const source = stemOf(file.name)
  const added = withEmission(withSources(recipe, file), emission, (each) => ({
    ...each,
    values: { ...each.values, [field]: { rows: source, on: { [on]: on }, values: {} } },
  }))
  return fillMatches(index, added, { emission, lines: field }, source, lines.resource, file, mode)
} // prettier-ignore

/** Makes of the rows of one file both records and their child rows: rows with the same value of a column belong together. */
export const groupRows = (index: ModelIndex, recipe: Recipe, at: number, field: string, column: string, file: InspectedFile, mode: ImportMode): Recipe => {
  const emission = recipe.emit[at]
  const resource = index.resources.get(emission?.entity ?? '')
  const lines = resource && importLines(index, resource).find(({ name }) => name === field)
  if (!emission || !lines) return recipe
  const grouped = withEmission(recipe, at, (each) => ({
    ...each,
    distinct: [column],
    values: { ...each.values, [field]: { rows: each.from, on: { [column]: column }, values: {} } },
  }))
  return fillMatches(index, grouped, { emission: at, lines: field }, emission.from, lines.resource, file, mode)
} // prettier-ignore

/** Makes one record of each row again. */
export const ungroupRows = (recipe: Recipe, at: number): Recipe =>
  withEmission(recipe, at, (each) => {
    const emission = dropMember(each, 'distinct')
    const own = linesIn(emission).filter(([, { rows }]) => rows === emission.from || rows === '.').map(([name]) => name)
    return { ...emission, values: Object.fromEntries(Object.entries(emission.values).filter(([name]) => !own.includes(name))) }
  }) // prettier-ignore

/** Gives a file another role; what it was before goes. */
export const assignRole = (index: ModelIndex, recipe: Recipe, file: InspectedFile, role: Role, mode: ImportMode): Recipe => {
  const before = dropSource(recipe, sourceOf(recipe, file.name) ?? stemOf(file.name))
  if (role === null) return before
  return 'entity' in role
    ? addEntity(index, before, file, role.entity, mode)
    : addLines(index, before, file, role, mode)
} // prettier-ignore

/** Names the source that a file is read as. */
export const sourceOf = (recipe: Recipe, file: string): string | undefined =>
  Object.keys(recipe.sources).find((name) => recipe.sources[name]?.file === file)

/** Tells what a recipe makes of a file. */
export const roleOf = (recipe: Recipe, file: string): Role => {
  const source = sourceOf(recipe, file)
  const own = recipe.emit.find(({ from }) => from === source)
  if (source === undefined) return null
  if (own) return { entity: own.entity }
  for (const emission of recipe.emit)
    for (const [field, { rows, on }] of linesIn(emission))
      if (rows === source) return { linesOf: emission.entity, field, on: Object.keys(on ?? {})[0] ?? '' }
  return null
} // prettier-ignore

/** Columns that two files share, those first that fill a business key of the first. */
const sharedColumns = (parent: InspectedFile, child: InspectedFile): readonly string[] =>
  child.columns
    .map(({ name }) => name)
    .filter((name) => parent.columns.some((each) => each.name === name))

type Guess = { readonly role: Role; readonly score: number }

const guessEntity = (index: ModelIndex, file: InspectedFile, mode: ImportMode): Guess => {
  const guesses = [...index.resources.values()]
    .filter(({ kind, name }) => kind === 'entity' && (mode.historical || mayCreate(index, name, mode.viewer)))
    .map((resource) => {
      const { score } = matchColumns(index, resource, file.columns, mode)
      return { role: { entity: resource.name }, score: score + 4 * fileLikeness(file.name, resource) }
    })
  return guesses.toSorted((a, b) => b.score - a.score)[0] ?? { role: null, score: 0 }
} // prettier-ignore

const guessLines = (index: ModelIndex, recipe: Recipe, files: readonly InspectedFile[], file: InspectedFile, mode: ImportMode): Guess => {
  const guesses = recipe.emit.flatMap(({ entity, from }) => {
    const resource = index.resources.get(entity)
    const parent = files.find(({ name }) => sourceOf(recipe, name) === from)
    const on = parent && sharedColumns(parent, file)[0]
    return !resource || on === undefined
      ? []
      : importLines(index, resource).map((lines) => {
          const { score } = matchColumns(index, lines.resource, file.columns, mode)
          return { role: { linesOf: entity, field: lines.name, on }, score: score + 2 }
        })
  })
  return guesses.toSorted((a, b) => b.score - a.score)[0] ?? { role: null, score: 0 }
} // prettier-ignore

/** Least score at which a file is taken to be for something: three columns fit, or the name does. */
const likely = 2.5

/**
 * Proposes what to make of files: what each is for, what its columns fill, by which field existing records are found.
 *
 * `entity` is what the person set out to import, for the file that fits it best.
 */
export const proposeRecipe = (index: ModelIndex, files: readonly InspectedFile[], mode: ImportMode, entity?: string): Recipe => {
  const wanted = entity === undefined ? undefined : index.resources.get(entity)
  const fits = (file: InspectedFile) =>
    wanted ? matchColumns(index, wanted, file.columns, mode).score + 4 * fileLikeness(file.name, wanted) : 0
  const first = wanted ? files.toSorted((a, b) => fits(b) - fits(a))[0] : undefined
  let recipe = first && entity !== undefined ? addEntity(index, emptyRecipe, first, entity, mode) : emptyRecipe
  const rest = files.filter((file) => file !== first).map((file) => ({ file, guess: guessEntity(index, file, mode) }))
  const named = (file: InspectedFile, { role }: Guess): boolean => {
    const resource = role && 'entity' in role ? index.resources.get(role.entity) : undefined
    return resource !== undefined && fileLikeness(file.name, resource) >= 0.6
  }
  for (const { file, guess } of rest.toSorted((a, b) => Number(named(b.file, b.guess)) - Number(named(a.file, a.guess)))) {
    const lines = guessLines(index, recipe, files, file, mode)
    const best = !named(file, guess) && lines.score >= guess.score ? lines : guess
    if (best.score >= likely) recipe = assignRole(index, recipe, file, best.role, mode)
  }
  return historicalIn(recipe, mode)
} // prettier-ignore

const historicalIn = (recipe: Recipe, { historical }: ImportMode): Recipe =>
  historical ? { ...recipe, historical: true } : recipe

/** Fields that every new record needs and that nothing fills yet. */
export const stillRequired = (index: ModelIndex, resource: Resource, values: Readonly<Record<string, unknown>>, mode: ImportMode): readonly string[] =>
  importFields(index, resource, mode)
    .filter(({ name, isRequired }) => isRequired && !(name in values))
    .map(({ name }) => name) // prettier-ignore
