import type { SheetData } from 'write-excel-file/universal'
import type { Label } from '#model/language/definition.ts'
import type { Cell } from '#model/language/import/wire.ts'
import type { ImportAnswer } from './import-files.ts'
import type { ImportProblem } from './table.ts'

type Locale = keyof Label

const words = {
  why: { zh: '问题', en: 'Problem' },
  row: { zh: '行号', en: 'Row' },
  column: { zh: '列', en: 'Column' },
  others: { zh: '其他问题', en: 'Other problems' },
} as const satisfies Readonly<Record<string, Label>>

const cellOf = (cell: Cell | undefined): SheetData[number][number] => {
  if (cell === null || cell === undefined || cell === '') return null
  if (typeof cell === 'number') return { type: Number, value: cell }
  if (typeof cell === 'boolean') return { type: Boolean, value: cell }
  return { type: String, value: cell.slice(0, 32_767) }
}

const sentence = ({ column, message }: ImportProblem, locale: Locale): string => {
  const colon = locale === 'zh' ? '：' : ': '
  return column === null ? message[locale] : `${column}${colon}${message[locale]}`
}

const bold = (value: string) => ({ type: String, value, fontWeight: 'bold' as const })

/** A name that a workbook takes for a sheet, and no sheet has yet. */
const sheetName = (wanted: string, taken: ReadonlySet<string>): string => {
  const plain = wanted.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 27)
  for (let n = 1; ; n++) {
    const name = n === 1 ? plain : `${plain} ${n}`
    if (!taken.has(name)) return name
  }
}

/**
 * Writes the rows that have problems into a workbook, a sheet for each file, with why beside each: to be put right
 * there and imported again.
 *
 * Shape: every column of the file as it was, before them the row's number and what is wrong with it.
 */
export const errorFile = async (answer: ImportAnswer, locale: Locale): Promise<Blob> => {
  const { default: writeXlsxFile } = await import('write-excel-file/universal')
  const byRow = Map.groupBy(answer.problems, ({ file, row }) => `${row} ${file}`)
  const told = new Set<ImportProblem>()
  const names = new Set<string>()
  const sheets = answer.files.flatMap(({ name, columns }) => {
    const rows = answer.rows.filter(({ file }) => file === name)
    if (rows.length === 0) return []
    const data: SheetData = [[words.row[locale], words.why[locale], ...columns].map(bold)]
    for (const { row, cells } of rows) {
      const problems = byRow.get(`${row} ${name}`) ?? []
      for (const problem of problems) told.add(problem)
      const why = problems.map((problem) => sentence(problem, locale)).join('\n')
      data.push([{ type: Number, value: row }, cellOf(why), ...columns.map((_, i) => cellOf(cells[i]))])
    }
    const sheet = sheetName(name, names)
    names.add(sheet)
    return [{ sheet, data, stickyRowsCount: 1, columns: [{ width: 6 }, { width: 48 }, ...columns.map(() => ({ width: 16 }))] }]
  })
  const others = answer.problems.filter((problem) => !told.has(problem))
  if (others.length === 0 && sheets.length > 0) return writeXlsxFile(sheets).toBlob()
  const data: SheetData = [
    [words.row[locale], words.why[locale]].map(bold),
    ...others.map((problem) => [cellOf(problem.row), cellOf(`${problem.file ?? ''} ${sentence(problem, locale)}`.trim())]),
  ]
  const rest = { sheet: sheetName(words.others[locale], names), data, columns: [{ width: 6 }, { width: 96 }] }
  return writeXlsxFile([...sheets, rest]).toBlob()
} // prettier-ignore
