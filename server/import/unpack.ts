import { strFromU8, unzipSync, zipSync } from 'fflate'
import { refuseFile } from './table.ts'

/**
 * What a workbook may unpack to, and how many cells its used area may span. A file of some kilobytes can claim
 * gigabytes, or one cell in the last row and column: reading either would keep everybody waiting.
 */
const most = { megabytes: 256, cells: 10_000_000 } as const

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

/** Cells from the first to the last row and column that a sheet uses. */
const areaOf = (xml: string): number => {
  let [rows, columns] = [0, 0]
  for (const [, row] of xml.matchAll(/<(?:\w+:)?row\s[^>]*?\br=["'](\d+)/g)) rows = Math.max(rows, Number(row)) // prettier-ignore
  for (const [, letters = '', row] of xml.matchAll(/<(?:\w+:)?c\s[^>]*?\br=["']([A-Za-z]+)(\d+)/g)) {
    rows = Math.max(rows, Number(row))
    columns = Math.max(columns, columnOf(letters.toUpperCase()))
  } // prettier-ignore
  return rows * Math.max(columns, 1)
}

const isSheet = (name: string) => /^xl\/worksheets\/[^/]+\.xml$/.test(name)

/**
 * Unpacks the parts of a workbook that its tables are made of, and packs them again as they are: whatever reads
 * them takes no more room than was looked at here, even where the file lies about its sizes.
 *
 * Errors: `ImportRefused` for a workbook that is too large; what `unzipSync` says for one that is damaged.
 */
export const unpackWorkbook = (
  file: string,
  bytes: Uint8Array,
): { readonly packed: Uint8Array<ArrayBuffer>; readonly text: (part: string) => string } => {
  let total = 0
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!name.endsWith('.xml') && !name.endsWith('.rels')) return false
      total += originalSize
      if (total > most.megabytes * 1024 * 1024)
        throw refuseFile(file, `“${file}”解压后超过 ${most.megabytes} MB`, `"${file}" unpacks to more than ${most.megabytes} MB`) // prettier-ignore
      return true
    },
  })
  const text = (part: string) => (parts[part] ? strFromU8(parts[part]) : '')
  const cells = Object.keys(parts).filter(isSheet).reduce((sum, part) => sum + areaOf(text(part)), 0) // prettier-ignore
  if (cells > most.cells)
    throw refuseFile(file, `“${file}”的表格范围超过 ${most.cells} 个单元格：请删除最后一行和最后一列之外的单元格`, `the sheets of "${file}" span more than ${most.cells} cells: delete the cells far below or beside the table`) // prettier-ignore
  return { packed: new Uint8Array(zipSync(parts, { level: 0 })), text }
}
