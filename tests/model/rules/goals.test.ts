import { describe, expect, test } from 'vitest'
import { as, department, employee, useCharter } from '../company.ts'

const charter = useCharter()
const metric = (code: string, better: string) =>
  charter.seed('metric_definitions', { code, name: code, better })

const goal = (metric_id: string, data: Readonly<Record<string, unknown>>) =>
  charter.create('sales_head', 'work_goals', {
    kind: 'target',
    metric_id,
    department_id: department('sales'),
    target: 10_000,
    ...data,
  })

const sold = async (owner: 'seller' | 'other_seller', released_on: string, quantity: number) => {
  const product = await charter.seed('products', { code: `${owner} ${released_on}`, kind: 'good' })
  const line = { product_id: product.id, quantity, unit_price: 100, tax_rate: 13 }
  await charter.seed(
    'orders',
    {
      owner_id: employee(owner),
      department_id: department('sales'),
      released_on,
      lines: [line],
    },
    'released',
  )
}

describe('goals show their actual value from the metric', () => {
  test('over the period and the person or department of the goal', async () => {
    await sold('seller', '2026-11-01', 25)
    await sold('seller', '2026-10-31', 3)
    await sold('other_seller', '2026-11-30', 50)
    const sales = await metric('M-101', 'higher')
    const team = await goal(sales.id, {
      level: 'department',
      period_kind: 'month',
      period: '2026-11',
    })
    const quarter = await goal(sales.id, {
      level: 'department',
      period_kind: 'quarter',
      period: '2026Q4',
    })
    const mine = await goal(sales.id, {
      level: 'employee',
      employee_id: employee('seller'),
      parent_id: team.id,
      period_kind: 'month',
      period: '2026-11',
    })
    expect(await charter.read('work_goals', mine)).toMatchObject({ actual: 2500, achievement: 25 })
    expect(await charter.read('work_goals', team)).toMatchObject({ actual: 7500, achievement: 75 })
    expect(await charter.read('work_goals', quarter)).toMatchObject({
      period_start: '2026-10-01',
      period_end: '2026-12-31',
      actual: 7800,
      achievement: 78,
    })
    const { rows } = await charter.company().service.list(as('boss'), 'work_goals', {
      filter: { achievement: { $lt: 76 } },
      sort: [['achievement', 'ASC']],
    })
    expect(rows.map(({ id }) => id)).toEqual([mine.id, team.id])
  })

  test('R-138: goals below that do not add up are warned, goals that do are not', async () => {
    const volume = await metric('M-102', 'higher')
    const month = { period_kind: 'month', period: '2026-12' }
    const team = await goal(volume.id, { level: 'department', ...month })
    const part = (target: number, person: 'seller' | 'other_seller') =>
      goal(volume.id, {
        level: 'employee',
        employee_id: employee(person),
        parent_id: team.id,
        target,
        ...month,
      })
    await part(4000, 'seller')
    await part(5999, 'other_seller')
    const short = await charter.step('sales_head', 'work_goals', team, 'submit')
    expect(short._warnings).toMatchObject([{ rule: 'R-138' }])
    await charter.step('boss', 'work_goals', team, 'return', { opinion: '补足' })
    await part(1, 'seller')
    const full = await charter.step('sales_head', 'work_goals', team, 'submit')
    expect(full._warnings).toBeUndefined()
  })
})
