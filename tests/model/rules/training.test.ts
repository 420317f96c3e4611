import { describe, expect, test } from 'vitest'
import { as, department, employee, refusal, useCharter } from '../company.ts'

const charter = useCharter('2026-11-02T01:00:00.000Z')

const surveys = () => charter.find('training_needs', { source: 'survey' })

describe('R-159 each business department surveys its training needs', () => {
  test('once in a half-year, and its head is asked for them', async () => {
    await charter.tick()
    const [first, ...others] = await surveys()
    expect(others).toEqual([]) // sales is the only business department
    expect(first).toMatchObject({
      department_id: department('sales'),
      owner_id: employee('sales_head'),
      period: '2026H2',
      state: 'draft',
    })
    const told = await charter.find('notifications', { 'target.id': first?.id }, 'sales_head')
    expect(told).toMatchObject([{ kind: 'reminder', title: '请完成 2026H2 培训需求调研' }])
    charter.on('2026-12-31')
    await charter.tick()
    expect(await surveys()).toHaveLength(1)
    charter.on('2027-01-01')
    await charter.tick()
    expect((await surveys()).map(({ period }) => period).sort()).toEqual(['2026H2', '2027H1'])
    charter.on('2026-11-02')
  })

  test('it is not handed in without what is missing and what is needed', async () => {
    const [survey] = await surveys()
    const submit = (body: Readonly<Record<string, unknown>>) =>
      charter.step('sales_head', 'training_needs', survey ?? { id: '' }, 'submit', body)
    expect((await refusal(submit({ skill_gap: '谈判' }))).fields).toEqual(['knowledge_need'])
    expect(await submit({ skill_gap: '谈判', knowledge_need: '条款' })).toMatchObject({
      state: 'submitted',
    })
  })
})

describe('M-1004 needs covered', () => {
  test('taken into the plan, of those handed in', async () => {
    const put = (state: string, submitted_on: string | null) =>
      charter.seed('training_needs', { owner_id: employee('seller'), department_id: department('sales'), period: '2024H1', source: 'personal', skill_gap: '英语', knowledge_need: '口语', priority: 'low', submitted_on }, state) // prettier-ignore
    await put('planned', '2024-01-01')
    await put('planned', '2024-12-31')
    await put('declined', '2024-06-01')
    await put('submitted', '2024-06-01')
    await put('planned', '2025-01-01') // the next year
    await put('draft', null)
    const { rows } = await charter.company().service.aggregate(as('boss'), 'training_needs', {
      measures: ['submitted', 'planned', 'covered'],
      by: ['department'],
      range: { from: '2024-01-01', to: '2024-12-31' },
    })
    expect(rows).toMatchObject([{ submitted: 4, planned: 2, covered: 50 }])
  })
})
