import type { AggregateAnswer, AggregateQuery, Predicate } from '#model/language/definition.ts'
import type { BulkRequest, HistoryEntry, Row, SearchHit, Step } from '#model/language/wire.ts'
import type { ImportAnswer, ImportRequest } from '../import/import-files.ts'
import type { Undone } from '../import/undo/undo.ts'

/** Who acts. The system acts as `system` with no employee; `sudo` switches access checks off for its effects. */
export type Principal = {
  readonly account: string | null
  readonly employee: string | null
  readonly roles: readonly string[]
  /** Departments that the person heads or belongs to, and all below. */
  readonly departments: readonly string[]
  readonly department: string | null
  readonly locale: 'zh' | 'en'
  readonly via: 'session' | 'token' | 'system' | 'import'
}

export type ListQuery = {
  readonly filter?: Predicate
  readonly sort?: readonly (readonly [string, 'ASC' | 'DESC'])[]
  /** Inclusive, zero based. */
  readonly range?: readonly [number, number]
  readonly asOf?: string
  readonly total?: 'exact' | 'capped' | 'none'
  readonly after?: string
  /** Asked by the server itself, for titles and scopes: nobody looks at the rows, so the reading is not logged. */
  readonly quiet?: true
}
export type Page = {
  readonly rows: readonly Row[]
  readonly from: number
  readonly total: number | null
  readonly capped?: boolean
  readonly next?: string
}

/**
 * Everything that may be done with records, under one set of rules. Routes, import, scheduler and sample
 * company all go through it. Every method throws `Problem` (server/problems.ts) and nothing else.
 */
export interface Service {
  list(who: Principal, resource: string, query: ListQuery): Promise<Page>
  get(
    who: Principal,
    resource: string,
    id: string,
    options?: { readonly asOf?: string; readonly reveal?: string; readonly quiet?: true },
  ): Promise<Row>
  create(
    who: Principal,
    resource: string,
    data: Readonly<Record<string, unknown>>,
    options?: { readonly idempotencyKey?: string },
  ): Promise<Row>
  update(
    who: Principal,
    resource: string,
    id: string,
    version: number | undefined,
    data: Readonly<Record<string, unknown>>,
  ): Promise<Row>
  archive(who: Principal, resource: string, id: string, version?: number): Promise<Row>
  restore(who: Principal, resource: string, id: string, version?: number): Promise<Row>
  transition(
    who: Principal,
    resource: string,
    id: string,
    name: string,
    version: number | undefined,
    body: Readonly<Record<string, unknown>>,
  ): Promise<Row>
  bulk(who: Principal, resource: string, request: BulkRequest): Promise<readonly Row[]>
  /** The steps that this person sees on this record. */
  steps(who: Principal, resource: string, id: string): Promise<readonly Step[]>
  aggregate(who: Principal, resource: string, query: AggregateQuery): Promise<AggregateAnswer>
  /** A metric across entities, by name. */
  metric(who: Principal, name: string, query: AggregateQuery): Promise<AggregateAnswer>
  history(who: Principal, resource: string, id: string): Promise<readonly HistoryEntry[]>
  search(who: Principal, text: string): Promise<readonly SearchHit[]>
  /** Imports files by a recipe, all or nothing; the answer lists every problem by row and column. */
  importFiles(who: Principal, request: ImportRequest): Promise<ImportAnswer>
  /** Takes an import back, while nothing that it wrote has changed since. */
  undoImport(who: Principal, id: string): Promise<Undone>
  /** Runs due system transitions and scheduled work once; safe on several instances. */
  tick(): Promise<{ readonly done: number }>
  /** Writes what was noted to be written later; to be called before the database is closed. */
  flush(): Promise<void>
}
