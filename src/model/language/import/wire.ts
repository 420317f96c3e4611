import type { Recipe } from './recipe.ts'

/** One cell of a file; days and times of a workbook are texts such as `2026-11-22` or `2026-11-22 08:30:00`. */
export type Cell = string | number | boolean | null

/** A change to a file that is made while it is imported: another value for a cell, or a row left out. */
export type Correction =
  | { readonly file: string; readonly row: number; readonly column: string; readonly value: string }
  | { readonly file: string; readonly row: number; readonly skip: true }

/** How far an import is; `total` rows are known once the files are read. */
export type Progress = {
  readonly phase: 'read' | 'match' | 'check' | 'write' | 'compute' | 'done'
  readonly done: number
  readonly total: number
}

/** What the cells of a column have in common; empty cells do not count. */
export type ColumnFacts = {
  readonly name: string
  /** Cells that hold something. */
  readonly filled: number
  readonly kind: 'empty' | 'number' | 'date' | 'boolean' | 'text'
  /** Date formats that read nearly every cell, none when the year comes first; of a column of dates. */
  readonly formats: readonly string[]
  /** Smallest and largest number; of a column of numbers. */
  readonly bounds: readonly [number, number] | null
  /** Every different text, when there are few. */
  readonly distinct: readonly string[] | null
  readonly samples: readonly string[]
}

/** A file as it would be read: its columns with what they hold, its first rows, what is wrong with it. */
export type InspectedFile = {
  readonly name: string
  readonly kind: 'text' | 'workbook'
  readonly read: Readonly<Record<string, string>>
  /** Sheets of a workbook. */
  readonly sheets: readonly string[]
  readonly rows: number
  readonly columns: readonly ColumnFacts[]
  readonly preview: readonly { readonly row: number; readonly cells: readonly Cell[] }[]
  /** Texts that stand for nothing, such as NULL. */
  readonly nulls: readonly string[]
  readonly problems: readonly ToldProblem[]
}

/** What is wrong, and where; `row` and `column` are null for a whole file or row. */
export type ToldProblem = {
  readonly file: string | null
  readonly row: number | null
  readonly column: string | null
  readonly resource?: string
  readonly field?: string
  readonly message: string
}

export type Count = {
  readonly resource: string
  readonly rows: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  /** Child rows by resource. */
  readonly lines: Readonly<Record<string, number>>
}

/** What an import did, or on a dry run would do, in the language of the caller. */
export type ToldAnswer = {
  /** Null when nothing was written. */
  readonly id: string | null
  readonly dry_run: boolean
  readonly historical: boolean
  readonly files: readonly { readonly name: string; readonly rows: number; readonly columns: readonly string[] }[] // prettier-ignore
  readonly counts: readonly Count[]
  readonly constants: readonly { readonly resource: string; readonly field: string; readonly value: unknown }[] // prettier-ignore
  readonly gaps: readonly { readonly resource: string; readonly kind: string; readonly field: string | null; readonly message: string; readonly count: number }[] // prettier-ignore
  readonly problems: readonly ToldProblem[]
  readonly problem_count: number
  /** Cells of the rows that problems name, in the order of the file's columns. */
  readonly rows: readonly { readonly file: string; readonly row: number; readonly cells: readonly Cell[] }[] // prettier-ignore
}

/** An import as it is kept. */
export type KeptImport = {
  readonly id: string
  readonly at: string
  readonly by_name: string | null
  readonly mine: boolean
  readonly name: string | null
  readonly state: 'done' | 'undone'
  readonly historical: boolean
  readonly files: readonly string[]
  readonly counts: readonly Count[]
  readonly undone_at: string | null
  readonly undone_by_name: string | null
}

/** A recipe that is kept for later, by one person or for everybody. */
export type KeptRecipe = {
  readonly id: string
  readonly name: string
  readonly audience: 'mine' | 'everyone'
  readonly mine: boolean
  readonly recipe: Recipe
}
