import type { Label } from '#model/language/definition.ts'
import type { Cell } from '#model/language/import/wire.ts'

/** A file to import. */
export type ImportFile = { readonly name: string; readonly bytes: Uint8Array }

/** One sheet of a file: the first row names the columns, the rest are data. */
export type Table = {
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: readonly SheetRow[]
  /** Rows and cells that could not be read as they stand; they may be put right one by one. */
  readonly unread?: readonly ImportProblem[]
  /** How it was read: encoding and delimiter of a text file, sheet of a workbook. */
  readonly read: Readonly<Record<string, string>>
  /** Names of all sheets of a workbook. */
  readonly sheets?: readonly string[]
}

export type SheetRow = {
  /** As a spreadsheet counts: the row of column names is 1. */
  readonly number: number
  readonly cells: readonly Cell[]
}

/** What is wrong, and where it stands; `row` and `column` are null for what is wrong with a whole file or column. */
export type ImportProblem = {
  readonly file: string | null
  readonly row: number | null
  readonly column: string | null
  readonly resource?: string
  readonly field?: string
  readonly message: Label
}

export const l = (zh: string, en: string): Label => ({ zh, en })

/** A file, sheet or recipe cannot be used at all; `problems` says why. */
export class ImportRefused extends Error {
  readonly problems: readonly ImportProblem[]

  constructor(problems: readonly ImportProblem[]) {
    super(problems.map(({ message }) => message.en).join('; '))
    this.name = 'ImportRefused'
    this.problems = problems
  }
}

/** Refuses a file as a whole. */
export const refuseFile = (file: string, zh: string, en: string): ImportRefused =>
  new ImportRefused([{ file, row: null, column: null, message: l(zh, en) }])
