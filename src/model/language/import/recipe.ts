/** Encodings that a text file may have. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const
export type Encoding = (typeof encodings)[number]

/** Characters that may part the columns of a text file. */
export const delimiters = [',', ';', '\t', '|'] as const

/** How cells of a column are read before anything is computed with them. */
export type ColumnReading = {
  /** Name of the column in the file, when the recipe calls it something else. */
  readonly from?: string
  readonly type?: 'text' | 'number' | 'date' | 'datetime' | 'boolean'
  /** Date formats such as `M/D/YYYY` or `YYYY-MM-DD HH:mm:ss.SSS`; the first that fits counts. */
  readonly format?: string | readonly string[]
  readonly decimal?: '.' | ','
  /** Texts of this column that mean nothing, besides those of the recipe. */
  readonly nulls?: readonly string[]
}

/** Rows of another file that belong to a row: at most one; its columns are read as `<name>.<column>`. */
export type Join = {
  readonly source: string
  /** Column there -> column here. */
  readonly on: Readonly<Record<string, string>>
  /** A row without a partner is no problem; its columns are empty. */
  readonly optional?: boolean
}

export type Source = {
  /** Name of the file; default the name of the source, whatever the ending. */
  readonly file?: string
  readonly sheet?: string
  readonly encoding?: Encoding
  readonly delimiter?: string
  readonly columns?: Readonly<Record<string, ColumnReading>>
  readonly join?: Readonly<Record<string, Join>>
}

/**
 * Where the value of a field comes from.
 *
 * A text that begins with `=` is a formula of the model over columns (`=concat(first, ' ', last)`), any other
 * plain value a constant. `column` names any column, whatever its name. `codes` translates. `lookup` finds a
 * record by its business key, among those of this import and those that exist. `rows` makes child rows from the
 * rows of a source (`'.'` is the row itself); their formulas read the outer row as `parent.<column>`.
 */
export type ValueSpec =
  | string
  | number
  | boolean
  | null
  | { readonly column: string }
  | {
      readonly codes: Readonly<Record<string, string | number | boolean | null>>
      readonly of: ValueSpec
      readonly else?: string | number | boolean | null
    }
  | {
      readonly lookup: string
      readonly by: Readonly<Record<string, ValueSpec>>
      /** Given as null: a record that is not found leaves the field empty. */
      readonly else?: null
    }
  | { readonly list: readonly ValueSpec[] }
  | {
      readonly rows: string
      readonly on?: Readonly<Record<string, string>>
      readonly where?: string
      readonly values: Values
    }
export type Values = Readonly<Record<string, ValueSpec>>

/** Records of one entity, one for each row of a source. */
export type Emission = {
  readonly entity: string
  readonly from: string
  /** Formula over the row's columns; other rows are passed over. */
  readonly where?: string
  /** Columns whose distinct values make one record each; the rows of one record must agree in what they give. */
  readonly distinct?: readonly string[]
  /** Fields by which an existing record is found and updated; without it every row is a new record. */
  readonly key?: readonly string[]
  readonly values: Values
}

/** How files become records; JSON. */
export type Recipe = {
  readonly name?: string
  readonly help?: string
  readonly historical?: boolean
  /** Texts that mean nothing; default the empty text. */
  readonly nulls?: readonly string[]
  readonly sources: Readonly<Record<string, Source>>
  readonly emit: readonly Emission[]
}
