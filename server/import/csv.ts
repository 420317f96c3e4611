import type { Cell } from '#model/language/import/wire.ts'
import { CsvError, parse } from 'csv-parse/sync'
import type { Encoding } from '#model/language/import/recipe.ts'
import { decodeText, detectDelimiter } from './text-file.ts'
import { ImportRefused, l, refuseFile, type ImportProblem, type Table } from './table.ts'

export type CsvOptions = { readonly encoding?: Encoding; readonly delimiter?: string }

const broken = (file: string, row: number | null, zh: string, en: string): ImportProblem => ({
  file,
  row,
  column: null,
  message: l(zh, en),
})

const records = (file: string, text: string, delimiter: string): string[][] => {
  try {
    return parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: false })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const at = Number(error['lines'] ?? 0) || null
    throw new ImportRefused([
      broken(file, at, `第 ${at ?? '?'} 行起引号不成对：${error.code}`, `quotes do not match at line ${at ?? '?'} (${error.code})`), // prettier-ignore
    ])
  }
}

const isEmpty = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')

/**
 * Reads a CSV file: encoding and delimiter are found out unless given; empty rows are passed over.
 *
 * A row with more cells than there are columns, or fewer, is noted as `unread`.
 */
export const readCsv = (file: string, bytes: Uint8Array, options: CsvOptions = {}): Table => {
  const { text, encoding } = decodeText(file, bytes, options.encoding)
  const delimiter = options.delimiter ?? detectDelimiter(text)
  const [first, ...rest] = records(file, text, delimiter)
  if (!first || isEmpty(first))
    throw refuseFile(
      file,
      `“${file}”的第一行没有列名`,
      `"${file}" has no column names in its first row`,
    )
  const columns = first.map((name) => name.trim())
  const rows = rest
    .map((cells, i) => ({ number: i + 2, cells }))
    .filter(({ cells }) => !isEmpty(cells))
  const unread = rows.flatMap(({ number, cells }) =>
    cells.length === columns.length
      ? []
      : [
          broken(
            file,
            number,
            `有 ${cells.length} 个单元格，应为 ${columns.length} 个`,
            `has ${cells.length} cells, the first row has ${columns.length}`,
          ),
        ],
  )
  return {
    file,
    columns,
    rows: rows.map(({ number, cells }) => ({
      number,
      cells: columns.map((_, at): Cell => cells[at] ?? null),
    })),
    ...(unread.length > 0 && { unread }),
    read: { encoding, delimiter: delimiter === '\t' ? 'tab' : delimiter },
  }
}
