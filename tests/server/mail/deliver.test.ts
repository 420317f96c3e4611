import { describe, expect, test } from 'vitest'
import { databases, useDatabase } from '../../databases.ts'
import { deliverMail, type Mail, type Mailer } from '../../../server/mail/deliver.ts'
import { httpIndex } from '../http-model.ts'
import { movableClock } from '../http.ts'

const at = '2026-03-05T02:00:00.000Z'

/** A mail server that keeps what it takes and refuses as often as told. */
const recorder = (refusals = 0) => {
  const taken: Mail[] = []
  let left = refusals
  const mailer: Mailer = {
    send: async (mail) => {
      if (left > 0) {
        left -= 1
        throw new Error('451 try later')
      }
      taken.push(mail)
    },
    close: () => {},
  }
  return { taken, mailer }
}

describe.each(databases)('mail on $name', ({ open }) => {
  const database = useDatabase(open, httpIndex)
  const clock = movableClock(at)

  const queue = async (mail: Readonly<Record<string, unknown>>) => {
    await database().kysely.deleteFrom('_outbox').execute()
    await database()
      .kysely.insertInto('_outbox')
      .values({
        id: crypto.randomUUID(),
        kind: 'mail',
        created_at: clock.now(),
        due_at: clock.now(),
        ...mail,
      }) // prettier-ignore
      .execute()
  }
  const deliver = (mailer: Mailer) =>
    deliverMail(database(), mailer, clock.now(), 'https://office.example')

  test('leaves once, with a subject of one line and a link to its record', async () => {
    const id = '01900000-0000-7000-8000-000000000001'
    await queue({ recipient: 'a@example.com', subject: '逾期提醒\nBcc: x@y', body: '请跟进', resource: 'orders', record_id: id }) // prettier-ignore
    const { taken, mailer } = recorder()
    expect(await deliver(mailer)).toEqual({ sent: 1, failed: 0 })
    expect(await deliver(mailer)).toEqual({ sent: 0, failed: 0 })
    expect(taken).toEqual([
      { to: 'a@example.com', subject: '逾期提醒 Bcc: x@y', text: `请跟进\n\nhttps://office.example/orders/${id}/show` },
    ]) // prettier-ignore
  })

  test('is tried again later when the mail server refuses, and given up after eight tries', async () => {
    await queue({ recipient: 'b@example.com', subject: 'S', body: 'B' })
    const once = recorder(1)
    expect(await deliver(once.mailer)).toEqual({ sent: 0, failed: 1 })
    expect(await deliver(once.mailer)).toEqual({ sent: 0, failed: 0 })
    clock.forward(61_000)
    expect(await deliver(once.mailer)).toEqual({ sent: 1, failed: 0 })

    await queue({ recipient: 'c@example.com', subject: 'S', body: 'B' })
    const never = recorder(1_000)
    let tries = 0
    for (let i = 0; i < 12; i++) {
      tries += (await deliver(never.mailer)).failed
      clock.forward(24 * 3_600_000)
    }
    expect(tries).toBe(8)
    const row = await database().kysely.selectFrom('_outbox').select(['error', 'sent_at']).executeTakeFirst() // prettier-ignore
    expect(row).toEqual({ error: '451 try later', sent_at: null })
  })

  test('of a broken instance leaves when its claim runs out', async () => {
    await queue({ recipient: 'd@example.com', subject: 'S', body: 'B', claimed_until: new Date(Date.parse(clock.now()) + 600_000).toISOString() }) // prettier-ignore
    const { taken, mailer } = recorder()
    await deliver(mailer)
    expect(taken).toEqual([])
    clock.forward(601_000)
    await deliver(mailer)
    expect(taken.length).toBe(1)
  })

  test('is not sent twice by two instances that look at the same moment', async () => {
    await queue({ recipient: 'e@example.com', subject: 'S', body: 'B' })
    const { taken, mailer } = recorder()
    await Promise.all([deliver(mailer), deliver(mailer), deliver(mailer)])
    expect(taken.length).toBe(1)
  })
})
