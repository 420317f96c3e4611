import { ownerFieldOf } from '#model/language/owner.ts'
import type { Transition } from '#model/language/definition.ts'
import { parsePredicate } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import { openCompile } from '../compile.ts'
import { diffOf, recordChange } from '../record/history.ts'
import { insertRecord } from '../write/insert.ts'
import { known, platform } from '../platform.ts'
import { selectRows } from '../record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import { updateRow } from '../write/store.ts'
import { asSystem, type Work } from '../work.ts'

type Values = Readonly<Record<string, unknown>>
const firstStep = 'manager_approval'

/**
 * Writes down a person's decision on a record as an approvals row: the pending row that asked for it, else a row
 * that is decided from the start.
 */
export const recordDecision = async (
  work: Work,
  resource: Resource,
  row: Row,
  step: Transition,
  ask: Values,
): Promise<void> => {
  const approvals = work.engine.index.resources.get(platform.approvals)
  const me = work.who.employee
  if (!step.decision || work.sudo || me === null || !approvals || resource === approvals) return
  const target = { resource: resource.name, id: row.id }
  const name = step.step ?? firstStep
  const state = step.verdict ?? 'approved'
  const opinion = ask.opinion ?? ask.reason ?? null
  const decided = known(approvals, { opinion, decided_at: work.ctx.now })
  const system = asSystem(work, { ...target })
  const pending = await pendingRow(work, approvals, target, name, me)
  if (pending) {
    const values = { ...decided, state }
    const version = await updateRow(system, approvals, pending, values)
    const states = { from: String(pending.state), to: state }
    const diff = diffOf(pending, { ...pending, ...decided }, Object.keys(decided))
    const entry = { resource: approvals.name, id: pending.id, ...states }
    recordChange(system, { ...entry, version, action: 'transition', diff })
    return
  }
  const owner = row[ownerFieldOf(resource.entity)] ?? null
  const given = {
    target,
    step: name,
    seq: 1,
    assignee_id: me,
    owner_id: me,
    department_id: work.who.department,
    requested_by_id: owner,
    ...decided,
  }
  await insertRecord(system, approvals, known(approvals, given), { state })
}

const pendingRow = async (
  work: Work,
  approvals: Resource,
  target: { readonly resource: string; readonly id: string },
  step: string,
  me: string,
): Promise<Row | undefined> => {
  const where = parsePredicate({
    'target.resource': target.resource,
    'target.id': target.id,
    step,
    state: 'pending',
    assignee_id: me,
  })
  const [row] = await selectRows(
    work,
    openCompile(work),
    approvals,
    { where: [where], order: (source) => source.column('id'), limit: 1 },
    { reveal: () => true },
  )
  return row
}
