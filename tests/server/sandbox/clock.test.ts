import { describe, expect, test } from 'vitest'
import { cleanUp } from '../../../server/clean-up.ts'
import { databases } from '../../databases.ts'
import { useDemo } from './company.ts'

describe.each(databases)('the clock of the sandbox on $name', ({ open }) => {
  const demo = useDemo(open)
  const move = (days: number) => demo().ask('/api/sandbox/clock', { body: { days } })

  test('stands at the real day at first', async () => {
    expect(await demo().ask('/api/sandbox')).toMatchObject({
      status: 200, days: 0, day: '2026-03-05', now: '2026-03-05T02:00:00.000Z',
    }) // prettier-ignore
  })

  test('moved by days, every day in between does its work on its own day', async () => {
    const body = { name: 'P', due_on: '2026-03-07' }
    const { id } = await demo().ask('/api/promises', { body })
    expect(await move(2)).toMatchObject({ days: 2, day: '2026-03-07', done: 0 })
    expect(await move(3)).toMatchObject({ days: 5, day: '2026-03-10' })
    expect(await demo().ask(`/api/promises/${String(id)}`)).toMatchObject({ state: 'late', late_on: '2026-03-08', reminded: 3 }) // prettier-ignore
    expect(await demo().ask('/api/orders', { body: { customer_id: await aCustomer(), lines: [] } })).toMatchObject({ ordered_on: '2026-03-10' }) // prettier-ignore
  })

  const aCustomer = async () => (await demo().ask('/api/customers', { body: { name: 'C' } })).id

  test('nobody is signed out, however far it is moved', async () => {
    await move(60)
    expect(await demo().ask('/api/session')).toMatchObject({ status: 200, login: 'sales' })
    const { database, sandbox, api } = demo()
    await cleanUp(database, sandbox.clock(), api.parts.settings)
    expect(await demo().ask('/api/session', { as: 'finance' })).toMatchObject({ status: 200 })
  })

  test('an idle session still ends', async () => {
    demo().clock.forward(25 * 3_600_000)
    expect(await demo().ask('/api/session', { as: 'other' })).toMatchObject({ status: 401 })
    demo().clock.forward(-25 * 3_600_000)
  })

  test('a restart leaves it where it was', async () => {
    const before = await demo().ask('/api/sandbox')
    const again = await demo().restarted()
    expect(await again.ask('/api/sandbox')).toEqual(before)
    expect(before.days).toBe(65)
    await again.api.close()
  })

  test('the model tells the console by how much it is moved', async () => {
    expect((await demo().ask('/api/model')).sandbox).toEqual({ days: 65, faults: false })
  })

  test.each([0, -1, 1.5, 367, '7'])('%s days are refused', async (days) => {
    expect(await demo().ask('/api/sandbox/clock', { body: { days } })).toMatchObject({ status: 422, code: 'invalid', errors: { days: 'must be a whole number from 1 to 366' } }) // prettier-ignore
  })
})
