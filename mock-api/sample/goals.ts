import { addMonths, bucketRange } from '#model/language/time.ts'
import type { People } from './people.ts'
import { add, at, serial, type Company, type SampleRow } from './rows.ts'

type Goal = {
  readonly level: string
  readonly period: string
  readonly target: number
  readonly parent?: SampleRow
  readonly department?: string
  readonly employee?: SampleRow
}

/** Share of a usual month that each month sells, January first. */
export const season = [0.92, 0.62, 1.02, 1.0, 1.02, 1.08, 0.96, 0.98, 1.06, 1.04, 1.12, 1.18]

/** Sales targets by month, for the company, the sales groups and each seller; shares as their customers order. */
export const makeGoals = (
  company: Company,
  people: People,
  metrics: ReadonlyMap<string, string>,
  monthly: number,
): void => {
  const metric_id = metrics.get('M-101')
  if (metric_id === undefined) return
  const boss = people.headOf('board')
  const goal = ({ level, period, target, parent, department, employee }: Goal) => {
    const { from } = bucketRange(period, 'month')
    const day = addMonths(from, -1)
    const values = {
      code: serial(company, 'work_goals', 'code', day), kind: 'target', level, period_kind: 'month', period, metric_id, target,
      parent_id: parent?.id ?? null, department_id: department ?? boss.department_id, employee_id: employee?.id ?? null, owner_id: employee?.id ?? boss.id,
    } // prettier-ignore
    const isOver = bucketRange(period, 'month').toExclusive <= company.today
    const steps = [
      { at: at(company, day, 10), transition: 'submit', to: 'submitted', by: boss.id },
      { at: at(company, day, 16), transition: 'approve', to: 'effective', by: boss.id },
      ...(isOver
        ? [
            {
              at: at(company, bucketRange(period, 'month').toExclusive, 1),
              transition: 'close',
              to: 'closed',
              by: null,
            },
          ]
        : []),
    ]
    return add(company, 'work_goals', values, { at: at(company, day, 9), by: boss.id, steps })
  }
  for (let back = 24; back >= -2; back--) {
    const period = addMonths(`${company.today.slice(0, 7)}-01`, -back).slice(0, 7)
    const growth = 1 + (24 - back) * 0.009
    const target =
      Math.round((monthly * growth * (season[Number(period.slice(5)) - 1] ?? 1)) / 10_000) * 10_000
    const whole = goal({ level: 'company', period, target })
    const groups = (['sales_east', 'sales_south', 'sales_north'] as const).map((key) => ({
      key, sellers: people.sellers.filter((seller) => seller.department === key),
    })) // prettier-ignore
    for (const { key, sellers } of groups) {
      const share = Math.round((target * sellers.length) / people.sellers.length / 10_000) * 10_000
      const part = goal({
        level: 'department',
        period,
        target: share,
        parent: whole,
        ...(people.department[key] !== undefined && { department: people.department[key] }),
      })
      for (const seller of sellers)
        goal({
          level: 'employee',
          period,
          target: Math.round(share / sellers.length / 1_000) * 1_000,
          parent: part,
          department: String(seller.department_id),
          employee: seller,
        })
    }
  }
}
