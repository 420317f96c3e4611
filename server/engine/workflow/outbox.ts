import { sql } from 'kysely'
import type { Label } from '#model/language/definition.ts'
import { platform } from '../platform.ts'
import { employeesById } from './recipients.ts'
import type { Work } from '../work.ts'

/** A message to one person about one record. */
export type Message = {
  readonly employee: string
  readonly title: Label
  readonly body?: Label
  readonly resource: string
  readonly id: string
}

/** Languages in which people read: their account's, else the company's first. */
export const localesOf = async (
  work: Work,
  employees: readonly string[],
): Promise<ReadonlyMap<string, keyof Label>> => {
  const { rows } = await sql<{ employee_id: string; locale: string }>`
    select "employee_id", "locale" from "_accounts"
    where "employee_id" = any(${employees}::uuid[]) and not "disabled"`.execute(work.db)
  return new Map(
    rows.map(({ employee_id, locale }) => [employee_id, locale === 'en' ? 'en' : 'zh']),
  )
}

/** Queues messages as e-mail in this transaction; they leave after it is committed. */
export const queueMail = async (
  work: Work,
  messages: readonly Message[],
  locales: ReadonlyMap<string, keyof Label>,
): Promise<void> => {
  if (!work.engine.index.resources.get(platform.employees)?.fields.email) return
  const people = await employeesById(work, messages.map(({ employee }) => employee)) // prettier-ignore
  const rows = messages.flatMap(({ employee, title, body, resource, id }) => {
    const address = people.get(employee)?.email
    if (typeof address !== 'string' || address === '') return []
    const locale = locales.get(employee) ?? 'zh'
    return [
      sql`(${work.engine.newId()}, 'mail', ${address}, ${title[locale]}, ${body?.[locale] ?? ''},
        ${resource}, ${id}, ${work.ctx.now}, ${work.ctx.now}, 0)`,
    ]
  })
  if (rows.length === 0) return
  await sql`insert into "_outbox"
    ("id", "kind", "recipient", "subject", "body", "resource", "record_id", "created_at", "due_at", "attempts")
    values ${sql.join(rows)}`.execute(work.db)
}
