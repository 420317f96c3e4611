import { ownerFieldOf } from '#model/language/owner.ts'
import type { Effect } from '#model/language/definition.ts'
import { addMs } from '#model/language/time.ts'
import { openCompile } from '../compile.ts'
import { insertRecord } from '../write/insert.ts'
import { dueAt } from './messages.ts'
import { known, platform } from '../platform.ts'
import { employeesById, insteadOf, recipientsOf } from './recipients.ts'
import { answersOf } from '../record/rows.ts'
import type { Origin } from '../write/values.ts'
import { resourceOf, type Work } from '../work.ts'

type ReviewEffect = Extract<Effect, { readonly do: 'review' }>

/**
 * Asks people for their decision on a record: one pending approvals row each, all at once. Nobody is asked about
 * an own record: the supervisor, else the highest role, is asked instead.
 */
export const askPeople = async (
  work: Work,
  origin: Origin,
  effect: ReviewEffect,
): Promise<void> => {
  const approvals = work.engine.index.resources.get(platform.approvals)
  if (!approvals) return
  const owner = await ownerOf(work, origin)
  const due_at = (await dueAt(work, origin, effect.due)) ?? (await usualDue(work))
  const recipients = await recipientsOf(work, origin, effect.to)
  const asked = new Map<string, { employee: string; department: string | null }>()
  for (const { employee, department } of recipients) {
    const someone = employee === owner ? await insteadOf(work, employee) : employee
    if (someone !== undefined) asked.set(`${someone} ${department ?? ''}`, { employee: someone, department })
  } // prettier-ignore
  const people = await employeesById(
    work,
    [...asked.values()].map(({ employee }) => employee),
  )
  for (const { employee, department } of asked.values()) {
    const given = known(approvals, {
      target: { resource: origin.resource, id: origin.id },
      step: effect.step,
      seq: effect.seq ?? 1,
      assignee_id: employee,
      owner_id: employee,
      department_id: department ?? people.get(employee)?.department_id ?? null,
      requested_by_id: owner ?? work.who.employee,
      due_at,
    })
    await insertRecord(work, approvals, given)
  }
}

const ownerOf = async (work: Work, origin: Origin): Promise<string | null> => {
  const path = ownerFieldOf(resourceOf(work.engine, origin.resource).entity)
  const compile = openCompile(work)
  const { owner } = await answersOf(work, compile, origin.resource, origin.id, { owner: { path } })
  return typeof owner === 'string' ? owner : null
}

/** Hours within which a decision is expected when the effect does not say. */
const usualDue = async (work: Work): Promise<string | null> => {
  const hours = Number(work.ctx.param('approval.sla_hours'))
  return hours > 0 ? addMs(work.ctx.now, hours * 3_600_000) : null
}
