import type { Field } from '../definition.ts'
import { linesResource, type ModelIndex, type Resource } from '../resources.ts'
import type { Emission, Recipe, Source, Values, ValueSpec } from './recipe.ts'

/** A set of values in a recipe: of the records that an emission makes, or of their child rows. */
export type Place = { readonly emission: number; readonly lines?: string }

type Code = string | number | boolean | null
export type Codes = Readonly<Record<string, Code>>

/** How one column fills a field, where the recipe says it simply enough to be shown beside the column. */
export type Use = {
  readonly column: string
  /** For a reference: the field by which the other record is known. */
  readonly by?: string
  /** The column holds 0.15 where the field has 15 percent. */
  readonly isFraction?: boolean
  /** What each text of the column stands for. */
  readonly codes?: Codes
}

type Rows = Extract<ValueSpec, { readonly rows: string }>

const isRows = (spec: ValueSpec | undefined): spec is Rows =>
  typeof spec === 'object' && spec !== null && 'rows' in spec

/** The child rows that an emission makes of a source, by field. */
export const linesIn = ({ values }: Emission): readonly (readonly [string, Rows])[] =>
  Object.entries(values).flatMap(([field, spec]) => (isRows(spec) ? [[field, spec] as const] : []))

/** Lists the sets of values that a recipe fills. */
export const placesOf = (recipe: Recipe): readonly Place[] =>
  recipe.emit.flatMap((emission, i) => [
    { emission: i },
    ...linesIn(emission).map(([lines]) => ({ emission: i, lines })),
  ])

const rowsAt = (recipe: Recipe, { emission, lines }: Place): Rows | null => {
  const spec = lines === undefined ? undefined : recipe.emit[emission]?.values[lines]
  return isRows(spec) ? spec : null
}

/** Reads the values of a place. */
export const valuesAt = (recipe: Recipe, place: Place): Values =>
  (place.lines === undefined ? recipe.emit[place.emission] : rowsAt(recipe, place))?.values ?? {}

/** Names the source whose rows fill a place. */
export const sourceAt = (recipe: Recipe, place: Place): string => {
  const from = recipe.emit[place.emission]?.from ?? ''
  const rows = rowsAt(recipe, place)?.rows ?? from
  return rows === '.' ? from : rows
}

/** Finds the resource that a place makes rows of. */
export const resourceAt = (index: ModelIndex, recipe: Recipe, { emission, lines }: Place): Resource | undefined => {
  const resource = index.resources.get(recipe.emit[emission]?.entity ?? '')
  if (!resource || lines === undefined) return resource
  const field = resource.fields[lines]
  return field?.type === 'lines' ? index.resources.get(linesResource(resource.entity, lines, field)) : undefined
} // prettier-ignore

/** Changes one emission. */
export const withEmission = (recipe: Recipe, at: number, change: (emission: Emission) => Emission): Recipe => ({
  ...recipe,
  emit: recipe.emit.map((each, i) => (i === at ? change(each) : each)),
}) // prettier-ignore

/** Replaces the values of a place. */
export const withValues = (recipe: Recipe, place: Place, values: Values): Recipe =>
  withEmission(recipe, place.emission, (emission) => {
    const { lines } = place
    const rows = rowsAt(recipe, place)
    if (lines === undefined) return { ...emission, values }
    return rows ? { ...emission, values: { ...emission.values, [lines]: { ...rows, values } } } : emission
  }) // prettier-ignore

/** Changes how a source is read; members that are undefined go. */
export const withSource = (recipe: Recipe, name: string, change: Readonly<Record<keyof Source, unknown>> | Partial<Source>): Recipe => {
  const merged = { ...recipe.sources[name], ...change }
  const kept = Object.fromEntries(Object.entries(merged).filter(([, each]) => each !== undefined))
  return { ...recipe, sources: { ...recipe.sources, [name]: kept } }
} // prettier-ignore

const columnOf = (source: Source, path: string): string => source.columns?.[path]?.from ?? path

const plainColumn = (source: Source, spec: ValueSpec): string | null => {
  if (typeof spec === 'object' && spec !== null && 'column' in spec) return columnOf(source, spec.column) // prettier-ignore
  const path = typeof spec === 'string' ? /^=\s*([A-Za-z_]\w*)\s*$/.exec(spec)?.[1] : undefined
  return path === undefined ? null : columnOf(source, path)
}

/** Reads how a column fills a field; null for constants and for what takes more than one column. */
export const useOf = (source: Source, spec: ValueSpec): Use | null => {
  const plain = plainColumn(source, spec)
  if (plain !== null) return { column: plain }
  if (typeof spec === 'string') {
    const [, path] = /^=\s*([A-Za-z_]\w*)\s*\*\s*100\s*$/.exec(spec) ?? []
    return path === undefined ? null : { column: columnOf(source, path), isFraction: true }
  }
  if (typeof spec !== 'object' || spec === null) return null
  if ('codes' in spec && spec.else === undefined) {
    const of = useOf(source, spec.of)
    return of && { ...of, codes: spec.codes }
  }
  if ('lookup' in spec) {
    const [pair, ...more] = Object.entries(spec.by)
    const of = pair && more.length === 0 ? plainColumn(source, pair[1]) : null
    return pair && of !== null ? { column: of, by: pair[0] } : null
  }
  return 'list' in spec && spec.list.length === 1 && spec.list[0] !== undefined ? useOf(source, spec.list[0]) : null // prettier-ignore
}

const isConstantText = (spec: ValueSpec): spec is string | number | boolean | null =>
  spec === null ||
  typeof spec === 'number' ||
  typeof spec === 'boolean' ||
  (typeof spec === 'string' && !spec.startsWith('='))

/** Reads a constant; for a reference the key of the record that is looked up. Null when the spec is none. */
export const constantOf = (spec: ValueSpec): { readonly text: string; readonly by?: string } | null => {
  if (isConstantText(spec)) return { text: spec === null ? '' : String(spec) }
  if (typeof spec !== 'object' || spec === null || !('lookup' in spec)) return null
  const [pair, ...more] = Object.entries(spec.by)
  return pair && more.length === 0 && isConstantText(pair[1]) ? { text: String(pair[1] ?? ''), by: pair[0] } : null
} // prettier-ignore

const word = /^[A-Za-z_]\w*$/
const taken = new Set(['and', 'or', 'not', 'true', 'false', 'null', 'parent'])

/** Gives a column a name that a formula can say, and reads it as a number. */
const numberColumn = (source: Source, column: string): readonly [string, Source] => {
  const known = Object.keys(source.columns ?? {})
  const name =
    word.test(column) && !taken.has(column)
      ? column
      : (known.find((each) => columnOf(source, each) === column) ?? `column_${known.length + 1}`)
  const reading = { ...source.columns?.[name], type: 'number' as const, ...(name !== column && { from: column }) } // prettier-ignore
  return [name, { ...source, columns: { ...source.columns, [name]: reading } }]
}

const lookupOf = (field: Field, by: string, spec: ValueSpec): ValueSpec | null =>
  field.type === 'reference' || field.type === 'references'
    ? { lookup: field.to, by: { [by]: spec } }
    : null

const specOf = (field: Field, use: Use, path: string): ValueSpec => {
  if (use.isFraction === true) return `=${path} * 100`
  const plain: ValueSpec = { column: path }
  if (use.codes) return { codes: use.codes, of: plain }
  const lookup = use.by === undefined ? null : lookupOf(field, use.by, plain)
  if (!lookup) return plain
  return field.type === 'references' ? { list: [lookup] } : lookup
}

const without = (values: Values, field: string): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name !== field))

/** Takes a member away. */
export const dropMember = <T extends object, K extends keyof T>(from: T, name: K): Omit<T, K> => {
  const { [name]: _, ...rest } = from
  return rest
}

/** Leaves a field unfilled; a key that needs it goes too. */
export const clearField = (recipe: Recipe, place: Place, field: string): Recipe => {
  const cleared = withValues(recipe, place, without(valuesAt(recipe, place), field))
  return place.lines === undefined && cleared.emit[place.emission]?.key?.includes(field)
    ? withEmission(cleared, place.emission, (each) => dropMember(each, 'key'))
    : cleared
}

/** Lets a column fill a field. */
export const fillField = (recipe: Recipe, place: Place, name: string, field: Field, use: Use): Recipe => {
  const at = sourceAt(recipe, place)
  const source = recipe.sources[at] ?? {}
  const [path, read] = use.isFraction === true ? numberColumn(source, use.column) : [use.column, source]
  const spec = specOf(field, use, path)
  const filled = { ...recipe, sources: { ...recipe.sources, [at]: read } }
  return withValues(filled, place, { ...valuesAt(filled, place), [name]: spec })
} // prettier-ignore

/** Gives every record the same value; for a reference the key of the record, by the field `by`. */
export const setConstant = (recipe: Recipe, place: Place, name: string, field: Field, text: string, by?: string): Recipe => {
  const lookup = by === undefined ? null : lookupOf(field, by, text)
  const spec = lookup && field.type === 'references' ? { list: [lookup] } : (lookup ?? text)
  return withValues(recipe, place, { ...valuesAt(recipe, place), [name]: spec })
} // prettier-ignore

/** Says in which format the dates of a column are written; undefined when the year comes first. */
export const setFormat = (recipe: Recipe, source: string, column: string, format: string | undefined): Recipe => {
  const { [column]: known, ...others } = recipe.sources[source]?.columns ?? {}
  const { format: _, ...rest } = known ?? {}
  const reading = format === undefined ? rest : { ...rest, format }
  const columns = Object.keys(reading).length === 0 ? others : { ...others, [column]: reading }
  return withSource(recipe, source, { columns: Object.keys(columns).length === 0 ? undefined : columns })
} // prettier-ignore

/** Takes a source out of a recipe, with everything that is made of it. */
export const dropSource = (recipe: Recipe, name: string): Recipe => {
  const { [name]: _, ...sources } = recipe.sources
  const emit = recipe.emit
    .filter(({ from }) => from !== name)
    .map((emission) => ({
      ...emission,
      values: Object.fromEntries(Object.entries(emission.values).filter(([, spec]) => !(isRows(spec) && spec.rows === name))),
    }))
  return { ...recipe, sources, emit }
} // prettier-ignore
