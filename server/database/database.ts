import type { Kysely } from 'kysely'

/** Tables are named by the model at run time, so rows are open records; values are checked where they enter. */
export type Tables = Record<string, Record<string, unknown>>

/** Kinds of work; the embedded database stops work that exceeds its kind's deadline. */
export type WorkKind = 'query' | 'import' | 'maintenance'

/** Milliseconds that one statement of a kind may take; 0 = no limit. */
export const deadlines = {
  query: 15_000,
  import: 60_000,
  maintenance: 0,
} as const satisfies Record<WorkKind, number>

/**
 * A PostgreSQL database behind one dialect: `pg` or PGlite.
 *
 * Values: numeric and bigint arrive as decimal strings, dates as `YYYY-MM-DD`, timestamptz as ISO
 * strings in UTC, json parsed - the same from both drivers.
 */
export interface Database {
  readonly kind: 'pglite' | 'postgres'
  readonly kysely: Kysely<Tables>
  /** Runs work in one transaction; serialization failures and deadlocks are tried again, three times at most. */
  transaction<T>(
    work: (tx: Kysely<Tables>) => Promise<T>,
    options?: { readonly kind?: WorkKind },
  ): Promise<T>
  /** Hears what other instances announce by `pg_notify`; absent where there is only one. Returns the way to stop. */
  listen?(channel: string, onNotify: () => void): Promise<() => Promise<void>>
  /** Runs maintenance statements outside a transaction (VACUUM, CHECKPOINT). */
  maintain(statement: string): Promise<void>
  close(): Promise<void>
}

/** The database did not answer, was closed or lost; nothing of the open transaction was kept. */
export class DatabaseUnavailable extends Error {
  readonly code = 'database_unavailable'
}

/** A statement exceeded the deadline of its kind and was stopped. */
export class DeadlineExceeded extends Error {
  readonly code = 'deadline_exceeded'
}
