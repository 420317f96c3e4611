import type { Source } from '#model/language/import/recipe.ts'
import type { Cell, ColumnFacts, InspectedFile } from '#model/language/import/wire.ts'
import type { Label } from '#model/language/definition.ts'
import { parseMoment } from './dates.ts'
import { readNumber } from './fit.ts'
import { readTable } from './sources.ts'
import { ImportRefused, type ImportFile, type ImportProblem, type Table } from './table.ts'
import { isWorkbook, sheetNames } from './xlsx.ts'

/** How a person says that a file is to be read, instead of what is found out. */
export type Readings = Readonly<
  Record<string, Pick<Source, 'sheet' | 'encoding' | 'delimiter'> | undefined>
>

/** Texts that spreadsheets and databases write for nothing. */
const nothings: ReadonlySet<string> = new Set(['NULL', 'null', '\\N', '#N/A', 'N/A', 'n/a', '-', '--', '—', '无', '（空）']) // prettier-ignore

const dateFormats: readonly (readonly string[])[] = [
  ['M/D/YYYY', 'D/M/YYYY'],
  ['D.M.YYYY', 'D-M-YYYY', 'M-D-YYYY'],
  ['YYYYMMDD'],
  ['M/D/YYYY H:mm', 'D/M/YYYY H:mm', 'M/D/YYYY H:mm:ss', 'D/M/YYYY H:mm:ss'],
]
const yesOrNo = /^(true|false|yes|no|y|n|是|否|√|×)$/i

const shownRows = 20
const shownSamples = 4
/** Different texts that are listed: enough for kinds and states, few enough to choose from. */
const mostDistinct = 24

const textsIn = (table: Table, at: number): readonly string[] =>
  table.rows
    .map(({ cells }) => String(cells[at] ?? '').trim())
    .filter((text) => text !== '' && !nothings.has(text))

/** Share of the cells that make a column what it is: a few broken ones are to be put right, not to hide it. */
const enough = 0.9

const areMostly = (texts: readonly string[], test: (text: string) => boolean): boolean =>
  texts.filter(test).length >= enough * texts.length

/** Date formats that read nearly every text, the best first; null when none does. */
const formatsOf = (texts: readonly string[]): readonly string[] | null => {
  if (areMostly(texts, (text) => parseMoment(text, []) !== null)) return []
  const readBy = (format: string) => texts.filter((text) => parseMoment(text, [format]) !== null).length // prettier-ignore
  const counts = dateFormats.flat().map((format) => ({ format, count: readBy(format) }))
  const most = Math.max(...counts.map(({ count }) => count))
  if (most < enough * texts.length) return null
  return counts.filter(({ count }) => count === most).map(({ format }) => format)
}

const boundsOf = (texts: readonly string[]): readonly [number, number] | null => {
  const numbers = texts.flatMap((text) => readNumber(text, '.')?.toNumber() ?? [])
  if (numbers.length < enough * texts.length) return null
  return numbers.reduce<readonly [number, number]>(
    ([low, high], each) => [Math.min(low, each), Math.max(high, each)],
    [numbers[0] ?? 0, numbers[0] ?? 0],
  )
}

const factsOf = (table: Table, name: string, at: number): ColumnFacts => {
  const texts = textsIn(table, at)
  const distinct = new Set<string>()
  for (const text of texts) if (distinct.add(text).size > mostDistinct) break
  const bounds = texts.length === 0 ? null : boundsOf(texts)
  const formats = texts.length === 0 || bounds ? null : formatsOf(texts)
  const kind =
    texts.length === 0 ? 'empty' : bounds ? 'number' : formats ? 'date' : areMostly(texts, (text) => yesOrNo.test(text)) ? 'boolean' : 'text' // prettier-ignore
  return {
    name,
    filled: texts.length,
    kind,
    formats: formats ?? [],
    bounds,
    distinct: distinct.size > mostDistinct ? null : [...distinct],
    samples: [...distinct].slice(0, shownSamples).map((text) => text.slice(0, 80)),
  }
}

const nullsIn = (table: Table): readonly string[] => {
  const found = new Set<string>()
  for (const { cells } of table.rows)
    for (const cell of cells) if (typeof cell === 'string' && nothings.has(cell.trim())) found.add(cell.trim()) // prettier-ignore
  return [...found]
}

const shortened = (cell: Cell): Cell =>
  typeof cell === 'string' && cell.length > 200 ? `${cell.slice(0, 200)}…` : cell

const factsAbout = (table: Table): Omit<InspectedFile, 'name' | 'kind' | 'problems'> => ({
  read: table.read,
  sheets: table.sheets ?? [],
  rows: table.rows.length,
  columns: table.columns.flatMap((name, at) => (name === '' ? [] : [factsOf(table, name, at)])),
  preview: table.rows.slice(0, shownRows).map(({ number, cells }) => ({ row: number, cells: cells.filter((_, at) => table.columns[at] !== '').map(shortened) })), // prettier-ignore
  nulls: nullsIn(table),
})

const told = (problems: readonly ImportProblem[], locale: keyof Label) =>
  problems.map((problem) => ({ ...problem, message: problem.message[locale] }))

/**
 * Looks into files as they would be read: what their columns hold, their first rows, what is wrong with them.
 *
 * Errors: none; a file that cannot be read says why in its problems.
 */
export const inspectFiles = (
  files: readonly ImportFile[],
  readings: Readings,
  locale: keyof Label,
): Promise<readonly InspectedFile[]> =>
  Promise.all(
    files.map(async (file): Promise<InspectedFile> => {
      const workbook = isWorkbook(file.bytes)
      const head = { name: file.name, kind: workbook ? ('workbook' as const) : ('text' as const) }
      try {
        const table = await readTable(file, readings[file.name] ?? {})
        return { ...head, ...factsAbout(table), problems: [] }
      } catch (error) {
        if (!(error instanceof ImportRefused)) throw error
        const sheets = workbook ? await sheetNames(file.bytes) : []
        return { ...head, read: {}, sheets, rows: 0, columns: [], preview: [], nulls: [], problems: told(error.problems, locale) } // prettier-ignore
      }
    }),
  )
