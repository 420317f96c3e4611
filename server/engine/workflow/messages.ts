import type { Effect } from '#model/language/definition.ts'
import { addDays, addMs, startOfDay } from '#model/language/time.ts'
import { isDay } from '#model/language/day.ts'
import { insertRecord } from '../write/insert.ts'
import { localesOf, queueMail } from './outbox.ts'
import { known, platform } from '../platform.ts'
import { employeesById, recipientsOf } from './recipients.ts'
import { fillLabel } from '../read/texts.ts'
import { valuesOf, type Origin } from '../write/values.ts'
import type { Work } from '../work.ts'

type NotifyEffect = Extract<Effect, { readonly do: 'notify' }>
type DistributeEffect = Extract<Effect, { readonly do: 'distribute' }>

/** Tells people: a row in their inbox, and an e-mail that leaves after the transaction is committed. */
export const notifyEffect = async (
  work: Work,
  origin: Origin,
  effect: NotifyEffect,
): Promise<void> => {
  const recipients = await recipientsOf(work, origin, effect.to)
  const employees = [...new Set(recipients.map(({ employee }) => employee))]
  if (employees.length === 0) return
  const title = await fillLabel(work, origin, effect.title)
  const body = effect.body && (await fillLabel(work, origin, effect.body))
  const locales = await localesOf(work, employees)
  const target = { resource: origin.resource, id: origin.id }
  const inbox = work.engine.index.resources.get(platform.notifications)
  for (const employee of inbox ? employees : []) {
    const locale = locales.get(employee) ?? 'zh'
    if (!inbox) continue
    const given = known(inbox, {
      recipient_id: employee,
      owner_id: employee,
      kind: effect.kind,
      level: effect.level ?? 'info',
      rule_ref: effect.rule ?? null,
      target,
      title: title[locale],
      body: body?.[locale] ?? null,
    })
    await insertRecord(work, inbox, given)
  }
  const messages = employees.map((employee) => ({
    employee,
    title,
    ...target,
    ...(body && { body }),
  }))
  await queueMail(work, messages, locales)
}

/** Sends copies of a record that have to be acknowledged: one row a recipient. */
export const distributeEffect = async (
  work: Work,
  origin: Origin,
  effect: DistributeEffect,
): Promise<void> => {
  const resource = work.engine.index.resources.get(platform.distributions)
  const recipients = await recipientsOf(work, origin, effect.to)
  if (!resource || recipients.length === 0) return
  const people = await employeesById(work, recipients.map(({ employee }) => employee)) // prettier-ignore
  const due_at = await dueAt(work, origin, effect.due)
  const note = effect.note && (await fillLabel(work, origin, effect.note))
  for (const [i, { employee, department }] of recipients.entries()) {
    const copy = effect.copy_no?.replaceAll('{n}', String(i + 1))
    const given = known(resource, {
      target: { resource: origin.resource, id: origin.id },
      recipient_id: employee,
      recipient_department_id: department,
      owner_id: employee,
      department_id: department ?? people.get(employee)?.department_id ?? null,
      copy_no: copy && (await fillLabel(work, origin, { zh: copy, en: copy })).zh,
      sent_at: work.ctx.now,
      due_at,
      note: note?.zh ?? null,
    })
    await insertRecord(work, resource, given)
  }
}

/** Gives the instant by which something is due: a formula or variable; a day counts to its end. */
export const dueAt = async (
  work: Work,
  origin: Origin,
  due: string | undefined,
): Promise<string | null> => {
  if (due === undefined) return null
  const formula = due.startsWith('=') || due.startsWith('$') ? due : `=${due}`
  const { at } = await valuesOf(work, origin, { at: formula })
  if (!isDay(at)) return typeof at === 'string' ? at : null
  return addMs(startOfDay(addDays(at, 1), work.ctx.zone), -1000)
}
