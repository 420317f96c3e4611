import { sql } from 'kysely'
import { mayCreate } from '#model/language/access.ts'
import { isAdministrator } from '../../auth/accounts.ts'
import { forgetParameters } from '../../engine/rules/parameters.ts'
import type { Principal } from '../../engine/service.ts'
import { beginWork, type Engine, type Work } from '../../engine/work.ts'
import { Problem } from '../../problems.ts'
import { requireUnchanged, requireUnpointed } from './checks.ts'
import { removeRecords, restoreRecords } from './revert.ts'
import { settleAfter } from './settle-after.ts'
import { touchedBy } from './touched.ts'

/** What an undo did, by resource. */
export type Undone = {
  readonly removed: Readonly<Record<string, number>>
  readonly restored: Readonly<Record<string, number>>
}

type Kept = {
  readonly id: string
  readonly account_id: string | null
  readonly state: string
  readonly counts: { readonly historical?: boolean } | null
}

/**
 * Takes an import back, in one transaction: the records that it made are removed, those that it changed get their
 * former values again, and stored values are computed anew. The history keeps both.
 *
 * Errors: `not_found` for somebody else's import; `conflict` when it was undone before, or when records have changed
 * or been pointed to since: the body names them.
 */
export const undoImport = async (engine: Engine, who: Principal, id: string): Promise<Undone> => {
  const undone = await engine.database.transaction(
    async (tx) => {
      const work = await beginWork(engine, tx, { ...who, via: 'import' })
      return undoIn({ ...work, importId: id }, id)
    },
    { kind: 'import' },
  )
  forgetParameters(engine.parameters)
  return undone
}

const undoIn = async (work: Work, id: string): Promise<Undone> => {
  const kept = await holdImport(work, id)
  const touched = await touchedBy(work, id)
  for (const { resource } of touched)
    if (!isAdministrator(work.engine.index, work.who) && !mayCreate(work.engine.index, resource.name, work.viewer))
      throw new Problem('forbidden', { details: { resource: resource.name, verb: 'create' } }) // prettier-ignore
  await requireUnchanged(work, id, touched)
  const restored = await restoreRecords(work, id, touched)
  await requireUnpointed(work, touched)
  const removed = await removeRecords(work, id, touched)
  await settleAfter(work, touched, kept.counts?.historical === true)
  await work.db
    .updateTable('_imports')
    .set({ state: 'undone', undone_at: work.ctx.now, undone_by: work.who.employee })
    .where('id', '=', id)
    .execute()
  return { removed, restored }
}

/** Locks an import that the person may take back: one's own, or any for those who administer. */
const holdImport = async (work: Work, id: string): Promise<Kept> => {
  const { rows } = await sql<Kept>`
    select "id", "account_id", "state", "counts" from "_imports" where "id" = ${id}::uuid for update`.execute(
    work.db,
  )
  const [kept] = rows
  const isOwn = kept !== undefined && kept.account_id !== null && kept.account_id === work.who.account // prettier-ignore
  if (!kept || (!isOwn && !isAdministrator(work.engine.index, work.who)))
    throw new Problem('not_found')
  if (kept.state !== 'done')
    throw new Problem('conflict', {
      message: { zh: '该导入已撤销', en: 'This import has been undone already' },
    })
  return kept
}
