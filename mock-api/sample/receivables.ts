import { addDays, daysBetween } from '#model/language/time.ts'
import { Decimal, roundTo, toWire } from '#model/language/decimal.ts'
import type { Customer } from './customers.ts'
import type { People } from './people.ts'
import type { Framework, Instalment } from './contracts.ts'
import {
  add,
  addLines,
  at,
  officeHour,
  serial,
  workingDay,
  type Company,
  type SampleRow,
  type SampleStep,
} from './rows.ts'

export type Debt = {
  readonly customer: Customer
  readonly framework: Framework
  readonly order: SampleRow
  readonly total: Decimal
  readonly released: string
  readonly shipped: string
  readonly delivered: string
}

/** Each instalment rounded, the last takes the remainder. */
const amountsOf = (total: Decimal, schedule: readonly Instalment[]): readonly Decimal[] => {
  const parts = schedule.map(([, , , percent]) => roundTo(total.times(percent).div(100), 2))
  const before = parts.slice(0, -1).reduce((sum, part) => sum.plus(part), new Decimal(0))
  return [...parts.slice(0, -1), total.minus(before)]
}

/** The day on which this customer pays what is due on a day; null = not yet, maybe never. */
const payDay = (company: Company, { behaviour }: Customer, due: string): string | null => {
  const { random } = company
  const delay =
    behaviour === 'prompt' ? random.weighted([[random.whole(-6, 0), 0.86], [random.whole(1, 12), 0.14]])
    : behaviour === 'slow' ? random.weighted([[random.whole(-3, 0), 0.35], [random.whole(3, 28), 0.5], [random.whole(30, 58), 0.15]])
    : random.weighted([[random.whole(5, 40), 0.45], [random.whole(45, 120), 0.35], [9_999, 0.2]]) // prettier-ignore
  const day = workingDay(addDays(due, delay))
  return delay < 9_999 && day <= company.today ? day : null
}

/** Makes the instalments of a released order, what was paid for them and what was done about the rest. */
export const makeReceivables = (company: Company, people: People, debt: Debt): void => {
  const amounts = amountsOf(debt.total, debt.framework.schedule)
  debt.framework.schedule.forEach((instalment, i) => {
    const amount = amounts[i]
    if (amount && amount.gt(0)) makeReceivable(company, people, debt, instalment, amount)
  })
}

const makeReceivable = (
  company: Company,
  people: People,
  debt: Debt,
  [name, trigger, offset]: Instalment,
  amount: Decimal,
): void => {
  const { today, random } = company
  const { customer } = debt
  const event =
    trigger === 'before_dispatch' ? workingDay(addDays(debt.shipped, -1)) : debt.delivered
  const expected = addDays(event, offset)
  const due = event <= today ? expected : null
  const paid = due === null ? null : payDay(company, customer, due)
  const isPartial = paid !== null && customer.behaviour !== 'prompt' && random.chance(0.1)
  const isLegal =
    customer.behaviour === 'bad' && due !== null && paid === null && daysBetween(due, today) > 95
  const steps = stepsOf(company, due, paid, isPartial, isLegal)
  const values = {
    code: serial(company, 'receivables', 'code', debt.released), customer_id: customer.id, contract_id: debt.framework.row.id,
    order_id: debt.order.id, name, amount: toWire(amount), trigger, offset_days: offset, expected_on: expected, due_on: due,
    recognised_on: debt.released, owner_id: customer.seller.id, department_id: customer.seller.department_id,
  } // prettier-ignore
  const row = add(company, 'receivables', values, {
    at: at(company, debt.released, 16, 5),
    by: null,
    steps,
  })
  if (event <= today) addInvoice(company, row, amount, event)
  if (due !== null) addNotice(company, debt, row, due)
  if (paid !== null)
    addPayment(
      company,
      people,
      debt,
      row,
      isPartial ? roundTo(amount.times(random.pick([0.3, 0.5, 0.6])), 2) : amount,
      paid,
    )
  if (due !== null && due < today) addDunning(company, debt, row, due, isPartial ? null : paid)
  if (isLegal) addCase(company, people, debt, row, amount, due ?? today)
}

const stepsOf = (
  company: Company,
  due: string | null,
  paid: string | null,
  isPartial: boolean,
  isLegal: boolean,
): SampleStep[] => {
  if (due === null) return []
  const step = (day: string, transition: string, to: string, hour: number): SampleStep => ({
    at: at(company, day, hour),
    transition,
    to,
    by: null,
  })
  const steps = [step(due, 'fall_due', 'due', 0)]
  const end = isPartial ? 'partial' : 'settled'
  const pay = isPartial ? 'pay_partly' : 'settle'
  if (paid !== null && paid <= due)
    return [
      step(paid, pay, end, 11),
      ...(isPartial ? [step(addDays(due, 1), 'fall_overdue', 'overdue', 0)] : []),
    ]
  if (paid !== null && isPartial) steps.push(step(addDays(due, 1), 'fall_overdue', 'overdue', 0))
  else {
    if (addDays(due, 1) <= (paid ?? company.today))
      steps.push(step(addDays(due, 1), 'fall_overdue', 'overdue', 0))
    if (paid !== null) steps.push(step(paid, pay, end, 11))
  }
  if (isLegal) steps.push(step(workingDay(addDays(due, 92)), 'take_legal', 'legal', 14))
  return steps
}

const addInvoice = (
  company: Company,
  receivable: SampleRow,
  amount: Decimal,
  day: string,
): void => {
  const net = roundTo(amount.div('1.13'), 2)
  const line = {
    kind: 'e_special', invoice_no: `2${company.random.whole(100_000_000, 999_999_999)}${String(company.ids.next).slice(-6).padStart(6, '0')}`,
    invoiced_on: day, amount_net: toWire(net), tax_rate: 13, tax_amount: toWire(amount.minus(net)), total: toWire(amount), red: false,
  } // prettier-ignore
  addLines(company, 'receivable_invoices', 'receivable_id', receivable, [line])
}

const owners = ({ customer }: Debt) => ({
  owner_id: customer.seller.id,
  department_id: customer.seller.department_id,
})

const addNotice = (company: Company, debt: Debt, receivable: SampleRow, due: string): void => {
  const { random, today } = company
  const planned = addDays(due, -7)
  if (planned > today || daysBetween(due, today) > 400) return
  const isMissed = random.chance(0.05)
  const sent = officeHour(company, workingDay(addDays(planned, random.whole(0, 3))))
  const by = debt.customer.seller.id
  const steps: SampleStep[] = isMissed
    ? [{ at: at(company, due, 0), transition: 'miss', to: 'missed', by: null }]
    : [{ at: sent, transition: 'send', to: 'sent', by }]
  const wasSent = !isMissed && sent < at(company, addDays(today, 1), 0)
  const values = {
    receivable_id: receivable.id, customer_id: debt.customer.id, ...owners(debt), planned_on: planned, channel: 'email',
    content: `贵司${String(receivable.name)}将于 ${due} 到期，请安排付款。`, confirmed_by_customer: wasSent && random.chance(0.6),
    ...(wasSent && { sent_at: sent }), ...(isMissed && due <= today && { missed_on: due }),
  } // prettier-ignore
  add(company, 'settlement_notices', values, { at: at(company, planned, 8, 30), by: null, steps })
}

const addPayment = (
  company: Company,
  people: People,
  debt: Debt,
  receivable: SampleRow,
  amount: Decimal,
  day: string,
): void => {
  const { random } = company
  const clerk = people.named('章晓红')
  const method = random.weighted([
    ['transfer', 0.86],
    ['bank_bill', 0.14],
  ])
  const values = {
    code: serial(company, 'payments', 'code', day), customer_id: debt.customer.id, ...owners(debt), received_on: day, amount: toWire(amount),
    method, payer_name: debt.customer.name, account: '基本户 6222 **** 0188', bank_ref: `LS${String(company.ids.next).padStart(10, '0')}`,
    ...(method === 'bank_bill' && { bill_no: `YC${random.whole(1_000_000_000, 9_999_999_999)}`, bill_due_on: addDays(day, 180) }),
  } // prettier-ignore
  const steps = [{ at: at(company, day, 11), transition: 'confirm', to: 'confirmed', by: clerk.id }]
  const row = add(company, 'payments', values, { at: at(company, day, 10), by: clerk.id, steps })
  addLines(company, 'payment_allocations', 'payment_id', row, [
    { receivable_id: receivable.id, amount: toWire(amount) },
  ])
}

const ladder = [
  ['phone', 1],
  ['email', 7],
  ['visit', 15],
  ['letter', 30],
] as const
const reasons = ['资金周转紧张', '下游回款延迟', '付款审批未完成', '对账差异待确认']

const addDunning = (
  company: Company,
  debt: Debt,
  receivable: SampleRow,
  due: string,
  paid: string | null,
): void => {
  const { random, today } = company
  const by = debt.customer.seller.id
  ladder.forEach(([channel, days], i) => {
    const planned = workingDay(addDays(due, days))
    if (planned > today || (paid !== null && planned >= paid)) return
    const isLast = i === ladder.length - 1
    const isOpen = daysBetween(planned, today) <= 1
    const isMissed = !isOpen && random.chance(0.06)
    const acted = officeHour(company, planned)
    const promise = workingDay(addDays(planned, random.whole(5, 14)))
    const step: SampleStep = isMissed
      ? {
          at: at(company, workingDay(addDays(planned, 1)), 0),
          transition: 'miss',
          to: 'missed',
          by: null,
        }
      : { at: acted, transition: 'finish', to: 'done', by }
    const values = {
      receivable_id: receivable.id, customer_id: debt.customer.id, ...owners(debt), step: i + 1, channel, due_on: planned,
      ...(isMissed && { missed_on: workingDay(addDays(planned, 1)) }),
      ...(!isMissed && !isOpen && {
        acted_at: acted, difficulty: random.pick(reasons), solution: isLast ? '已发催款函，限期付款' : `承诺 ${promise} 前付款`,
        received_before: 0, ...(!isLast && { promise_on: promise }),
        ...(!isLast && (paid === null || paid > addDays(promise, 1)) && addDays(promise, 2) <= today && { broken_on: addDays(promise, 2) }),
      }),
    } // prettier-ignore
    add(company, 'dunning_actions', values, {
      at: at(company, planned, 8, 30),
      by: null,
      steps: isOpen ? [] : [step],
    })
    if (!isMissed && !isOpen && !isLast && paid === null && promise > today)
      Object.assign(receivable as Record<string, unknown>, { promise_on: promise })
  })
}

const addCase = (
  company: Company,
  people: People,
  debt: Debt,
  receivable: SampleRow,
  amount: Decimal,
  due: string,
): void => {
  const lawyer = people.named('葛正')
  const proposed = workingDay(addDays(due, 85))
  const approved = workingDay(addDays(due, 92))
  const steps: SampleStep[] = [
    {
      at: at(company, approved, 14),
      transition: 'approve',
      to: 'approved',
      by: people.headOf('board').id,
    },
    {
      at: at(company, workingDay(addDays(approved, 3)), 10),
      transition: 'start',
      to: 'in_progress',
      by: lawyer.id,
    },
  ]
  const values = {
    code: serial(company, 'legal_cases', 'code', proposed), kind: 'collection', customer_id: debt.customer.id, receivable_ids: [receivable.id],
    claim_amount: toWire(amount), measure: 'lawyer_letter', lawyer: '某律师事务所', approved_on: approved, filed_on: workingDay(addDays(approved, 3)),
    owner_id: lawyer.id, department_id: lawyer.department_id,
  } // prettier-ignore
  add(company, 'legal_cases', values, { at: officeHour(company, proposed), by: lawyer.id, steps })
}
