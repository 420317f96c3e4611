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

type Figure = {
  readonly actual: number | null
  /** The records behind it, as the effect that takes the number keeps them. */
  readonly parts: readonly { readonly resource: string; readonly filter: unknown }[]
}

/** A part of a figure: the records of a person whose day lies in the cycle. */
const partOf = (company: Company, resource: string, day: string, who: string, person: string, { from, to }: CycleDays) => ({
  rows: (company.rows.get(resource) ?? []).filter((row) => row[who] === person && typeof row[day] === 'string' && row[day] >= from && row[day] <= to),
  part: { resource, filter: { $and: [{ [day]: { $gte: from, $lte: to } }, { [who]: person }] } },
}) // prettier-ignore

const left = new Set(['draft', 'applied', 'rejected', 'cancelled'])

/** M-416: projects closed in time of those planned to close in the cycle, percent; null without any. */
const projectsOf = (company: Company, person: string, days: CycleDays): Figure => {
  const { rows, part } = partOf(company, 'projects', 'end_on', 'manager_id', person, days)
  const planned = rows.filter(({ state }) => !left.has(String(state)))
  const timely = planned.filter(({ state, actual_end_on, end_on }) => state === 'closed' && String(actual_end_on) <= String(end_on)) // prettier-ignore
  const rate = new Decimal(100).times(timely.length).div(planned.length || 1)
  return { actual: planned.length === 0 ? null : roundTo(rate, 4).toNumber(), parts: [part] }
}

/** M-417: points for segments selected and partners won; customers are won by those who sell. */
const developmentOf = (company: Company, person: string, days: CycleDays): Figure => {
  const points = company.index.parameters.get('market.development_points')?.default
  const worth = (key: string): number =>
    typeof points === 'object' && points !== null ? Number(new Map(Object.entries(points)).get(key)) : 0 // prettier-ignore
  const found = [
    { ...partOf(company, 'channel_partners', 'activated_on', 'manager_id', person, days), each: worth('channel') }, // prettier-ignore
    { ...partOf(company, 'market_segments', 'selected_on', 'owner_id', person, days), each: worth('segment') }, // prettier-ignore
  ]
  return {
    actual: found.reduce((sum, { rows, each }) => sum + rows.length * each, 0),
    parts: found.map(({ part }) => part),
  }
}

/** M-419: proposals that a person made in the cycle. */
const proposalsOf = (company: Company, person: string, days: CycleDays): Figure => {
  const { rows, part } = partOf(company, 'innovation_proposals', 'submitted_on', 'owner_id', person, days) // prettier-ignore
  return { actual: rows.length, parts: [part] }
}

const figures = { 'M-416': projectsOf, 'M-417': developmentOf, 'M-419': proposalsOf } as const

/** A number of the catalogue for a person in a cycle, with the records behind it. */
export const figureOf = (
  company: Company,
  metric: string,
  person: string,
  days: CycleDays,
): Figure => {
  const found = Object.entries(figures).find(([id]) => id === metric)
  if (!found) throw new RangeError(`the sample company cannot take ${metric}`)
  return found[1](company, person, days)
}
