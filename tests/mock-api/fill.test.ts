import { describe, expect, test } from 'vitest'
import { indexModel } from '#model/language/resources.ts'
import { fillNewEntities } from '../../mock-api/sample/fill.ts'
import { makeEntity } from '../../server/scaffold/entity.ts'
import { fieldOf, labelOf } from '../../server/scaffold/fields.ts'
import { httpModel } from '../server/http-model.ts'
import { useHttp } from '../server/http.ts'

const made = makeEntity(httpModel, {
  name: 'warranty_claims',
  module: 'm',
  label: labelOf('质保索赔/Warranty claims', 'warranty_claims'),
  fields: ['customer:reference:customers!', 'amount:money!', 'share:percent', 'cause:enum:wear,transport', 'claimed_on:date!', 'received_at:datetime', 'contact:text', 'phone:phone'].map((text) => fieldOf(text, ['customers'])),
}) // prettier-ignore
const claims = {
  ...made,
  rules: [{ id: 'R-900', require: 'amount <= 50000', message: { zh: '超限', en: 'Too much' }, clauses: [] }],
  access: { ...made.access, finance: { read: 'all' }, sales: { create: true, read: 'own', update: 'own' } },
  sample: { count: 30, amount: { min: 100, max: 60_000 } },
} as const // prettier-ignore
const index = indexModel({ ...httpModel, entities: [...httpModel.entities, claims] })
const http = useHttp({ index })

type Claim = Readonly<Record<string, unknown>>
const list = async (): Promise<readonly Claim[]> => (await http().send('/api/warranty_claims?sort=["code","ASC"]', { as: 'finance' })).json() // prettier-ignore
const fillAt = () => fillNewEntities({ database: http().database, index, zone: 'Asia/Shanghai', clock: http().clock.now }) // prettier-ignore

describe('an entity without rows', () => {
  test('is filled through the service: by people who may, with rows that are there, within its rules', async () => {
    const customers = []
    for (const [name, as] of [
      ['恒远机械', 'sales'],
      ['华盛阀门', 'sales'],
      ['鼎新流体', 'other'],
    ] as const)
      customers.push(await (await http().send('/api/customers', { as, body: { name } })).json())
    expect(await fillAt()).toEqual([{ name: 'warranty_claims', rows: 30, refused: null }])
    const rows = await list()
    expect(rows).toHaveLength(30)
    const owners = new Map(customers.map(({ id, owner_id }) => [id, owner_id]))
    for (const row of rows) {
      expect(row['owner_id']).toBe(owners.get(row['customer_id']))
      expect(row['amount']).toBeGreaterThanOrEqual(100)
      expect(row['amount']).toBeLessThanOrEqual(50_000)
      expect(row['phone']).toMatch(/^139 \d{4} \d{4}$/)
      expect(String(row['created_at']) <= http().clock.now()).toBe(true)
    }
    expect(new Set(rows.map((row) => row['state']))).toEqual(new Set(['open', 'closed']))
    expect(new Set(rows.map((row) => row['cause']))).toEqual(new Set(['wear', 'transport']))
    const months = rows.map((row) => String(row['code']).slice(0, 9))
    expect([months[0], months.at(-1)]).toEqual(['WC-202509', 'WC-202603'])
  })

  test('is filled only once', async () => {
    expect(await fillAt()).toEqual([])
    expect(await list()).toHaveLength(30)
  })
})
