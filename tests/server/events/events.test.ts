import { describe, expect, test } from 'vitest'
import { databases } from '../../databases.ts'
import { useHttp, withSettings, type Http, type Send } from '../http.ts'

type Event = { readonly id: string; readonly event: string; readonly data: unknown }

/** Reads an event stream one event at a time. */
const reader = (answer: Response) => {
  const stream = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const next = async (): Promise<Event> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n')
        text = text.slice(end + 2)
        const value = (name: string) => lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1).trim() ?? '' // prettier-ignore
        return { id: value('id'), event: value('event'), data: JSON.parse(value('data')) }
      }
      const chunk = await stream?.read()
      if (!chunk || chunk.done) throw new Error('the stream ended')
      text += chunk.value
    }
  }
  return { next, end: async () => stream?.cancel() }
}

const open = async (http: Http, request: Send) => {
  const answer = await http.send('/api/events', request)
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const events = reader(answer)
  expect((await events.next()).event).toBe('open')
  return events
}

describe.each(databases)('events on $name', ({ open: openDatabase }) => {
  const http = useHttp({ open: openDatabase })
  const create = async (as: Send['as'], name: string) => (await http().send('/api/customers', { as, body: { name } })).json() // prettier-ignore

  test('tell a reader of what changes among the rows that he or she may read', async () => {
    const sales = await open(http(), { as: 'sales' })
    const finance = await open(http(), { as: 'finance' })
    const theirs = await create('other', 'Theirs')
    const mine = await create('sales', 'Mine')
    expect((await finance.next()).data).toEqual({ resource: 'customers', id: theirs.id, version: 1, action: 'create' }) // prettier-ignore
    expect((await finance.next()).data).toMatchObject({ id: mine.id })
    const told = await sales.next()
    expect(told.event).toBe('change')
    expect(told.data).toMatchObject({ id: mine.id })
    await sales.end()
    await finance.end()
  })

  test('are taken up where they were left', async () => {
    const before = await open(http(), { as: 'finance' })
    const first = await create('finance', 'First')
    const { id } = await before.next()
    await before.end()
    const second = await create('finance', 'Second')
    await http().send(`/api/customers/${first.id}`, { as: 'finance', method: 'DELETE' })
    const after = await open(http(), { as: 'finance', headers: { 'last-event-id': id } })
    expect((await after.next()).data).toMatchObject({ id: second.id, action: 'create' })
    expect((await after.next()).data).toMatchObject({ id: first.id, action: 'archive' })
    await after.end()
  })

  test('of another instance arrive too', async () => {
    const events = await open(http(), { as: 'finance' })
    const founder = { account: null, employee: http().people.finance.employee, roles: ['finance'], departments: [], department: null, locale: 'en', via: 'session' } as const // prettier-ignore
    const { id } = await http().service.create(founder, 'customers', { name: 'Elsewhere' })
    expect((await events.next()).data).toMatchObject({ id })
    await events.end()
  })

  test('of another instance are heard, not only looked for', async () => {
    if (!http().database.listen) return
    const second = withSettings(http(), {}, 60_000)
    const events = await open(second, { as: 'finance' })
    const { id } = await create('finance', 'Announced')
    expect((await events.next()).data).toMatchObject({ id })
    await events.end()
    await second.api.close()
  })

  test('need a number to go on from', async () => {
    const answer = await http().send('/api/events', { as: 'sales', headers: { 'last-event-id': "1'" } }) // prettier-ignore
    expect(answer.status).toBe(400)
  })
})
