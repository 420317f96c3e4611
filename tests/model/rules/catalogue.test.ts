import { describe, expect, test } from 'vitest'
import { department, refusal, useCharter } from '../company.ts'

const charter = useCharter()

describe('R-164 a next position has a higher rank', () => {
  const position = (code: string, rank: number, next_position_ids: readonly string[] = []) =>
    charter.create('hr_clerk', 'positions', {
      code,
      name: code,
      department_id: department('sales'),
      family: 'sales',
      rank,
      next_position_ids,
      duties: '销售',
    })

  test('one rank above is accepted, the same rank is refused', async () => {
    const supervisor = await position('主管', 4)
    expect(await position('业务员', 3, [supervisor.id])).toMatchObject({ lowest_next_rank: 4 })
    expect(await refusal(position('高级业务员', 4, [supervisor.id]))).toMatchObject({
      code: 'invalid',
      fields: ['next_position_ids'],
    })
  })

  test.each([
    [0, 'invalid'],
    [1, 'accepted'],
    [10, 'accepted'],
    [11, 'invalid'],
  ])('a rank of %d: %s', async (rank, code) => {
    expect((await refusal(position(`级别${rank}`, rank))).code).toBe(code)
  })
})

describe('R-172 each scenario has metrics of volume, quality and satisfaction', () => {
  const metric = (code: string, group: string, scenario: readonly string[]) =>
    charter.create('administrator', 'metric_definitions', {
      code,
      name: code,
      group,
      scenario,
      formula: 'count',
      resource: 'customers',
      grain: 'month',
      unit: '个',
      better: 'higher',
      dashboard: ['销售趋势'],
    })

  test('the scenario is warned about until the third group is there', async () => {
    expect((await metric('M-001', 'volume', ['market']))._warnings).toMatchObject([
      { rule: 'R-172' },
    ])
    expect((await metric('M-002', 'quality', ['market']))._warnings).toMatchObject([
      { rule: 'R-172' },
    ])
    expect((await metric('M-003', 'satisfaction', ['all']))._warnings).toBeUndefined()
    expect((await metric('M-004', 'finance', ['market']))._warnings).toBeUndefined()
  })
})

describe('R-028 the completeness of a customer file is shown and warned about', () => {
  const basics = {
    kind: 'enterprise',
    level: 'normal',
    industry: '机械',
    region: '华东',
    source: 'self',
    size: 'large',
    address: '苏州',
    phone: '0512-00000000',
    bank_account: '1102',
    needs: '轴承',
    purchase_intent: 'strong',
    decision_process: '采购委员会',
    purchase_preference: '年度框架',
  }

  test('ten of twelve fields are enough for 80%, nine are not', async () => {
    const nine = await charter.create('seller', 'customers', { ...basics, name: '九项公司' })
    expect(nine.completeness).toBe(75)
    expect(nine._warnings).toMatchObject([{ rule: 'R-028' }])
    const ten = await charter.create('seller', 'customers', {
      ...basics,
      name: '十项公司',
      phone: '0512-00000001',
      preferred_contact: 'phone',
    })
    expect(ten.completeness).toBe(83.3)
    expect(ten._warnings).toBeUndefined()
  })
})

describe('R-029 customer files are verified every 180 days', () => {
  test('on the 180th day the file is fresh, the day after the owner is reminded', async () => {
    const row = await charter.create('seller', 'customers', {
      name: '核实公司',
      kind: 'enterprise',
      level: 'normal',
      industry: '机械',
      region: '华东',
      source: 'self',
      verified_on: '2026-11-02',
    })
    charter.on('2027-05-01')
    await charter.tick()
    expect(await charter.read('customers', row)).toMatchObject({ is_stale: false })
    charter.on('2027-05-02')
    await charter.tick()
    expect(await charter.read('customers', row)).toMatchObject({ is_stale: true })
    expect(
      await charter.find('notifications', { 'target.id': row.id, rule_ref: 'R-029' }, 'seller'),
    ).toHaveLength(1)
  })
})
