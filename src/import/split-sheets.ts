import type { InspectedFile } from '#model/language/import/wire.ts'
import { imports, type Readings } from '../data/imports.ts'

type Whole = {
  readonly files: readonly File[]
  readonly readings: Readings
  readonly inspected: readonly InspectedFile[]
}

/** Name of one sheet of a workbook, as a file of its own. */
const sheetFile = (book: string, sheet: string): string => book.replace(/(\.[^.]*)?$/, `#${sheet.replaceAll('#', ' ')}$1`) // prettier-ignore

/**
 * Makes a file of every further sheet of a workbook, so that each may be for something else: orders on one sheet,
 * their lines on the next. Sheets without columns are left out.
 */
export const splitSheets = async (
  files: readonly File[],
  readings: Readings,
  inspected: readonly InspectedFile[],
): Promise<Whole> => {
  const fresh = inspected.filter(({ name, sheets }) => sheets.length > 1 && readings[name]?.sheet === undefined) // prettier-ignore
  if (fresh.length === 0) return { files, readings, inspected }
  const parts = fresh.flatMap(({ name, sheets }) => {
    const book = files.find((file) => file.name === name)
    return book
      ? sheets.slice(1).map((sheet) => ({ sheet, file: new File([book], sheetFile(name, sheet), { type: book.type }) })) // prettier-ignore
      : []
  })
  const firsts = fresh.map(({ name, sheets }) => [name, { sheet: sheets[0] ?? '' }] as const)
  const own = parts.map(({ sheet, file }) => [file.name, { sheet }] as const)
  const all = { ...readings, ...Object.fromEntries([...firsts, ...own]) }
  const seen = parts.length === 0 ? [] : await imports.inspect(parts.map(({ file }) => file), all) // prettier-ignore
  const useful = seen.filter(({ columns, rows }) => columns.length > 0 && rows > 0)
  const kept = parts.filter(({ file }) => useful.some(({ name }) => name === file.name))
  return {
    files: [...files, ...kept.map(({ file }) => file)],
    readings: all,
    inspected: [...inspected, ...useful],
  }
}
