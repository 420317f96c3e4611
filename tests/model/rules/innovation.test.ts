import { describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { as, department, employee, refusal, useCharter, type Person } from '../company.ts'

const charter = useCharter()

type Values = Readonly<Record<string, unknown>>

const idea = (values: Values = {}): Values => ({
  title: '报价模板自动取价',
  kind: 'process',
  proposer_ids: [employee('seller')],
  content: '按价格表自动填入',
  expected_benefit: '每单少用十分钟',
  ...values,
})

const propose = (who: Person = 'seller', values: Values = {}) =>
  charter.create(who, 'innovation_proposals', idea(values))

const step = (who: Person, row: Pick<Row, 'id'>, name: string, body: Values = {}) =>
  charter.step(who, 'innovation_proposals', row, name, body)

const adopted = async (actual_benefit: number | null): Promise<Row> => {
  const row = await propose()
  await step('sales_head', row, 'evaluate')
  return step('sales_head', row, 'adopt', actual_benefit === null ? {} : { actual_benefit })
}

const rewardOf = async (row: Row): Promise<Row> => {
  const [reward] = await charter.find('rewards', { innovation_id: row.id })
  return reward ?? { id: '' }
}

const takeReward = (who: Person, row: Row, name: string, body: Values = {}) =>
  charter.step(who, 'rewards', row, name, body)

describe('R-174 an innovation reward', () => {
  test.each([
    [49_999.99, 'refused_transition'],
    [50_000, 'accepted'],
  ])('of a benefit of %d: %s', async (benefit, code) => {
    const reward = await rewardOf(await adopted(benefit))
    expect(reward).toMatchObject({ employee_id: employee('seller'), economic_benefit: benefit })
    expect((await refusal(takeReward('hr_clerk', reward, 'check'))).code).toBe(code)
  })

  test.each([
    ['submitted', 80_000, 'refused_transition'],
    ['evaluating', 80_000, 'refused_transition'],
    ['declined', 80_000, 'refused_transition'],
    ['adopted', null, 'refused_transition'],
    ['adopted', 80_000, 'accepted'],
    ['promoted', 80_000, 'accepted'],
  ])('for a proposal that is %s with a benefit of %j: %s', async (state, actual_benefit, code) => {
    const proposal = await charter.seed('innovation_proposals', { ...idea(), owner_id: employee('seller'), department_id: department('sales'), actual_benefit, promotion_note: '推广' }, state) // prettier-ignore
    const reward = await charter.create('sales_head', 'rewards', { employee_id: employee('seller'), kind: 'innovation', form: ['certificate'], reason: '降本', innovation_id: proposal.id }) // prettier-ignore
    const check = takeReward('hr_clerk', reward, 'check', { economic_benefit: 80_000 })
    expect((await refusal(check)).code).toBe(code)
  })

  test('names its proposal', async () => {
    const bare = charter.create('sales_head', 'rewards', { employee_id: employee('seller'), kind: 'innovation', form: ['certificate'], reason: '降本' }) // prettier-ignore
    expect((await refusal(bare)).fields).toEqual(['innovation_id'])
  })

  test('is published once the innovation is known to the whole company', async () => {
    const proposal = await adopted(60_000)
    const reward = await rewardOf(proposal)
    await takeReward('hr_clerk', reward, 'check')
    await takeReward('boss', reward, 'approve')
    expect((await refusal(takeReward('hr_clerk', reward, 'publish'))).code).toBe('refused_transition') // prettier-ignore
    expect((await refusal(step('sales_head', proposal, 'promote'))).fields).toEqual(['promotion_note']) // prettier-ignore
    await step('boss', proposal, 'promote', { promotion_note: '各销售组统一使用' })
    expect((await refusal(takeReward('hr_clerk', reward, 'publish'))).code).toBe('accepted')
  })
})

describe('R-190 a proposal is decided in time', () => {
  const reminders = (row: Pick<Row, 'id'>) =>
    charter.find('notifications', { 'target.id': row.id, kind: 'reminder' }, 'sales_head')

  test('its head is told when it comes, and reminded once after 15 days', async () => {
    const row = await propose()
    expect(row).toMatchObject({ submitted_on: '2026-11-02', decide_due: '2026-11-17' })
    expect(await charter.find('notifications', { 'target.id': row.id }, 'sales_head')).toMatchObject([{ kind: 'approval' }]) // prettier-ignore
    charter.on('2026-11-17')
    await charter.tick()
    expect(await reminders(row)).toEqual([])
    expect(await charter.read('innovation_proposals', row)).toMatchObject({ overdue_days: 0 })
    charter.on('2026-11-18')
    await charter.tick()
    expect(await reminders(row)).toMatchObject([{ recipient_id: employee('sales_head') }])
    expect(await charter.read('innovation_proposals', row)).toMatchObject({ overdue_days: 1 })
    charter.on('2026-11-19')
    await charter.tick()
    expect(await reminders(row)).toHaveLength(1)
    charter.on('2026-11-02')
  })

  test('what is decided is not asked about', async () => {
    const row = await adopted(null)
    charter.on('2026-12-01')
    await charter.tick()
    expect(await reminders(row)).toEqual([])
    expect(await charter.read('innovation_proposals', row)).toMatchObject({ decided_on: '2026-11-02', overdue_days: 0 }) // prettier-ignore
    charter.on('2026-11-02')
  })
})

describe('who may do what with a proposal', () => {
  test('the lead proposer is one of the proposers', async () => {
    const others = propose('seller', { proposer_ids: [employee('other_seller')] })
    expect((await refusal(others)).fields).toEqual(['proposer_ids'])
    const both = await propose('seller', { proposer_ids: [employee('other_seller'), employee('seller')] }) // prettier-ignore
    expect(both).toMatchObject({ owner_id: employee('seller'), state: 'submitted' })
    expect(await charter.read('innovation_proposals', both, 'other_seller')).toMatchObject({ id: both.id }) // prettier-ignore
  })

  test('a head has the own proposal decided by the superior (R-179)', async () => {
    const row = await propose('sales_head', { proposer_ids: [employee('sales_head')] })
    await step('sales_head', row, 'evaluate')
    expect((await refusal(step('sales_head', row, 'adopt'))).code).toBe('forbidden')
    expect(await step('boss', row, 'adopt')).toMatchObject({ state: 'adopted' })
  })

  test('the benefit is seen by heads, finance and leaders', async () => {
    const row = await adopted(60_000)
    const seen = async (who: Person) =>
      (await charter.read('innovation_proposals', row, who)).actual_benefit
    expect(await Promise.all((['seller', 'sales_head', 'accountant', 'hr_clerk', 'boss'] as const).map(seen))).toEqual([null, 60_000, 60_000, null, 60_000]) // prettier-ignore
  })
})

describe('M-419 proposals', () => {
  const all = ['submitted', 'adopted', 'benefit'] as const
  const rowsOf = async (
    who: Person,
    by: string,
    year: number,
    measures: readonly string[] = all,
  ) => {
    const { rows } = await charter.company().service.aggregate(as(who), 'innovation_proposals', {
      measures,
      by: [by],
      range: { from: `${year}-04-01`, to: `${year}-06-30` },
      sort: [['submitted', 'desc']],
    }) // prettier-ignore
    return rows
  }
  const put = (who: Person, home: 'sales' | 'finance', submitted_on: string, decided_on: string | null, state: string, actual_benefit: number | null) =>
    charter.seed('innovation_proposals', { ...idea(), owner_id: employee(who), proposer_ids: [employee(who)], department_id: department(home), submitted_on, decided_on, actual_benefit, promotion_note: '推广' }, state) // prettier-ignore

  test('made by their day, adopted and paying by the day of the decision', async () => {
    await put('seller', 'sales', '2024-03-31', '2024-04-10', 'adopted', 10_000.5) // made before
    await put('seller', 'sales', '2024-04-01', '2024-04-10', 'promoted', 20_000.25)
    await put('seller', 'sales', '2024-06-30', '2024-07-01', 'adopted', 40_000) // decided after
    await put('other_seller', 'sales', '2024-05-05', '2024-05-20', 'declined', null)
    await put('accountant', 'finance', '2024-05-06', null, 'evaluating', null)
    const sales = { submitted: 3, adopted: 2, benefit: 30_000.75 }
    const finance = { submitted: 1, adopted: 0, benefit: 0 }
    expect(await rowsOf('boss', 'department', 2024)).toMatchObject([sales, finance])
    expect(await rowsOf('boss', 'employee', 2024)).toMatchObject([
      { employee: employee('seller'), submitted: 2, adopted: 2 },
      { submitted: 1, adopted: 0 },
      { submitted: 1, adopted: 0 },
    ])
    expect(await rowsOf('sales_head', 'department', 2024)).toMatchObject([sales])
    expect(await rowsOf('seller', 'employee', 2024, ['submitted', 'adopted'])).toMatchObject([
      { submitted: 2, adopted: 2 },
    ])
    expect((await refusal(rowsOf('seller', 'employee', 2024))).code).toBe('forbidden') // prettier-ignore
  })
})
