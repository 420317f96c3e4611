import type { Effect, Label } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { addDays, addMs, startOfDay } from '#model/language/time.ts'
import { isDay } from '#model/language/day.ts'
import { insertRecord, insertRecords, type NewRecord } from '../write/insert.ts'
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
  all: readonly { readonly work: Work; readonly origin: Origin }[],
  effect: NotifyEffect,
): Promise<void> => {
  const told: Told[] = []
  for (const { work, origin } of all) {
    const recipients = await recipientsOf(work, origin, effect.to)
    const employees = [...new Set(recipients.map(({ employee }) => employee))]
    if (employees.length === 0) continue
    const title = await fillLabel(work, origin, effect.title)
    const body = effect.body && (await fillLabel(work, origin, effect.body))
    const target = { resource: origin.resource, id: origin.id }
    for (const employee of employees) told.push({ work, employee, title, body, target })
  }
  const [one] = told
  if (!one) return
  const { work } = one
  const locales = await localesOf(work, [...new Set(told.map(({ employee }) => employee))])
  const inbox = work.engine.index.resources.get(platform.notifications)
  if (inbox) await insertRecords(inbox, told.map((each) => noticeOf(inbox, effect, each, locales.get(each.employee) ?? 'zh'))) // prettier-ignore
  const messages = told.map(({ employee, title, body, target }) => ({
    employee,
    title,
    ...target,
    ...(body && { body }),
  }))
  await queueMail(work, messages, locales)
}

/** One person told of one record. */
type Told = {
  readonly work: Work
  readonly employee: string
  readonly title: Label
  readonly body: Label | undefined
  readonly target: { readonly resource: string; readonly id: string }
}

const noticeOf = (
  inbox: Resource,
  effect: NotifyEffect,
  { work, employee, title, body, target }: Told,
  locale: keyof Label,
): NewRecord => ({
  work,
  given: known(inbox, {
    recipient_id: employee,
    owner_id: employee,
    kind: effect.kind,
    level: effect.level ?? 'info',
    rule_ref: effect.rule ?? null,
    target,
    title: title[locale],
    body: body?.[locale] ?? null,
  }),
})

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
