import { expect, test } from 'vitest'
import type { Predicate } from '#model/language/definition.ts'
import { as, department, employee, useCharter } from '../company.ts'

const charter = useCharter()

/** The target of the sales of November, as somebody asks for it. */
const targetOf = async (who: Parameters<typeof as>[0], filter?: Predicate): Promise<unknown> => {
  const range = { from: '2026-11-01', to: '2026-11-30' }
  const query = { measures: ['sales'], target: true, range, ...(filter && { filter }) }
  const { rows } = await charter.company().service.aggregate(as(who), 'order_lines', query)
  return rows[0]?.target?.sales ?? null
}

test('sales are measured by the goals of those whose sales they are, and by no other', async () => {
  const { id: metric_id } = await charter.seed('metric_definitions', { code: 'M-101', name: '销售额', better: 'higher' }) // prettier-ignore
  const goal = (level: string, target: number, owner?: 'seller' | 'other_seller') =>
    charter.seed(
      'work_goals',
      {
        kind: 'target', level, metric_id, target, period_kind: 'month', period: '2026-11',
        ...(level !== 'company' && { department_id: department('sales') }),
        ...(owner && { employee_id: employee(owner) }),
      },
      'effective',
    ) // prettier-ignore
  await goal('company', 30_000)
  await goal('department', 21_000)
  await goal('employee', 9_000, 'seller')
  await goal('employee', 11_000, 'other_seller')

  expect(await targetOf('boss')).toBe(30_000)
  expect(await targetOf('boss', { 'order.department_id': department('sales') })).toBe(21_000)
  expect(await targetOf('boss', { 'order.owner_id': [employee('seller')] })).toBe(9_000)
  expect(await targetOf('boss', { $and: [{ 'order.owner_id': employee('other_seller') }] })).toBe(11_000) // prettier-ignore
  // Nobody has a goal for a product or a region.
  expect(await targetOf('boss', { 'order.customer.region': 'east' })).toBeNull()
  // Who sees own rows only is measured by own goals.
  expect(await targetOf('seller')).toBe(9_000)
  expect(await targetOf('sales_head')).toBe(20_000)
})
