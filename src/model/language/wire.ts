/** A record as it stands on the wire: snake_case names, JSON numbers, ISO dates, lines as arrays. */
export type Row = {
  readonly id: string
  readonly version?: number
  readonly archived?: boolean
  readonly [field: string]: unknown
}

/** One record of a bulk request, at the version that the caller saw. */
export type BulkItem = { readonly id: string; readonly version: number }

/** The same done to several records, all or nothing. */
export type BulkRequest = {
  readonly op: 'update' | 'delete' | 'transition'
  readonly items: readonly BulkItem[]
  readonly data?: Readonly<Record<string, unknown>>
  readonly name?: string
}

/** One entry of a record's history. */
export type HistoryEntry = {
  readonly at: string
  readonly by: string | null
  readonly by_name: string | null
  readonly version: number
  readonly action: 'create' | 'update' | 'archive' | 'restore' | 'transition' | 'import' | 'undo'
  readonly transition?: string
  readonly from?: string | null
  readonly to?: string | null
  readonly ask?: Readonly<Record<string, unknown>>
  readonly cause?: { readonly resource: string; readonly id: string; readonly transition?: string }
  /** field -> [before, after] */
  readonly diff?: Readonly<Record<string, readonly [unknown, unknown]>>
}

/** A step on offer for one record, with the reason when it may not be taken. */
export type Step = {
  readonly name: string
  readonly to: string
  readonly enabled: boolean
  readonly reasons: readonly { readonly rule?: string; readonly message: string }[]
  readonly fills: readonly string[]
  readonly ask: readonly string[]
}

/** A record found by its text, in Chinese, pinyin or initials. */
export type SearchHit = {
  readonly resource: string
  readonly id: string
  readonly title: string
  readonly detail?: string
}
