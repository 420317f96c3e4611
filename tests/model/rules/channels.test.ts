import { describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { agreement } from '../cooperation/channel-steps.ts'
import { as, department, employee, refusal, useCharter, type Person } from '../company.ts'

const charter = useCharter('2026-11-02T01:00:00.000Z')

type Values = Readonly<Record<string, unknown>>

const market: Values = {
  dimension: 'industry',
  definition: '制药企业',
  market_size: 1_000,
  growth_rate: 8,
  competition: 'low',
  fit_score: 4,
  potential_score: 5,
}
const segment = (name: string, values: Values = {}) =>
  charter.create('marketer', 'market_segments', { name, ...market, ...values })

describe('R-011 a market segment', () => {
  test('is assessed in full, from 1 to 5', async () => {
    const bare = charter.create('marketer', 'market_segments', { name: '空', dimension: 'region', definition: '无' }) // prettier-ignore
    expect((await refusal(bare)).fields.toSorted()).toEqual(['competition', 'fit_score', 'growth_rate', 'market_size', 'potential_score']) // prettier-ignore
    for (const [values, fields] of [
      [{ fit_score: 0 }, ['fit_score']],
      [{ fit_score: 6 }, ['fit_score']],
      [{ potential_score: 5.5 }, ['potential_score']],
      [{ market_size: -0.01 }, ['market_size']],
    ] as const)
      expect((await refusal(segment('界限', values))).fields).toEqual(fields)
  })

  test.each([
    ['low', 1, 1, 1.8], // 0.5 + 0.3 + 1
    ['high', 5, 5, 4.2], // 2.5 + 1.5 + 0.2
    ['medium', 4, 3, 3.3], // 1.5 + 1.2 + 0.6
  ])('competition %s, fit %d, potential %d: %d', async (competition, fit_score, potential_score, priority_score) => {
    const row = await segment(`得分${competition}`, { competition, fit_score, potential_score })
    expect(row).toMatchObject({ priority_score })
  }) // prettier-ignore

  test('two do not share a name', async () => {
    await segment('食品饮料')
    expect((await refusal(segment('食品饮料'))).fields).toEqual(['name'])
  })
})

const dealer = (name: string, values: Values = {}): Values => ({ name, kind: 'dealer', region: '江苏', contact_name: '吴先生', contact_phone: '13900000000', ...values }) // prettier-ignore
const newPartner = (name: string, values: Values = {}) =>
  charter.create('marketer', 'channel_partners', dealer(name, values))
const customer = async (name: string): Promise<string> =>
  (await charter.seed('customers', { name, owner_id: employee('seller'), department_id: department('sales'), level: 'normal', kind: 'channel', industry: '贸易', region: '江苏', source: 'channel' }, 'active')).id // prettier-ignore
const putPartner = async (name: string, state: string, values: Values = {}): Promise<Row> => {
  const { id } = await charter.seed('channel_partners', { ...dealer(name, values), ...agreement, manager_id: employee('marketer'), owner_id: employee('marketer'), department_id: department('sales'), ...values }, state) // prettier-ignore
  return charter.read('channel_partners', { id })
}
const step = (who: Person, row: Pick<Row, 'id'>, name: string, body: Values = {}) =>
  charter.step(who, 'channel_partners', row, name, body)

describe('a channel partner', () => {
  test('has a contact, a manager and a name of its own', async () => {
    const bare = charter.create('marketer', 'channel_partners', { name: '无' })
    expect((await refusal(bare)).fields.toSorted()).toEqual(['contact_name', 'contact_phone', 'kind', 'region']) // prettier-ignore
    const row = await newPartner('苏州恒通')
    expect(row).toMatchObject({ class: 'unrated', manager_id: employee('marketer'), state: 'prospect' }) // prettier-ignore
    expect((await refusal(newPartner('苏州恒通'))).fields).toEqual(['name'])
  })

  test('is signed with terms and agreement, a dealer as a customer', async () => {
    const row = await putPartner('无锡远达', 'negotiating', { cooperation_policy: null, agreement_files: null }) // prettier-ignore
    expect((await refusal(step('sales_head', row, 'sign'))).fields.toSorted()).toEqual(['agreement_files', 'cooperation_policy']) // prettier-ignore
    expect((await refusal(step('sales_head', row, 'sign', agreement))).code).toBe('refused_transition') // prettier-ignore
    const terms = { ...agreement, customer_id: await customer('无锡远达贸易') }
    const backwards = { ...terms, signed_on: '2026-11-02', expires_on: '2026-11-02' }
    expect((await refusal(step('sales_head', row, 'sign', backwards))).fields).toEqual(['expires_on']) // prettier-ignore
    const after = await step('sales_head', row, 'sign', { ...terms, expires_on: '2026-11-03' })
    expect(after).toMatchObject({ state: 'active', activated_on: '2026-11-02' })
    const agent = await putPartner('常州立信', 'negotiating', { kind: 'agent' })
    expect(await step('sales_head', agent, 'sign')).toMatchObject({ state: 'active' })
  })

  test('ends when nothing is owed, or finance waives it', async () => {
    const buyer = await customer('南通永昌')
    await charter.seed('receivables', { customer_id: buyer, owner_id: employee('seller'), department_id: department('sales'), name: '货款', amount: 0.01, trigger: 'date', recognised_on: '2026-10-01', expected_on: '2026-12-30', due_on: '2026-12-30' }, 'due') // prettier-ignore
    const row = await putPartner('南通永昌', 'active', { customer_id: buyer })
    expect(row).toMatchObject({ outstanding: 0.01 })
    expect((await refusal(step('sales_head', row, 'end'))).code).toBe('refused_transition')
    await step('sales_head', row, 'ask_waiver')
    expect((await refusal(step('sales_head', row, 'end'))).code).toBe('refused_transition')
    const [asked] = await charter.find('approvals', { 'target.id': row.id })
    if (asked) await charter.step('finance_head', 'approvals', asked, 'approve')
    expect(await step('sales_head', row, 'end')).toMatchObject({ state: 'ended' })
    const free = await putPartner('泰州新源', 'active', { customer_id: await customer('泰州新源') })
    expect((await refusal(step('sales_head', free, 'ask_waiver'))).code).toBe('refused_transition')
    expect(await step('sales_head', free, 'end')).toMatchObject({ state: 'ended' })
  })

  test('its manager hears 60 days before the agreement ends', async () => {
    const near = await putPartner('扬州同创', 'active', { expires_on: '2027-01-01' })
    const later = await putPartner('盐城万利', 'active', { expires_on: '2027-01-02' })
    await charter.tick()
    const told = (row: Row) => charter.find('notifications', { 'target.id': row.id }, 'marketer')
    expect(await told(near)).toHaveLength(1)
    expect(await told(later)).toEqual([])
    await charter.tick()
    expect(await told(near)).toHaveLength(1)
  })

  test('the phone is seen by its own side, by risk and by leaders', async () => {
    const row = await putPartner('镇江海通', 'active')
    const phone = async (who: Person) =>
      (await charter.read('channel_partners', row, who)).contact_phone
    const seen = await Promise.all((['marketer', 'sales_head', 'legal_head', 'boss', 'seller', 'accountant', 'administrator'] as const).map(phone)) // prettier-ignore
    expect(seen.map((number) => number !== null)).toEqual([true, true, true, true, false, false, false]) // prettier-ignore
    const hidden = charter.read('channel_partners', row, 'service_clerk')
    expect((await refusal(hidden)).code).toMatch(/forbidden|not_found/)
  })
})

describe('M-417, M-113, M-117 markets and channels', () => {
  const metric = async (by: readonly string[], who: Person = 'boss') => {
    const range = { from: '2024-04-01', to: '2024-06-30' }
    const { rows } = await charter.company().service.metric(as(who), 'market_development', { measures: [], by, range }) // prettier-ignore
    return new Map(rows.map((row) => [row[by[0] ?? ''] ?? 'all', row.market_development]))
  }
  const found = async (name: string, level: string, signed_on: string, more: Values = {}) => {
    const { id } = await charter.seed('customers', { name, owner_id: employee('seller'), department_id: department('sales'), level, kind: 'enterprise', industry: '制药', region: '江苏', source: 'self', ...more }, 'active') // prettier-ignore
    await charter.seed('contracts', { customer_id: id, owner_id: employee('seller'), department_id: department('sales'), title: '供货', kind: 'single', signed_on }, 'signed') // prettier-ignore
    return id
  }

  test('segments 3, partners 3, key customers 2, others 1 in the quarter', async () => {
    await found('一号', 'key', '2024-04-01')
    await found('二号', 'normal', '2024-06-30')
    await found('三号', 'normal', '2024-07-01') // the next quarter
    await putPartner('渠道一', 'active', { activated_on: '2024-05-01' })
    await putPartner('渠道二', 'suspended', { activated_on: '2024-05-02', manager_id: employee('seller') }) // prettier-ignore
    await putPartner('渠道三', 'active', { activated_on: '2024-03-31' })
    await charter.seed('market_segments', { name: '市场一', ...market, owner_id: employee('marketer'), department_id: department('marketing'), selected_on: '2024-06-01' }, 'selected') // prettier-ignore
    await charter.seed('market_segments', { name: '市场二', ...market, owner_id: employee('marketer'), department_id: department('marketing') }, 'candidate') // prettier-ignore
    const points = await metric(['employee'])
    expect(points.get(employee('seller'))).toBe(6) // 2 + 1 + 3
    expect(points.get(employee('marketer'))).toBe(6) // 3 + 3
    expect([...(await metric([])).values()]).toEqual([12])
    await putPartner('渠道五', 'active', { activated_on: '2024-05-03' })
    const { service } = charter.company()
    const places = async (direction: 'asc' | 'desc') => {
      const query = { measures: [], by: ['employee'], range: { from: '2024-04-01', to: '2024-06-30' }, sort: [['market_development', direction]] } as const // prettier-ignore
      const { rows } = await service.metric(as('boss'), 'market_development', query)
      return rows.map((row) => row.market_development)
    }
    expect([await places('desc'), await places('asc')]).toEqual([[9, 6], [6, 9]]) // prettier-ignore
  })

  test('sales by channel and their share of the segment', async () => {
    const { id } = await charter.seed('market_segments', { name: '医药', ...market, market_size: 4_000, owner_id: employee('marketer') }, 'selected') // prettier-ignore
    const partner = await putPartner('渠道四', 'active')
    const buyer = await found('四号', 'normal', '2022-01-01', { segment_id: id, channel_id: partner.id }) // prettier-ignore
    const sell = (quantity: number, more: Values = {}) =>
      charter.seed('orders', { customer_id: buyer, owner_id: employee('seller'), department_id: department('sales'), released_on: '2023-03-10', lines: [{ quantity, unit_price: 100 }], ...more }, 'released') // prettier-ignore
    await sell(9)
    await sell(1, { channel_id: null }) // sold directly
    const ask = async (by: string) => {
      const { rows } = await charter.company().service.aggregate(as('boss'), 'order_lines', { measures: ['sales', 'market_share'], by: [by], range: { from: '2023-01-01', to: '2023-12-31' }, sort: [['sales', 'desc']] }) // prettier-ignore
      return rows
    }
    expect(await ask('channel')).toMatchObject([{ channel: partner.id, sales: 900 }, { channel: null, sales: 100 }]) // prettier-ignore
    expect(await ask('segment')).toMatchObject([{ segment: id, sales: 1000, market_share: 25 }])
  })
})
