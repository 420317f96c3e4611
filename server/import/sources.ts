import type { Cell, Correction } from '#model/language/import/wire.ts'
import { suggestionLabel } from '#model/language/nearest.ts'
import { instantOf, parseMoment } from './dates.ts'
import { readCsv } from './csv.ts'
import { readNumber } from './fit.ts'
import type { ColumnReading, Recipe, Source } from '#model/language/import/recipe.ts'
import {
  ImportRefused, l, type ImportFile, type ImportProblem, type SheetRow, type Table,
} from './table.ts' // prettier-ignore
import { isWorkbook, readXlsx } from './xlsx.ts'

/** A row of a source with its columns read as the recipe says. */
export type RowView = {
  readonly file: string
  readonly number: number
  get(path: string): unknown
}

/** Rows of a source by the values of some columns. */
export type RowIndex = ReadonlyMap<string, readonly RowView[]>

export type OpenSource = {
  readonly table: Table
  readonly rows: readonly RowView[]
  /** Whether a path names a column, of its own or of a joined source. */
  has(path: string): boolean
  readingOf(path: string): ColumnReading | undefined
  /** Name of a column in the file, when the recipe calls it something else. */
  nameOf(path: string): string
  by(columns: readonly string[]): RowIndex
}

type Report = (problem: ImportProblem) => void
export type Sources = ReadonlyMap<string, OpenSource>

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

const fileFor = (name: string, { file }: Source, recipe: Recipe, files: readonly ImportFile[]) => {
  const [only] = files
  if (file === undefined && files.length === 1 && Object.keys(recipe.sources).length === 1)
    return only
  const wanted = (file ?? name).toLowerCase()
  const stem = (each: ImportFile) =>
    nameOf(each.name)
      .toLowerCase()
      .replace(/\.[^.]*$/, '')
  const found =
    files.find((each) => nameOf(each.name).toLowerCase() === wanted) ??
    (file === undefined ? files.find((each) => stem(each) === wanted) : undefined)
  if (!found && only && files.length === 1 && Object.keys(recipe.sources).length === 1) return only
  return found
}

/** Reads the file of every source. Errors: `ImportRefused` with all that is wrong with files, and what is missing. */
export const readSources = async (
  recipe: Recipe,
  files: readonly ImportFile[],
  corrections: readonly Correction[] = [],
): Promise<ReadonlyMap<string, Table>> => {
  const tables = new Map<string, Table>()
  const problems: ImportProblem[] = []
  for (const [name, source] of Object.entries(recipe.sources)) {
    const found = fileFor(name, source, recipe, files)
    if (!found) {
      const wanted = source.file ?? name
      problems.push({ file: wanted, row: null, column: null, message: l(`缺少文件“${wanted}”`, `the file "${wanted}" is missing`) }) // prettier-ignore
      continue
    }
    try {
      tables.set(name, corrected(await readTable(found, source), corrections))
    } catch (error) {
      if (!(error instanceof ImportRefused)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new ImportRefused(problems)
  return tables
}

/** A table with what was put right in it while it was imported. */
const corrected = (table: Table, corrections: readonly Correction[]): Table => {
  const own = Map.groupBy(
    corrections.filter(({ file }) => file === table.file),
    ({ row }) => row,
  )
  if (own.size === 0) return table
  const unread = table.unread?.filter(
    ({ row, column }) => !isPutRight(own.get(row ?? 0) ?? [], column),
  )
  const rows = table.rows.flatMap((row) => {
    const changes = own.get(row.number) ?? []
    if (changes.some((change) => 'skip' in change)) return []
    const cells = [...row.cells]
    for (const change of changes)
      if ('value' in change) cells[table.columns.indexOf(change.column)] = change.value
    return [{ ...row, cells }]
  })
  return { ...table, rows, ...(unread && { unread }) }
}

/** A cell is put right by its value, a row of the wrong length by any of its cells, both by being left out. */
const isPutRight = (changes: readonly Correction[], column: string | null): boolean =>
  changes.some((change) => 'skip' in change || column === null || change.column === column)

/** Reads one file as a source says. */
export const readTable = async (file: ImportFile, source: Source): Promise<Table> => {
  const name = nameOf(file.name)
  const table = isWorkbook(file.bytes)
    ? await readXlsx(name, file.bytes, source.sheet)
    : readCsv(name, file.bytes, source)
  const twice = table.columns.find((column, i) => column !== '' && table.columns.indexOf(column) !== i) // prettier-ignore
  if (twice !== undefined)
    throw new ImportRefused([
      {
        file: name,
        row: 1,
        column: twice,
        message: l('列名重复', 'the name stands on two columns'),
      },
    ])
  return table
}

const textOf = (cell: Cell, nulls: ReadonlySet<string>): Cell => {
  if (typeof cell !== 'string') return cell
  const text = cell.trim()
  return nulls.has(text) ? null : text
}

const formatsOf = ({ format }: ColumnReading): readonly string[] =>
  format === undefined ? [] : [format].flat()

/** Reads a cell as the type that the recipe gives its column; undefined when it cannot be read so. */
const typed = (cell: Cell, reading: ColumnReading, zone: string): unknown => {
  if (cell === null || reading.type === undefined) return cell
  const text = String(cell)
  if (reading.type === 'text') return text
  if (reading.type === 'number') return readNumber(text, reading.decimal ?? '.') ?? undefined
  if (reading.type === 'boolean') return { true: true, false: false, '1': true, '0': false, yes: true, no: false, 是: true, 否: false }[text.toLowerCase()] // prettier-ignore
  const moment = parseMoment(text, formatsOf(reading))
  if (!moment) return undefined
  return reading.type === 'date' ? moment.day : instantOf(moment, zone)
}

const kinds = {
  number: l('数字', 'a number'),
  date: l('日期', 'a date'),
  datetime: l('时间', 'a time'),
  boolean: l('是或否', 'yes or no'),
  text: l('文本', 'a text'),
} as const

type Column = {
  readonly at: number
  readonly name: string
  readonly reading: ColumnReading
  /** Texts that mean nothing here. */
  readonly nulls: ReadonlySet<string>
}

const columnsOf = ({ recipe, table, source, report }: Opening): ReadonlyMap<string, Column> => {
  const columns = new Map<string, Column>()
  const nulls = ['', ...(recipe.nulls ?? [])]
  const plain = new Set(nulls)
  for (const [at, name] of table.columns.entries())
    if (name !== '') columns.set(name, { at, name, reading: {}, nulls: plain })
  for (const [key, reading] of Object.entries(source.columns ?? {})) {
    const name = reading.from ?? key
    const at = table.columns.indexOf(name)
    if (at >= 0)
      columns.set(key, { at, name, reading, nulls: new Set([...nulls, ...(reading.nulls ?? [])]) })
    else {
      const hint = suggestionLabel(name, table.columns)
      report({ file: table.file, row: 1, column: name, message: l(`没有列“${name}”${hint.zh}`, `there is no column "${name}"${hint.en}`) }) // prettier-ignore
    }
  }
  return columns
}

const keyOf = (values: readonly unknown[]): string | null =>
  values.some((value) => value === null || value === undefined)
    ? null
    : JSON.stringify(values.map((value) => String(value).trim()))

/** Opens the sources of a recipe over the tables that were read. Problems of cells are reported when first seen. */
export const openSources = (
  recipe: Recipe,
  tables: ReadonlyMap<string, Table>,
  zone: string,
  report: Report,
): Sources => {
  const sources = new Map<string, OpenSource>()
  for (const [name, table] of tables) {
    for (const problem of table.unread ?? []) report(problem)
    const source = recipe.sources[name] ?? {}
    sources.set(name, openSource({ recipe, source, table, zone, report, sources }))
  }
  return sources
}

type Opening = {
  readonly recipe: Recipe
  readonly source: Source
  readonly table: Table
  readonly zone: string
  readonly report: Report
  readonly sources: Sources
}

const openSource = (opening: Opening): OpenSource => {
  const { source, table, sources } = opening
  const columns = columnsOf(opening)
  const rows = table.rows.map((row) => viewOf(opening, columns, row))
  const indexes = new Map<string, RowIndex>()
  const split = (path: string): readonly [OpenSource | undefined, string] => {
    const [join = '', ...rest] = path.split('.')
    const to = source.join?.[join]?.source
    return [to === undefined ? undefined : sources.get(to), rest.join('.')]
  }
  return {
    table,
    rows,
    has: (path) => {
      const [joined, rest] = split(path)
      return columns.has(path) || (joined?.has(rest) ?? false)
    },
    readingOf: (path) => {
      const [joined, rest] = split(path)
      return columns.get(path)?.reading ?? joined?.readingOf(rest)
    },
    nameOf: (path) => columns.get(path)?.name ?? path,
    by: (names) => {
      const known = indexes.get(names.join('\n'))
      if (known) return known
      const index = Map.groupBy(rows, (row) => keyOf(names.map((name) => row.get(name))) ?? '')
      indexes.set(names.join('\n'), index)
      return index
    },
  }
}

/** Finds the rows of a source whose columns equal values of another row. */
export const partnersOf = (
  source: OpenSource,
  on: Readonly<Record<string, string>>,
  row: RowView,
): readonly RowView[] => {
  const key = keyOf(Object.values(on).map((column) => row.get(column)))
  return key === null ? [] : (source.by(Object.keys(on)).get(key) ?? [])
}

const viewOf = (opening: Opening, columns: ReadonlyMap<string, Column>, row: SheetRow): RowView => {
  const { table, source, sources, report } = opening
  let read: Map<string, unknown> | undefined
  let joined: Map<string, RowView | null> | undefined
  const partner = (name: string): RowView | null => {
    const known = joined?.get(name)
    if (known !== undefined) return known
    const join = source.join?.[name]
    const other = join && sources.get(join.source)
    const found = (other && join && partnersOf(other, join.on, view)[0]) ?? null
    joined = (joined ?? new Map<string, RowView | null>()).set(name, found)
    const columnNames = Object.values(join?.on ?? {})
    const isAsked = columnNames.some((column) => view.get(column) !== null)
    if (!found && isAsked && join?.optional !== true)
      report({ file: table.file, row: row.number, column: columnNames.join(', '), message: l(`在“${join?.source}”中没有对应的行`, `has no row in "${join?.source}"`) }) // prettier-ignore
    return found
  }
  const view: RowView = {
    file: table.file,
    number: row.number,
    get: (path) => {
      if (read?.has(path)) return read.get(path)
      const column = columns.get(path)
      const [name = '', ...rest] = path.split('.')
      if (!column) return rest.length > 0 ? (partner(name)?.get(rest.join('.')) ?? null) : null
      const value = cellOf(opening, column, row)
      if (column.reading.type !== undefined)
        read = (read ?? new Map<string, unknown>()).set(path, value)
      return value
    },
  }
  return view
}

const cellOf = (opening: Opening, { at, name, reading, nulls }: Column, row: SheetRow): unknown => {
  const { table, zone, report } = opening
  const cell = textOf(row.cells[at] ?? null, nulls)
  const value = typed(cell, reading, zone)
  if (value !== undefined) return value
  const wanted = kinds[reading.type ?? 'text']
  const format = formatsOf(reading).join(' | ')
  const shown = format === '' ? '' : ` (${format})`
  report({ file: table.file, row: row.number, column: name, message: l(`“${String(cell)}”不是${wanted.zh}${shown}`, `"${String(cell)}" is not ${wanted.en}${shown}`) }) // prettier-ignore
  return null
}
