import { sql } from 'kysely'
import { Problem } from '../../problems.ts'
import { archiveRecord } from './archive.ts'
import { written } from '../create-service.ts'
import type { BulkItem, BulkRequest, Row } from '#model/language/wire.ts'
import type { Principal } from '../service.ts'
import { transitionRecord } from '../workflow/transition.ts'
import { inTransaction, type Engine, type Work } from '../work.ts'
import { updateRecord } from './write.ts'

type ItemProblem = {
  readonly id: string
  readonly code: string
  readonly message: string
  readonly errors?: unknown
}

/**
 * Does the same to several records in one transaction.
 *
 * Errors: `invalid` with the problem of each item that has one; then nothing is written at all.
 */
export const bulkWrite = (
  engine: Engine,
  who: Principal,
  resource: string,
  request: BulkRequest,
): Promise<readonly Row[]> =>
  inTransaction(engine, who, async (work) => {
    const items: ItemProblem[] = []
    for (const item of request.items) {
      const problem = await attempt(work, () => act(work, resource, request, item))
      if (problem) items.push({ id: item.id, ...problem })
    }
    if (items.length > 0) throw new Problem('invalid', { message: failed(items.length), details: { items } })
    const rows: Row[] = []
    for (const { id } of request.items) rows.push(await written(work, resource, id))
    return rows
  }) // prettier-ignore

const failed = (n: number) => ({
  zh: `${n} 条记录不能处理，全部未保存`,
  en: `${n} of the records cannot be processed; nothing was saved`,
})

const act = async (
  work: Work,
  resource: string,
  { op, data, name }: BulkRequest,
  { id, version }: BulkItem,
): Promise<void> => {
  if (op === 'update') return updateRecord(work, resource, id, version, data ?? {})
  if (op === 'delete') return archiveRecord(work, resource, id, version)
  return transitionRecord(work, resource, id, name ?? '', version, data ?? {})
}

/** Tries one item; when it is refused, what it wrote is undone and the next can be tried. */
const attempt = async (
  work: Work,
  run: () => Promise<void>,
): Promise<Omit<ItemProblem, 'id'> | undefined> => {
  await sql`savepoint item`.execute(work.db)
  try {
    await run()
    await sql`release savepoint item`.execute(work.db)
    return undefined
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await sql`rollback to savepoint item`.execute(work.db)
    clearJournal(work)
    const { locale } = work.who
    return {
      code: error.code,
      message: error.label[locale],
      ...(error.errors && { errors: error.toBody(locale).errors }),
    }
  }
}

/** What was undone is neither recomputed nor checked; the items before it are at rest already. */
const clearJournal = ({ journal }: Work): void => {
  journal.pending.clear()
  journal.touched.clear()
  journal.waiting.clear()
  journal.persons.clear()
  journal.rows.clear()
  journal.locked.clear()
  journal.history.length = 0
}
