import { describe, expect, test } from 'vitest'
import { databases } from '../../databases.ts'
import { useDemo } from './company.ts'

describe.each(databases)('people of the sandbox on $name', ({ open }) => {
  const demo = useDemo(open)
  const people = async (q: string) => {
    const answer = await demo().send(`/api/sandbox/people?q=${encodeURIComponent(q)}`, { as: 'sales' }) // prettier-ignore
    const rows: readonly { readonly name: string; readonly employee: string }[] = await answer.json() // prettier-ignore
    return rows
  }
  const actAs = (employee: string | undefined) => demo().send('/api/sandbox/act', { body: { employee }, as: 'sales' }) // prettier-ignore

  test('anybody who works here is found by name or pinyin', async () => {
    await demo().ask('/api/employees', { as: 'admin', body: { name: '欧阳娜娜', roles: ['finance'] } }) // prettier-ignore
    expect((await people('')).length).toBe(5)
    expect((await people('欧阳')).map(({ name }) => name)).toEqual(['欧阳娜娜'])
    expect((await people('oynn')).map(({ name }) => name)).toEqual(['欧阳娜娜'])
    expect(await people('%')).toEqual([])
  })

  test('a visitor becomes any of them, with and without an account of their own', async () => {
    const [found] = await people('oynn')
    const answer = await actAs(found?.employee)
    expect(await answer.json()).toMatchObject({ name: '欧阳娜娜', roles: ['finance'] })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(await demo().ask('/api/session', { as: null, headers: { cookie } })).toMatchObject({ name: '欧阳娜娜' }) // prettier-ignore
    // A call that was under way is not refused: the session is the same.
    expect(await demo().ask('/api/session', { as: 'sales' })).toMatchObject({ name: '欧阳娜娜' })
    const { people: staff, send } = demo()
    const sales = await send('/api/sandbox/act', { body: { employee: staff.sales.employee }, headers: { cookie } }) // prettier-ignore
    expect(await sales.json()).toMatchObject({ login: 'sales' })
  })

  test('nobody becomes somebody who does not work here', async () => {
    const { people: staff, ask } = demo()
    const as = 'finance'
    const unknown = { errors: { employee: 'is nobody who works here' }, status: 422 }
    for (const employee of [crypto.randomUUID(), 'x', undefined])
      expect(await ask('/api/sandbox/act', { as, body: { employee } })).toMatchObject(unknown)
    const { employee } = staff.other
    const { version } = await ask(`/api/employees/${employee}`, { as: 'admin' })
    await ask(`/api/employees/${employee}/transitions/leave`, { as: 'admin', body: {}, headers: { 'if-match': `"${String(version)}"` } }) // prettier-ignore
    expect(await ask('/api/sandbox/act', { as, body: { employee } })).toMatchObject(unknown)
  })
})
