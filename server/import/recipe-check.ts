import { FormulaError, parseFormula } from '#model/language/formula.ts'
import { suggestionLabel } from '#model/language/nearest.ts'
import { linesResource, type ModelIndex, type Resource } from '#model/language/resources.ts'
import { isDateFormat } from './dates.ts'
import { delimiters, encodings, type Recipe } from '#model/language/import/recipe.ts'
import { ImportRefused, l, type ImportProblem } from './table.ts'

type Data = Readonly<Record<string, unknown>>
type Report = (path: string, zh: string, en: string) => void

const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)

type Shape = Readonly<Record<string, (value: unknown) => boolean>>

const shapes = {
  recipe: {
    name: isText,
    help: isText,
    historical: (value) => typeof value === 'boolean',
    nulls: isTexts,
    sources: isData,
    emit: Array.isArray,
  },
  source: {
    file: isText,
    sheet: isText,
    encoding: (value) => encodings.some((each) => each === value),
    delimiter: (value) => delimiters.some((each) => each === value),
    columns: isData,
    join: isData,
  },
  column: {
    from: isText,
    type: (value) => ['text', 'number', 'date', 'datetime', 'boolean'].some((each) => each === value), // prettier-ignore
    format: (value) =>
      (isText(value) || isTexts(value)) && [value].flat().every((each) => isDateFormat(String(each))), // prettier-ignore
    decimal: (value) => value === '.' || value === ',',
    nulls: isTexts,
  },
  join: { source: isText, on: isData, optional: (value) => typeof value === 'boolean' },
  emission: {
    entity: isText,
    from: isText,
    where: isText,
    distinct: isTexts,
    key: isTexts,
    values: isData,
  },
} as const satisfies Readonly<Record<string, Shape>>

const needed: Readonly<Record<keyof typeof shapes, readonly string[]>> = {
  recipe: ['sources', 'emit'],
  source: [],
  column: [],
  join: ['source', 'on'],
  emission: ['entity', 'from', 'values'],
}

const checkShape = (
  kind: keyof typeof shapes,
  data: unknown,
  path: string,
  report: Report,
): data is Data => {
  const shape: Shape = shapes[kind]
  const names = Object.keys(shape).join(', ')
  if (!isData(data)) {
    report(path, '应为对象', 'must be an object')
    return false
  }
  for (const [name, value] of Object.entries(data)) {
    const fits = shape[name]
    if (!fits)
      report(`${path}.${name}`, `未知成员；可用：${names}`, `is not known; allowed: ${names}`) // prettier-ignore
    else if (!fits(value)) report(`${path}.${name}`, '值无效', 'is not valid')
  }
  for (const name of needed[kind])
    if (data[name] === undefined) report(`${path}.${name}`, '必填', 'is required')
  return true
}

/** Names the members of an object, each with its path. */
const membersOf = (
  value: unknown,
  path: string,
): readonly (readonly [string, unknown, string])[] =>
  isData(value) ? Object.entries(value).map(([name, each]) => [name, each, `${path}.${name}`]) : []

const checkFormula = (text: string, path: string, report: Report): void => {
  try {
    parseFormula(text)
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    report(path, error.label.zh, error.label.en)
  }
}

const checkName = (name: unknown, names: Iterable<string>, path: string, report: Report): void => {
  const known = [...names]
  if (!isText(name) || known.includes(name)) return
  const { zh, en } = suggestionLabel(name, known)
  report(path, `没有“${name}”${zh}`, `there is no "${name}"${en}`)
}

type Place = {
  readonly index: ModelIndex
  readonly sources: readonly string[]
  readonly report: Report
}

const linesAt = (
  index: ModelIndex,
  resource: Resource | undefined,
  field: string,
): Resource | undefined => {
  const definition = resource?.fields[field]
  if (!resource || definition?.type !== 'lines') return undefined
  return index.resources.get(linesResource(resource.entity, field, definition))
}

const checkValues = (
  place: Place,
  values: unknown,
  resource: Resource | undefined,
  path: string,
): void => {
  for (const [field, spec, at] of membersOf(values, path)) {
    if (resource) checkName(field, Object.keys(resource.fields), at, place.report)
    checkSpec(place, spec, at, linesAt(place.index, resource, field))
  }
}

const specKinds = ['column', 'codes', 'lookup', 'list', 'rows'] as const
const specMembers: Readonly<Record<(typeof specKinds)[number], readonly string[]>> = {
  column: ['column'],
  codes: ['codes', 'of', 'else'],
  lookup: ['lookup', 'by', 'else'],
  list: ['list'],
  rows: ['rows', 'on', 'where', 'values'],
}

const checkSpec = (
  place: Place,
  spec: unknown,
  path: string,
  lines: Resource | undefined,
): void => {
  const { report } = place
  if (isText(spec) && spec.startsWith('=')) return checkFormula(spec.slice(1), path, report)
  if (spec === null || ['string', 'number', 'boolean'].includes(typeof spec)) return
  const kind = specKinds.find((each) => isData(spec) && each in spec)
  if (!isData(spec) || !kind)
    return report(path, `应为常量、公式或 ${specKinds.join('、')} 之一`, `must be a constant, a formula, or have one of ${specKinds.join(', ')}`) // prettier-ignore
  for (const name of Object.keys(spec))
    if (!specMembers[kind].includes(name)) report(`${path}.${name}`, '未知成员', 'is not known')
  if (kind === 'codes') checkSpec(place, spec.of, `${path}.of`, undefined)
  if (kind === 'list' && Array.isArray(spec.list))
    for (const [i, item] of spec.list.entries()) checkSpec(place, item, `${path}.list.${i}`, undefined) // prettier-ignore
  if (kind === 'lookup') {
    checkName(spec.lookup, place.index.resources.keys(), `${path}.lookup`, report)
    checkValues(place, spec.by, place.index.resources.get(String(spec.lookup)), `${path}.by`)
  }
  if (kind === 'rows') {
    checkName(spec.rows, [...place.sources, '.'], `${path}.rows`, report)
    if (isText(spec.where)) checkFormula(spec.where, `${path}.where`, report)
    if (!lines) report(path, '该字段不是明细', 'only a field of lines takes rows')
    checkValues(place, spec.values, lines, `${path}.values`)
  }
}

const checkSource = (place: Place, source: unknown, path: string): void => {
  if (!checkShape('source', source, path, place.report)) return
  for (const [, column, at] of membersOf(source.columns, `${path}.columns`))
    checkShape('column', column, at, place.report)
  for (const [, join, at] of membersOf(source.join, `${path}.join`))
    if (checkShape('join', join, at, place.report))
      checkName(join.source, place.sources, `${at}.source`, place.report)
}

const checkEmission = (place: Place, emission: unknown, path: string): void => {
  const { index, report } = place
  if (!checkShape('emission', emission, path, report)) return
  const entities = [...index.resources.values()].filter(({ kind }) => kind === 'entity')
  checkName(emission.entity, entities.map(({ name }) => name), `${path}.entity`, report) // prettier-ignore
  checkName(emission.from, place.sources, `${path}.from`, report)
  if (isText(emission.where)) checkFormula(emission.where, `${path}.where`, report)
  checkValues(
    place,
    emission.values,
    index.resources.get(String(emission.entity)),
    `${path}.values`,
  )
  if (isData(emission.values) && 'id' in emission.values && String(emission.key) !== 'id')
    report(`${path}.values.id`, '标识只能与 "key": ["id"] 一起给出', 'an id is given only with "key": ["id"]') // prettier-ignore
  for (const field of Array.isArray(emission.key) ? emission.key : [])
    if (isData(emission.values) && !(field in emission.values))
      report(`${path}.key`, `“${field}”没有取值`, `"${field}" has no value in this recipe`)
}

/**
 * Checks a recipe against the model.
 *
 * Errors: `ImportRefused` with every problem, each with the path inside the recipe as its column.
 */
export const checkRecipe = (index: ModelIndex, recipe: unknown): Recipe => {
  const problems: ImportProblem[] = []
  const report: Report = (path, zh, en) =>
    problems.push({
      file: null,
      row: null,
      column: path,
      message: l(`导入方案 ${path}：${zh}`, `recipe ${path}: ${en}`),
    })
  if (checkShape('recipe', recipe, 'recipe', report)) {
    const place: Place = {
      index,
      report,
      sources: isData(recipe.sources) ? Object.keys(recipe.sources) : [],
    }
    for (const [, source, at] of membersOf(recipe.sources, 'recipe.sources'))
      checkSource(place, source, at)
    for (const [i, each] of (Array.isArray(recipe.emit) ? recipe.emit : []).entries())
      checkEmission(place, each, `recipe.emit.${i}`)
  }
  if (problems.length > 0) throw new ImportRefused(problems)
  return recipe as unknown as Recipe
}
