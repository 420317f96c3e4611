import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SMTPServer } from 'smtp-server'
import { deliverMail, type Mailer } from '../../../server/mail/deliver.ts'
import { smtpMailer } from '../../../server/mail/smtp.ts'
import { databases, useDatabase } from '../../databases.ts'
import { movableClock } from '../http.ts'
import { httpIndex } from '../http-model.ts'

const at = '2026-03-05T02:00:00.000Z'

/** A mail server on loopback that keeps what it takes and refuses recipients as often as told. */
const taken: { readonly from: string; readonly to: readonly string[]; readonly raw: string }[] = []
let refusals = 0
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onRcptTo: (_address, _session, done) => {
    if (refusals === 0) return done()
    refusals -= 1
    return done(Object.assign(new Error('try later'), { responseCode: 451 }))
  },
  onData: (stream, session, done) => {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope
      taken.push({
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo.map(({ address }) => address),
        raw: Buffer.concat(parts).toString('utf8'),
      })
      done()
    })
  },
})
let url = ''
beforeAll(async () => {
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  url = `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

const quoted = (text: string): string =>
  decodeURIComponent(text.replaceAll(/=\r?\n/g, '').replaceAll('%', '%25').replaceAll(/=([\dA-F]{2})/gi, '%$1')) // prettier-ignore

const base64 = (text: string): string => Buffer.from(text, 'base64').toString('utf8')

/** Words of a header that are not plain letters; a character may be cut in two, so their bytes are joined first. */
const wordsOf = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?utf-8\?[bq]\?/gi, '')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b' ? base64(word) : quoted(word.replaceAll('_', ' ')),
    )

/** Subject and text of a mail as its reader sees them. */
const read = (raw: string) => {
  const [head = '', body = ''] = raw.split(/\r\n\r\n([\s\S]*)/)
  const header = (name: string) =>
    wordsOf(new RegExp(`^${name}: ((?:.|\\r\\n[ \\t])*)`, 'im').exec(head)?.[1] ?? '').replaceAll(/\r\n\s+/g, ' ') // prettier-ignore
  const encoding = header('content-transfer-encoding')
  const text = encoding === 'base64' ? base64(body) : encoding === 'quoted-printable' ? quoted(body) : body
  return { subject: header('subject'), from: header('from'), text: text.replaceAll('\r\n', '\n').trim() }
} // prettier-ignore

describe.each(databases)('mail through a mail server, outbox on $name', ({ open }) => {
  const database = useDatabase(open, httpIndex)
  const clock = movableClock(at)
  let mailers: readonly [Mailer, Mailer]
  beforeAll(async () => {
    const from = 'Charter <office@example.com>'
    mailers = [smtpMailer(url, from), smtpMailer(url, from)]
  })
  afterAll(() => mailers.forEach((mailer) => mailer.close()))

  const queue = async (mails: readonly Readonly<Record<string, unknown>>[]) => {
    taken.length = 0
    await database().kysely.deleteFrom('_outbox').execute()
    const due = { kind: 'mail', created_at: clock.now(), due_at: clock.now() }
    const rows = mails.map((mail) => ({ id: crypto.randomUUID(), ...due, ...mail }))
    await database().kysely.insertInto('_outbox').values(rows).execute()
  }
  const deliver = (mailer: Mailer) =>
    deliverMail(database(), mailer, clock.now(), 'https://office.example')

  test.each([
    ['逾期提醒：应收账款 YS-202603-00001', '客户“华东机械”的应收账款已逾期 31 天，请跟进。'],
    [
      'Overdue: receivable YS-202603-00001',
      'The receivable of "East Machines" is 31 days overdue.',
    ],
  ])('arrives as it was written: %s', async (subject, body) => {
    const id = '01900000-0000-7000-8000-000000000001'
    await queue([{ recipient: 'li@example.com', subject, body, resource: 'orders', record_id: id }])
    expect(await deliver(mailers[0])).toEqual({ sent: 1, failed: 0 })
    expect(taken).toHaveLength(1)
    expect([taken[0]?.from, taken[0]?.to]).toEqual(['office@example.com', ['li@example.com']])
    expect(read(taken[0]?.raw ?? '')).toEqual({
      subject,
      from: 'Charter <office@example.com>',
      text: `${body}\n\nhttps://office.example/orders/${id}/show`,
    })
  })

  test('is tried again after a refusal', async () => {
    await queue([{ recipient: 'li@example.com', subject: 'S', body: 'B' }])
    refusals = 1
    expect(await deliver(mailers[0])).toEqual({ sent: 0, failed: 1 })
    const row = await database().kysely.selectFrom('_outbox').select(['error', 'sent_at']).executeTakeFirst() // prettier-ignore
    expect(row).toEqual({ error: expect.stringContaining('451'), sent_at: null })
    clock.forward(61_000)
    expect(await deliver(mailers[0])).toEqual({ sent: 1, failed: 0 })
    expect(taken).toHaveLength(1)
  })

  test('of many leaves once each, although two instances deliver at the same moment', async () => {
    const people = Array.from({ length: 20 }, (_, i) => `person${i}@example.com`)
    await queue(people.map((recipient) => ({ recipient, subject: 'S', body: 'B' })))
    await Promise.all([deliver(mailers[0]), deliver(mailers[1]), deliver(mailers[0])])
    const expected = people.map((one) => [one]).toSorted()
    expect(taken.map(({ to }) => to).toSorted()).toEqual(expected)
  })
})
