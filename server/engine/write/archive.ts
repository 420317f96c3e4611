import { sql } from 'kysely'
import { initialState } from '#model/language/workflow.ts'
import type { Resource } from '#model/language/resources.ts'
import { Problem } from '../../problems.ts'
import { name } from '../../sql/names.ts'
import { recordChange } from '../record/history.ts'
import { noteChange, noteTouched, recordKey } from '../record/journal.ts'
import type { Row } from '#model/language/wire.ts'
import { settle } from '../rules/settle.ts'
import { endsOf } from './store.ts'
import { checkMay, hold, mayQuestion } from './write.ts'
import { entityOf, type Work } from '../work.ts'

/**
 * Archives a record instead of deleting it; only in the first state, and recoverably.
 *
 * Errors: `conflict` for a record that has gone on in its workflow.
 */
export const archiveRecord = async (
  work: Work,
  resourceName: string,
  id: string,
  version: number | undefined,
): Promise<void> => {
  const { resource, row } = await holdToArchive(work, resourceName, id, version)
  if (row.archived === true) return
  const first = initialState(resource.entity)
  if (first !== null && row.state !== first)
    throw new Problem('conflict', {
      message: {
        zh: `只有状态为“${resource.entity.workflow?.states[first]?.zh}”的记录可以归档`,
        en: `Only records that are ${resource.entity.workflow?.states[first]?.en} may be archived`,
      },
      details: { rule: 'R-183' },
    })
  await setArchived(work, resource, row, true)
}

/** Brings an archived record back. */
export const restoreRecord = async (
  work: Work,
  resourceName: string,
  id: string,
  version: number | undefined,
): Promise<void> => {
  const { resource, row } = await holdToArchive(work, resourceName, id, version)
  if (row.archived === true) await setArchived(work, resource, row, false)
}

/** Locks a record that the actor may archive and bring back. */
const holdToArchive = async (
  work: Work,
  resourceName: string,
  id: string,
  version: number | undefined,
): Promise<{ readonly resource: Resource; readonly row: Row }> => {
  const resource = entityOf(work.engine, resourceName)
  const questions = mayQuestion(work, resource, 'archive')
  const held = await hold(work, resource, id, version, { versionOptional: true, questions })
  checkMay(resource, held, 'archive')
  return { resource, row: held.row }
}

const setArchived = async (
  work: Work,
  resource: Resource,
  row: Row,
  archived: boolean,
): Promise<void> => {
  const version = Number(row.version) + 1
  await sql`update ${name(resource.table)}
    set "archived" = ${archived}, "version" = ${version}, "updated_at" = ${work.ctx.now},
      "updated_by" = ${work.who.employee}
    where "id" = ${row.id}`.execute(work.db)
  work.journal.versioned.add(recordKey(resource.name, row.id))
  noteChange(work.journal, resource.name, row.id, ['archived', ...Object.keys(resource.fields)], {
    ends: endsOf(resource, row),
    known: true,
  })
  if (!archived) noteTouched(work.journal, resource.name, row.id, ['archived'])
  const action = archived ? 'archive' : 'restore'
  recordChange(work, { resource: resource.name, id: row.id, version, action })
  await settle(work)
}
