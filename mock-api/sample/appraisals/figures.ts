import { Decimal, roundTo } from '#model/language/decimal.ts'
import type { Company, SampleRow } from '../rows.ts'
import type { CycleDays } from './calendar.ts'

type Sale = readonly [day: string, amount: Decimal]
const known = new WeakMap<Company, ReadonlyMap<string, readonly Sale[]>>()
const notSold = new Set(['received', 'checked', 'reviewing', 'cancelled'])

/** Sales by seller and day, put together once. */
const salesIn = (company: Company): ReadonlyMap<string, readonly Sale[]> => {
  const found = known.get(company)
  if (found) return found
  const orders = new Map((company.rows.get('orders') ?? []).map((row) => [row.id, row]))
  const sales = new Map<string, Sale[]>()
  for (const line of company.rows.get('order_lines') ?? []) {
    const order = orders.get(String(line.order_id))
    if (!order || typeof order.released_on !== 'string' || notSold.has(String(order.state)))
      continue
    const list = sales.get(String(order.owner_id)) ?? []
    sales.set(String(order.owner_id), list)
    list.push([order.released_on, totalOf(line)])
  }
  known.set(company, sales)
  return sales
}

const totalOf = ({ quantity, unit_price, discount }: SampleRow): Decimal => {
  const left = new Decimal(100).minus(Number(discount ?? 0)).div(100)
  return roundTo(new Decimal(Number(quantity)).times(Number(unit_price)).times(left), 4)
}

/** What a person sold in a cycle, yuan: metric M-101. */
export const salesOf = (company: Company, person: string, days: CycleDays): number => {
  const sales = salesIn(company).get(person) ?? []
  const inside = sales.filter(([day]) => day >= days.from && day <= days.to)
  return roundTo(
    inside.reduce((sum, [, amount]) => sum.plus(amount), new Decimal(0)),
    2,
  ).toNumber()
}

/** Sum of the person's monthly goals in a cycle, yuan; null without any. */
export const goalOf = (company: Company, person: string, days: CycleDays): number | null => {
  const goals = (company.rows.get('work_goals') ?? []).filter(
    ({ employee_id, level, period }) =>
      level === 'employee' &&
      employee_id === person &&
      String(period) >= days.from.slice(0, 7) &&
      String(period) <= days.to.slice(0, 7),
  )
  return goals.length === 0 ? null : goals.reduce((sum, { target }) => sum + Number(target), 0)
}
