import { addDays, addMonths } from '#model/language/time.ts'
import type { Customer } from '../customers.ts'
import {
  add,
  addLines,
  dayOf,
  serial,
  workingDay,
  type SampleRow,
  type SampleStep,
} from '../rows.ts'
import { addRating, opinionOf, scoreOf } from './ratings.ts'
import { isOver, officeMoment, ownedBy, taken, type ServiceContext } from './moments.ts'

const ownedBySeller = ({ seller }: Customer) => ownedBy(seller)

/** Regular return visits of the last year: each month to key customers, each quarter to others. */
const makeReturnVisits = ({ company }: ServiceContext, customer: Customer): void => {
  const { random, today } = company
  if (customer.level === 'potential') return
  const every = customer.level === 'key' ? 30 : 90
  const first = addDays(today, -360)
  let due = addDays(customer.since > first ? customer.since : first, random.whole(5, every))
  for (; due <= today; due = addDays(due, every)) {
    const visited = officeMoment(company, addDays(due, random.chance(0.05) ? 2 : 0), random.next())
    const isDone = isOver(company, visited) && !random.chance(0.04)
    const missed = addDays(due, 4)
    const isMissed = !isDone && missed < today
    const score = scoreOf(company, 'good')
    const values = {
      customer_id: customer.id, reason: customer.level === 'key' ? 'key_account' : 'regular', due_on: due, channel: random.pick(['phone', 'phone', 'visit', 'online']),
      rated_employee_id: customer.seller.id,
      ...(isDone && { visited_at: visited, usage_feedback: '使用正常', opinions: opinionOf(score), need_trend: random.chance(0.3) ? '计划扩产，需求上升' : null, satisfaction: score }),
      ...(isMissed && { missed_on: missed }),
      ...ownedBySeller(customer),
    } // prettier-ignore
    const steps: SampleStep[] = isDone
      ? [{ at: visited, transition: 'finish', to: 'done', by: customer.seller.id }]
      : isMissed
        ? [{ at: officeMoment(company, missed, 0), transition: 'miss', to: 'missed', by: null }]
        : []
    const made = officeMoment(company, addDays(due, -10), 0.1)
    const row = add(company, 'return_visits', values, { at: made, by: null, steps: taken(company, steps) }) // prettier-ignore
    if (isDone)
      addRating(company, visited, {
        customer_id: customer.id, source: 'return_visit', source_id: row.id, record: { resource: 'return_visits', id: row.id }, employee_id: customer.seller.id,
        department_id: customer.seller.department_id, score, dimension: random.pick(['overall', 'product', 'delivery', 'price']), comment: opinionOf(score), rated_on: dayOf(company, visited),
      }) // prettier-ignore
  }
}

/** Talks of the last half year in the rhythm of each customer. */
const makeTalks = ({ company }: ServiceContext, customer: Customer): void => {
  const { random, today } = company
  const every = Number(customer.contact_interval_days)
  const begins = addDays(today, -180)
  let day = addDays(customer.since > begins ? customer.since : begins, random.whole(0, every))
  for (; day < today; day = addDays(day, Math.round(every * (0.7 + random.next() * 0.4)))) {
    const moment = officeMoment(company, day, random.next())
    if (!isOver(company, moment)) return
    const values = {
      customer_id: customer.id, channel: random.pick(['phone', 'phone', 'im', 'email']), purpose: random.pick(['follow_up', 'follow_up', 'care', 'negotiation']),
      occurred_at: moment, content: '了解近期生产与采购计划', customer_reply: random.pick(['下月有计划', '暂无新需求', '希望提供样品']),
      need_follow_up: false, ...ownedBySeller(customer),
    } // prettier-ignore
    const steps = [{ at: moment, transition: 'log', to: 'done', by: null }]
    add(company, 'interactions', values, { at: moment, by: customer.seller.id, steps })
  }
}

/** Customers of open orders heard of them within the week, all but a few. */
const makeOrderNews = ({ company }: ServiceContext): void => {
  const { random, today } = company
  const open = (company.rows.get('orders') ?? []).filter(
    ({ released_on, delivered_on, state }) =>
      typeof released_on === 'string' && !delivered_on && state !== 'cancelled',
  )
  for (const order of open) {
    if (random.chance(0.08)) continue
    const day = addDays(today, -random.whole(1, 6))
    const moment = officeMoment(company, day < String(order.released_on) ? String(order.released_on) : day, random.next()) // prettier-ignore
    if (!isOver(company, moment)) continue
    const values = {
      customer_id: order.customer_id, order_id: order.id, channel: 'phone', purpose: 'order_progress', occurred_at: moment,
      content: '告知订单进度与预计发货时间', need_follow_up: false, owner_id: order.owner_id, department_id: order.department_id,
    } // prettier-ignore
    const steps = [{ at: moment, transition: 'log', to: 'done', by: null }]
    add(company, 'interactions', values, { at: moment, by: String(order.owner_id), steps })
  }
}

/** One visit of a plan: made and reported, missed, or still to come. */
const makeVisit = (
  { company }: ServiceContext,
  plan: SampleRow,
  seller: SampleRow,
  line: Readonly<Record<string, unknown>>,
): boolean => {
  const { random } = company
  const planned = String(line.planned_at)
  const isDone = isOver(company, planned) && random.chance(0.9)
  const missed = workingDay(addDays(dayOf(company, planned), 1))
  const isMissed = !isDone && isOver(company, officeMoment(company, missed, 0.9))
  const recorded = officeMoment(company, addDays(dayOf(company, planned), random.chance(0.85) ? 1 : 4), 0.2) // prettier-ignore
  const isRecorded = isDone && isOver(company, recorded)
  const values = {
    plan_id: plan.id, customer_id: line.customer_id, purpose: line.purpose, planned_at: planned, place: line.place, visitor_ids: [seller.id],
    ...(isRecorded && {
      actual_at: planned, recorded_at: recorded, needs_learned: '了解本季产量与备件计划', introduced: '新型磁力驱动泵', next_step: '提供报价与样本',
      result: random.weighted([['positive', 0.5], ['neutral', 0.4], ['negative', 0.1]]), next_on: addDays(dayOf(company, planned), 14),
    }),
    ...(isMissed && { missed_on: missed }),
    ...ownedBy(seller),
  } // prettier-ignore
  const steps: SampleStep[] = isRecorded
    ? [{ at: recorded, transition: 'finish', to: 'done', by: seller.id }]
    : isMissed
      ? [{ at: officeMoment(company, missed, 0.9), transition: 'miss', to: 'missed', by: null }]
      : []
  add(company, 'visits', values, { at: text(plan.approved_at), by: null, steps: taken(company, steps) }) // prettier-ignore
  return isRecorded
}

const text = (value: unknown): string => String(value)

/** One visit plan a seller and month of the last year. */
const makePlans = (context: ServiceContext): void => {
  const { company, people, customers } = context
  const { random, today } = company
  for (let back = 11; back >= 0; back--)
    for (const seller of people.sellers) {
      const start = `${addMonths(`${today.slice(0, 7)}-01`, -back).slice(0, 7)}-01`
      const end = addDays(addMonths(start, 1), -1)
      const own = customers.filter((one) => one.seller.id === seller.id && one.since < start)
      if (own.length === 0) continue
      const made = officeMoment(company, addDays(start, -6), 0.3)
      const approved = officeMoment(company, addDays(start, -3), 0.4)
      const lines = Array.from({ length: random.whole(4, 7) }, () => ({
        customer_id: random.pick(own).id, purpose: random.pick(['季度拜访', '新品推介', '需求调研', '回款沟通']),
        planned_at: officeMoment(company, addDays(start, random.whole(1, 26)), random.next() * 0.8), place: '客户现场', channel: 'visit', executor_id: seller.id,
      })) // prettier-ignore
      const head = seller.supervisor_id ? text(seller.supervisor_id) : people.headOf('sales').id
      const steps: SampleStep[] = [
        { at: officeMoment(company, addDays(start, -6), 0.5), transition: 'submit', to: 'submitted', by: seller.id },
        { at: approved, transition: 'approve', to: 'approved', by: head },
        { at: officeMoment(company, addDays(end, 1), 0), transition: 'close_by_itself', to: 'closed', by: null },
      ] // prettier-ignore
      const values = {
        code: serial(company, 'contact_plans', 'code', dayOf(company, made)), kind: 'visit', period_start: start, period_end: end, ...ownedBy(seller),
      } // prettier-ignore
      const plan = add(company, 'contact_plans', values, { at: made, by: seller.id, steps: taken(company, steps) }) // prettier-ignore
      const held = lines.map((line) => makeVisit(context, { ...plan, approved_at: approved }, seller, line)) // prettier-ignore
      addLines(company, 'contact_plan_lines', 'contact_plan_id', plan, lines.map((line, i) => ({ ...line, done: held[i] ?? false }))) // prettier-ignore
    }
}

/** Care for key customers each quarter, all but a few, and a greeting for everybody twice a year. */
const makeCare = ({ company, people, customers }: ServiceContext): void => {
  const { random, today } = company
  const head = people.headOf('service')
  const plan = (
    day: string,
    name: string,
    kind: string,
    who: readonly SampleRow[],
    by: SampleRow,
    budget: number,
  ) => {
    const moment = officeMoment(company, day, 0.5)
    const isDone = isOver(company, moment)
    const values = {
      name, kind, planned_on: dayOf(company, moment), customer_ids: who.map(({ id }) => id), responsible_id: by.id, budget, content: name,
      ...(isDone && { actual_cost: Math.round(budget * (0.8 + random.next() * 0.3)), feedback: '客户感谢', done_on: dayOf(company, moment) }),
      ...ownedBy(by),
    } // prettier-ignore
    const steps = [{ at: moment, transition: 'finish', to: 'done', by: by.id }]
    add(company, 'care_activities', values, { at: officeMoment(company, addDays(day, -14), 0.2), by: by.id, steps: taken(company, steps) }) // prettier-ignore
  }
  const key = customers.filter((one) => one.level === 'key')
  for (let back = 21; back >= 0; back -= 3) {
    const quarter = addMonths(`${today.slice(0, 7)}-01`, -back)
    for (const customer of key)
      if (customer.since < quarter && random.chance(0.92))
        plan(addDays(quarter, random.whole(0, 20)), `${text(customer.name)} 专访关怀`, 'personal', [customer], customer.seller, 600) // prettier-ignore
  }
  for (const day of ['02-05', '09-20'])
    for (const year of [Number(today.slice(0, 4)) - 1, Number(today.slice(0, 4))])
      if (`${year}-${day}` < today && key.length > 0)
        plan(`${year}-${day}`, `${year} 年${day.startsWith('02') ? '春节' : '中秋'}问候`, 'holiday', key, head, 12_000) // prettier-ignore
}

/** Contacts with customers: return visits, talks, visits by plan, news of orders, care. */
export const makeContacts = (context: ServiceContext): void => {
  for (const customer of context.customers) {
    makeReturnVisits(context, customer)
    makeTalks(context, customer)
  }
  makeOrderNews(context)
  makePlans(context)
  makeCare(context)
}
