import type { Field } from '#model/language/definition.ts'
import { parseNumber } from '../number-text.ts'

/** Splits what a spreadsheet puts on the clipboard; null for a single value, which is pasted as usual. */
export const cellsOf = (clipboard: string): readonly (readonly string[])[] | null => {
  const rows = clipboard.replaceAll('\r', '').replace(/\n$/, '').split('\n').map((row) => row.split('\t'))
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1 ? rows : null
} // prettier-ignore

const dateOf = (cell: string): string => {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(cell)
  if (!match) return cell
  const [, year = '', month = '', day = ''] = match
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

const yes = new Set(['1', 'true', 'yes', 'y', '是', '√'])

/** Reads a pasted cell as a value of its column; what cannot be read stays text for the form to refuse. */
export const readCell = (field: Field, cell: string): unknown => {
  const plain = cell.trim()
  if (plain === '') return null
  if (['integer', 'decimal', 'money', 'percent'].includes(field.type)) return parseNumber(plain)
  if (field.type === 'date') return dateOf(plain)
  if (field.type === 'boolean') return yes.has(plain.toLowerCase())
  if (field.type === 'tags') return plain.split(/[,，;；]/).map((word) => word.trim())
  if (field.type !== 'enum') return plain
  const option = Object.entries(field.options).find(([key, { zh, en }]) => [key, zh, en.toLowerCase()].includes(plain) || en.toLowerCase() === plain.toLowerCase()) // prettier-ignore
  return option?.[0] ?? plain
}
