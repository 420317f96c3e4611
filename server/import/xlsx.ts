import type { Cell } from '#model/language/import/wire.ts'
import readWorkbook from 'read-excel-file/universal'
import { ImportRefused, l, refuseFile, type ImportProblem, type Table } from './table.ts'
import { unpackWorkbook } from './unpack.ts'

/** Whether bytes are a zip archive, as every workbook is. */
export const isWorkbook = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04

const pad = (value: number): string => String(value).padStart(2, '0')

/** A date of a workbook has no zone: it is read as it is shown. */
const dateText = (date: Date): string => {
  const day = date.toISOString().slice(0, 10)
  const [hours, minutes, seconds] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
  return hours + minutes + seconds === 0
    ? day
    : `${day} ${pad(hours)}:${pad(minutes)}:${pad(seconds)}`
}

const toCell = (value: unknown): Cell => {
  if (value instanceof Date) return dateText(value)
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}

const sheetsOf = async (file: string, bytes: Uint8Array) => {
  try {
    return await readWorkbook(unpackWorkbook(file, bytes).packed.buffer)
  } catch (error) {
    if (error instanceof ImportRefused) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw refuseFile(
      file,
      `“${file}”不是可读的 XLSX 文件（${reason}）`,
      `"${file}" is no readable XLSX file (${reason})`,
    )
  }
}

/** Names the sheets of a workbook; none when it cannot be read. */
export const sheetNames = async (bytes: Uint8Array): Promise<readonly string[]> => {
  try {
    return (await sheetsOf('', bytes)).map(({ sheet }) => sheet)
  } catch (error) {
    if (error instanceof ImportRefused) return []
    throw error
  }
}

const attribute = (xml: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(xml)?.[1]

/** Finds the part of a workbook that holds one of its sheets, by position. */
const sheetXml = (file: string, bytes: Uint8Array, position: number): string => {
  const { text: part } = unpackWorkbook(file, bytes)
  const sheet = [...part('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)][position]?.[0]
  const id = attribute(sheet ?? '', '\\w+:id')
  const relations = [...part('xl/_rels/workbook.xml.rels').matchAll(/<Relationship\s[^>]*>/g)]
  const relation = relations.find(([xml]) => attribute(xml, 'Id') === id)?.[0]
  const target = attribute(relation ?? '', 'Target') ?? ''
  return part(target.startsWith('/') ? target.slice(1) : `xl/${target}`)
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** Cells that hold a formula without its result, or an error. */
const unusableCells = (
  xml: string,
): readonly { readonly row: number; readonly column: number; readonly text: string }[] =>
  [...xml.matchAll(/<c\s([^>]*[^/>])>(.*?)<\/c>/gs)].flatMap(([, head = '', body = '']) => {
    const [, letters = '', row = ''] = /\br="([A-Z]+)(\d+)"/.exec(head) ?? []
    const at = { row: Number(row), column: columnNumber(letters) }
    const value = /<v[^>]*>(.*?)<\/v>/s.exec(body)?.[1]
    if (/\bt="e"/.test(head)) return [{ ...at, text: value ?? '#ERROR' }]
    const formula = /<f[\s>/]/.test(body)
    return formula && value === undefined && !body.includes('<is>') ? [{ ...at, text: '' }] : []
  })

const problemOf = (
  file: string,
  columns: readonly string[],
  { row, column, text }: { readonly row: number; readonly column: number; readonly text: string },
): ImportProblem => ({
  file,
  row,
  column: columns[column] ?? null,
  message:
    text === ''
      ? l(
          '公式没有计算结果：请在表格软件中打开并保存，或改为数值',
          'a formula without its result: open and save the file in a spreadsheet, or write the value',
        )
      : l(`单元格是错误值 ${text}`, `the cell holds the error ${text}`),
})

/**
 * Reads one sheet of a workbook, the first unless named. Of a formula the stored result is taken.
 *
 * A cell that holds an error, or a formula whose result was not stored, is noted as `unread`.
 * Errors: `ImportRefused` when the file is no workbook or the sheet does not exist.
 */
export const readXlsx = async (file: string, bytes: Uint8Array, name?: string): Promise<Table> => {
  const sheets = await sheetsOf(file, bytes)
  const position = name === undefined ? 0 : sheets.findIndex(({ sheet }) => sheet === name)
  const found = sheets[position]
  if (!found) {
    const names = sheets.map(({ sheet }) => sheet).join(', ')
    throw refuseFile(file, `没有工作表“${name}”；有：${names}`, `has no sheet "${name}"; it has ${names}`) // prettier-ignore
  }
  const [first, ...rest] = found.data
  const columns = (first ?? []).map((cell) => String(toCell(cell) ?? '').trim())
  while (columns.at(-1) === '') columns.pop()
  if (columns.length === 0)
    throw refuseFile(file, `工作表“${found.sheet}”的第一行没有列名`, `sheet "${found.sheet}" has no column names in its first row`) // prettier-ignore
  const unread = unusableCells(sheetXml(file, bytes, position))
    .filter(({ row }) => row > 1)
    .map((cell) => problemOf(file, columns, cell))
  const rows = rest
    .map((cells, i) => ({ number: i + 2, cells: columns.map((_, at) => toCell(cells[at])) }))
    .filter(({ cells }) => cells.some((cell) => cell !== null))
  return {
    file,
    columns,
    rows,
    ...(unread.length > 0 && { unread }),
    read: { sheet: found.sheet },
    sheets: sheets.map(({ sheet }) => sheet),
  }
}
