import type { Context } from '#model/language/context.ts'
import { evaluate, parseFormula, pathsOf } from '#model/language/formula.ts'
import { suggestionLabel } from '#model/language/nearest.ts'
import type { Reading } from './fit.ts'
import type { ValueSpec, Values } from '#model/language/import/recipe.ts'
import { partnersOf, type OpenSource, type RowView, type Sources } from './sources.ts'
import { ImportRefused, l } from './table.ts'

/** Where a value stands in its file. */
export type Place = {
  readonly file: string
  readonly row: number
  readonly column: string | null
}

/** A record to be found by its business key. */
export type Lookup = {
  readonly k: 'lookup'
  readonly to: string
  readonly by: readonly (readonly [string, Raw])[]
  readonly isOptional: boolean
}
/** Child rows, each with the row of the file from which it comes. */
export type RawLines = {
  readonly k: 'rows'
  readonly columns: FieldColumns
  readonly rows: readonly { readonly row: RowView; readonly values: RawRecord }[]
}
/** What a recipe gives for a field, before it is fitted to the field. */
export type Raw =
  | { readonly k: 'value'; readonly value: unknown; readonly reading: Reading }
  | { readonly k: 'uncoded'; readonly value: unknown; readonly codes: readonly string[] }
  | { readonly k: 'list'; readonly items: readonly Raw[] }
  | Lookup
  | RawLines
export type RawRecord = Readonly<Record<string, Raw>>
/** The column of the file that fills a field; null for what the recipe gives by itself. */
export type FieldColumns = Readonly<Record<string, string | null>>

type Rows = { readonly row: RowView; readonly parent?: RowView }
type Run = (rows: Rows) => Raw
type Compiled = { readonly run: Run; readonly columns: readonly string[] }

/** What specs are compiled against: the source whose rows are read, and for child rows the outer one. */
export type Scope = {
  readonly source: OpenSource
  readonly parent?: OpenSource
  readonly sources: Sources
  readonly ctx: Context
}

const parentPrefix = 'parent.'

const getOf =
  ({ row, parent }: Rows) =>
  (path: string): unknown =>
    path.startsWith(parentPrefix)
      ? (parent?.get(path.slice(parentPrefix.length)) ?? null)
      : row.get(path)

const checkColumn = ({ source, parent }: Scope, path: string, at: string): void => {
  const isOuter = path.startsWith(parentPrefix)
  const inner = isOuter ? path.slice(parentPrefix.length) : path
  const owner = isOuter ? parent : source
  if (owner?.has(inner)) return
  const { zh, en } = suggestionLabel(path, owner?.table.columns ?? [])
  throw new ImportRefused([
    {
      file: owner?.table.file ?? null, row: null, column: path,
      message: l(`${at}：没有列“${path}”${zh}`, `${at}: there is no column "${path}"${en}`),
    },
  ]) // prettier-ignore
}

const readingOf = ({ source, parent, ctx }: Scope, path: string | undefined): Reading => {
  const isOuter = path?.startsWith(parentPrefix) === true
  const reading = isOuter
    ? parent?.readingOf(path.slice(parentPrefix.length))
    : source.readingOf(path ?? '')
  const isTyped = reading?.type !== undefined
  const { format } = reading ?? {}
  const formats = isTyped || format === undefined ? [] : [format].flat()
  return { formats, decimal: isTyped ? '.' : (reading?.decimal ?? '.'), zone: ctx.zone }
}

/** Compiles a formula over the columns of a scope. */
export const compileFormula = (
  scope: Scope,
  text: string,
  at: string,
): { readonly columns: readonly string[]; readonly run: (rows: Rows) => unknown } => {
  const expr = parseFormula(text)
  const columns = pathsOf(expr)
  for (const column of columns) checkColumn(scope, column, at)
  const [only] = columns
  if (expr.k === 'path' && only !== undefined) return { columns, run: (rows) => getOf(rows)(only) }
  return { columns, run: (rows) => evaluate(expr, getOf(rows), scope.ctx) }
}

const compileSpec = (scope: Scope, spec: ValueSpec, at: string): Compiled => {
  if (typeof spec === 'string' && spec.startsWith('=')) {
    const { columns, run } = compileFormula(scope, spec.slice(1), at)
    const reading = readingOf(scope, columns.length === 1 ? columns[0] : undefined)
    return { columns, run: (rows) => ({ k: 'value', value: run(rows), reading }) }
  }
  if (spec === null || typeof spec !== 'object') {
    const constant: Raw = { k: 'value', value: spec, reading: readingOf(scope, undefined) }
    return { columns: [], run: () => constant }
  }
  if ('column' in spec) {
    checkColumn(scope, spec.column, at)
    const reading = readingOf(scope, spec.column)
    return {
      columns: [spec.column],
      run: ({ row }) => ({ k: 'value', value: row.get(spec.column), reading }),
    }
  }
  if ('codes' in spec) return compileCodes(scope, spec, at)
  if ('lookup' in spec) return compileLookup(scope, spec, at)
  if ('list' in spec) {
    const items = spec.list.map((item) => compileSpec(scope, item, at))
    return {
      columns: items.flatMap(({ columns }) => columns),
      run: (rows) => ({ k: 'list', items: items.map(({ run }) => run(rows)) }),
    }
  }
  return compileRows(scope, spec, at)
}

const compileCodes = (
  scope: Scope,
  spec: Extract<ValueSpec, { codes: unknown }>,
  at: string,
): Compiled => {
  const of = compileSpec(scope, spec.of, at)
  const reading = readingOf(scope, undefined)
  const run: Run = (rows) => {
    const raw = of.run(rows)
    if (raw.k !== 'value' || raw.value === null) return raw
    const code = String(raw.value)
    if (Object.hasOwn(spec.codes, code)) return { k: 'value', value: spec.codes[code], reading }
    if (spec.else !== undefined) return { k: 'value', value: spec.else, reading }
    return { k: 'uncoded', value: raw.value, codes: Object.keys(spec.codes) }
  }
  return { columns: of.columns, run }
}

const compileLookup = (
  scope: Scope,
  spec: Extract<ValueSpec, { lookup: string }>,
  at: string,
): Compiled => {
  const by = Object.entries(spec.by).map(
    ([field, each]) => [field, compileSpec(scope, each, `${at}.by.${field}`)] as const,
  )
  const isOptional = spec.else === null
  return {
    columns: by.flatMap(([, { columns }]) => columns),
    run: (rows) => ({
      k: 'lookup',
      to: spec.lookup,
      by: by.map(([field, { run }]) => [field, run(rows)] as const),
      isOptional,
    }),
  }
}

const compileRows = (
  scope: Scope,
  spec: Extract<ValueSpec, { rows: string }>,
  at: string,
): Compiled => {
  const source = spec.rows === '.' ? scope.source : scope.sources.get(spec.rows)
  if (!source) throw new Error(`no source ${spec.rows}`)
  const inner: Scope = { ...scope, source, parent: scope.source }
  const where =
    spec.where === undefined ? undefined : compileFormula(inner, spec.where, `${at}.where`)
  for (const column of Object.keys(spec.on ?? {})) checkColumn(inner, column, `${at}.on`)
  for (const column of Object.values(spec.on ?? {})) checkColumn(scope, column, `${at}.on`)
  const record = compileRecord(inner, spec.values, `${at}.values`)
  const { on } = spec
  const run: Run = ({ row }) => {
    const found = on ? partnersOf(source, on, row) : [row]
    const kept = found.filter((each) => !where || where.run({ row: each, parent: row }) === true)
    return {
      k: 'rows',
      columns: record.columns,
      rows: kept.map((each) => ({ row: each, values: record.read({ row: each, parent: row }) })),
    }
  }
  return { columns: Object.values(on ?? {}), run }
}

/** Reads the values of a record from a row, and knows the columns that they come from. */
export type CompiledRecord = {
  readonly columns: FieldColumns
  readonly read: (rows: Rows) => RawRecord
}

/** Compiles what a recipe gives for the fields of a record. Errors: `ImportRefused` for a column that does not exist. */
export const compileRecord = (scope: Scope, values: Values, at: string): CompiledRecord => {
  const columns: Record<string, string | null> = {}
  const runs: (readonly [field: string, run: Run])[] = []
  for (const [field, spec] of Object.entries(values)) {
    const { run, columns: used } = compileSpec(scope, spec, `${at}.${field}`)
    columns[field] = used[0] === undefined ? null : scope.source.nameOf(used[0])
    runs.push([field, run])
  }
  return {
    columns,
    read: (rows) => Object.fromEntries(runs.map(([field, run]) => [field, run(rows)])),
  }
}
