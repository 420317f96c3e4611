import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** A mail as it leaves. */
export type Mail = {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Hands mails to a mail server; throws when it does not take one. */
export interface Mailer {
  send(mail: Mail): Promise<void>
  close(): void
}

type Waiting = {
  readonly id: string
  readonly recipient: string
  readonly subject: string | null
  readonly body: string | null
  readonly resource: string | null
  readonly record_id: string | null
  readonly attempts: number
}

export type Delivery = { readonly sent: number; readonly failed: number }

const atOnce = 50
const claimMinutes = 10
/** Tries before a mail is given up; waits double from one minute, four hours and a quarter in all. */
const mostAttempts = 8

const later = (now: string, minutes: number): string =>
  new Date(Date.parse(now) + minutes * 60_000).toISOString()

/** Takes mails that are due for this instance alone; another may have them when the claim runs out. */
const claim = async ({ kysely }: Database, now: string): Promise<readonly Waiting[]> => {
  const { rows } = await sql<Waiting>`
    update _outbox set claimed_until = ${later(now, claimMinutes)}::timestamptz, attempts = attempts + 1
    where id in (
      select id from _outbox
      where kind = 'mail' and sent_at is null and attempts < ${mostAttempts}
        and coalesce(due_at, created_at) <= ${now}::timestamptz
        and (claimed_until is null or claimed_until < ${now}::timestamptz)
      order by due_at, id limit ${atOnce} for update skip locked)
    returning id, recipient, subject, body, resource, record_id, attempts`.execute(kysely)
  return rows
}

const textOf = (mail: Waiting, publicUrl: string | null): string => {
  const link =
    publicUrl && mail.resource && mail.record_id
      ? `${publicUrl}/${mail.resource}/${mail.record_id}/show`
      : null
  return [mail.body, link].filter(Boolean).join('\n\n')
}

const sent = (db: Database, id: string, now: string) =>
  db.kysely
    .updateTable('_outbox')
    .set({ sent_at: now, claimed_until: null, error: null })
    .where('id', '=', id)
    .execute()

const failed = (db: Database, mail: Waiting, now: string, error: unknown) =>
  db.kysely
    .updateTable('_outbox')
    .set({
      claimed_until: null,
      due_at: later(now, 2 ** (mail.attempts - 1)),
      error: (error instanceof Error ? error.message : String(error)).slice(0, 500),
    })
    .where('id', '=', mail.id)
    .execute()

/**
 * Sends the mails of the outbox that are due; safe on several instances.
 *
 * A mail is sent at least once: an instance that dies between the mail server's yes and its own note sends it again
 * when the claim runs out. What fails is tried again, later each time.
 */
export const deliverMail = async (
  database: Database,
  mailer: Mailer,
  now: string,
  publicUrl: string | null,
): Promise<Delivery> => {
  let done = 0
  let refused = 0
  for (const mail of await claim(database, now)) {
    const subject = (mail.subject ?? '').replaceAll(/[\r\n]+/g, ' ')
    try {
      await mailer.send({ to: mail.recipient, subject, text: textOf(mail, publicUrl) })
    } catch (error) {
      refused += 1
      await failed(database, mail, now, error)
      continue
    }
    done += 1
    await sent(database, mail.id, now)
  }
  return { sent: done, failed: refused }
}
