import { addDays, daysBetween } from '#model/language/time.ts'
import { Decimal, roundTo } from '#model/language/decimal.ts'
import type { Customer } from './customers.ts'
import type { People } from './people.ts'
import type { Product } from './catalogue.ts'
import { addReview, type Framework } from './contracts.ts'
import { makeReceivables } from './receivables.ts'
import {
  add,
  addLines,
  at,
  officeHour,
  serial,
  workingDay,
  workingDayUntil,
  type Company,
  type SampleRow,
  type SampleStep,
} from './rows.ts'

const checklist = ['客户', '产品', '规格', '数量', '价格', '日期', '地址']

/** The days of one order, each on or after the one before. */
type Course = {
  readonly received: string
  readonly released: string
  readonly promised: string
  readonly shipped: string
  readonly delivered: string
  readonly closed: string
}

const courseOf = (
  company: Company,
  received: string,
  leadDays: number,
  isLate: boolean,
): Course => {
  const { random } = company
  const released = workingDay(addDays(received, random.whole(2, 5)))
  const promised = workingDay(addDays(released, leadDays + 6))
  const ready = addDays(
    released,
    leadDays - 1 + (isLate ? random.whole(8, 16) : random.whole(-2, 2)),
  )
  const shipped = workingDay(ready > released ? ready : addDays(released, 2))
  const delivered = workingDay(addDays(shipped, random.whole(1, 4)))
  const closed = workingDay(addDays(delivered, random.whole(3, 9)))
  return { received, released, promised, shipped, delivered, closed }
}

export type Line = {
  readonly product: Product
  readonly quantity: number
  readonly discount: number
}

/** Total of lines, rounded once. */
export const totalOf = (lines: readonly Line[]): Decimal =>
  roundTo(
    lines.reduce(
      (sum, { product, quantity, discount }) =>
        sum.plus(
          new Decimal(product.price)
            .times(quantity)
            .times(new Decimal(100).minus(discount))
            .div(100),
        ),
      new Decimal(0),
    ),
    2,
  )

const pickLines = (
  company: Company,
  customer: Customer,
  products: readonly Product[],
): readonly Line[] => {
  const { random } = company
  const count = random.weighted([
    [1, 0.4],
    [2, 0.3],
    [3, 0.2],
    [4, 0.1],
  ])
  const taken = new Set<Product>()
  while (taken.size < count) {
    const product = random.weighted(
      products.map(
        (one) =>
          [one, one.kind === 'service' ? 0.3 : one.category === '成套系统' ? 0.35 : 1] as const,
      ),
    )
    taken.add(product)
  }
  return [...taken].map((product) => {
    const usual =
      product.cost > 20_000
        ? 1
        : product.cost > 2_000
          ? random.whole(1, 8)
          : product.cost > 500
            ? random.whole(4, 30)
            : random.whole(20, 200)
    const quantity = Math.max(1, Math.round(usual * Math.min(1.4, 0.6 + customer.appetite * 0.3)))
    return {
      product,
      quantity,
      discount: random.weighted([
        [0, 0.45],
        [2, 0.2],
        [5, 0.22],
        [8, 0.1],
        [12, 0.03],
      ]),
    }
  })
}

const stepsOf = (
  company: Company,
  people: People,
  customer: Customer,
  course: Course,
  isService: boolean,
): SampleStep[] => {
  const seller = customer.seller.id
  const head = people.named('周敏华').id
  const operations = people.headOf('production').id
  const checked = at(company, course.received, 17)
  const steps: SampleStep[] = [
    { at: checked, transition: 'check', to: 'checked', by: seller },
    {
      at: at(company, course.received, 17, 30),
      transition: 'submit_review',
      to: 'reviewing',
      by: seller,
    },
    { at: at(company, course.released, 16), transition: 'release', to: 'released', by: head },
  ]
  if (isService)
    steps.push({
      at: at(company, course.delivered, 15),
      transition: 'serve',
      to: 'delivered',
      by: operations,
    })
  else
    steps.push(
      {
        at: at(company, workingDay(addDays(course.released, 1)), 9),
        transition: 'produce',
        to: 'in_production',
        by: operations,
      },
      { at: at(company, course.shipped, 10), transition: 'finish', to: 'ready', by: operations },
      { at: at(company, course.shipped, 15), transition: 'ship', to: 'shipped', by: null },
      { at: at(company, course.delivered, 15), transition: 'deliver', to: 'delivered', by: null },
    )
  steps.push({ at: at(company, course.closed, 11), transition: 'close', to: 'closed', by: seller })
  return steps
}

export type OrderContext = {
  readonly people: People
  readonly products: readonly Product[]
  readonly carriers: readonly SampleRow[]
  readonly customer: Customer
  readonly framework: Framework
}

/** Makes one order with everything that follows from it: reviews, shipment, receivables, payments, dunning. */
export const makeOrder = (company: Company, context: OrderContext, day: string): void => {
  const { people, products, customer, framework } = context
  const { random, today } = company
  const lines = pickLines(company, customer, products)
  const isService = lines.every(({ product }) => product.kind === 'service')
  const leadDays = Math.max(...lines.map(({ product }) => product.days))
  const received = workingDayUntil(today, day)
  const isLate = random.chance(0.08)
  const course = courseOf(company, received, leadDays, isLate)
  const isCancelled = random.chance(0.02)
  const steps = isCancelled
    ? [
        {
          at: officeHour(company, workingDay(addDays(received, 3))),
          transition: 'cancel',
          to: 'cancelled',
          by: customer.seller.id,
        },
      ]
    : stepsOf(company, people, customer, course, isService)
  const isReleased = !isCancelled && course.released <= today
  const isDelivered = isReleased && course.delivered <= today
  const values = {
    code: serial(company, 'orders', 'code', received), customer_id: customer.id, contract_id: framework.row.id,
    received_on: received, required_on: addDays(course.promised, random.whole(-4, 6)),
    ...(isReleased && { promised_on: course.promised, released_on: course.released }),
    ...(isDelivered && { delivered_on: course.delivered, ...(isService && { accepted_on: course.delivered }) }),
    ship_to: customer.address, transport_mode: 'road', needs_production: !isService,
    owner_id: customer.seller.id, department_id: customer.seller.department_id,
  } // prettier-ignore
  const order = add(company, 'orders', values, {
    at: at(company, received, random.whole(9, 15)),
    by: customer.seller.id,
    steps,
  })
  const orderLines = addLines(company, 'order_lines', 'order_id', order, lines.map(({ product, quantity, discount }) => ({
    product_id: product.id, spec: product.spec, unit: product.unit, quantity, unit_price: product.price, discount,
    tax_rate: product.tax_rate, ...(isReleased && { list_price: product.price, unit_cost: product.cost }),
  }))) // prettier-ignore
  const isChecked = !isCancelled
  addLines(
    company,
    'order_checks',
    'order_id',
    order,
    checklist.map((item) => ({ item, ok: isChecked })),
  )
  if (isCancelled) return
  addReviews(company, people, order, course)
  if (isReleased && !isService && course.shipped <= today)
    addShipment(company, context, order, orderLines, course, today)
  if (isLate && isReleased && course.promised <= today)
    addException(company, people, customer, order, course)
  if (isReleased)
    makeReceivables(company, people, {
      customer,
      framework,
      order,
      total: totalOf(lines),
      shipped: course.shipped,
      delivered: course.delivered,
      released: course.released,
    })
}

const reviewing = ['production', 'purchasing', 'warehouse', 'quality', 'finance'] as const

/** Reviews of the last half year are kept in full; older ones would only weigh. */
const addReviews = (company: Company, people: People, order: SampleRow, course: Course): void => {
  if (daysBetween(course.received, company.today) > 180) return
  for (const key of reviewing)
    addReview(
      company,
      'orders',
      order,
      'order_review',
      people.headOf(key),
      course.received,
      String(order.owner_id),
    )
}

const addShipment = (
  company: Company,
  { customer, carriers, people }: OrderContext,
  order: SampleRow,
  lines: readonly SampleRow[],
  { shipped, delivered }: Course,
  today: string,
): void => {
  const { random } = company
  const operator = people.named('姜波')
  const isThere = delivered <= today
  const condition = random.weighted([
    ['intact', 0.97],
    ['damaged', 0.02],
    ['short', 0.01],
  ])
  const steps: SampleStep[] = [
    { at: at(company, shipped, 15), transition: 'dispatch', to: 'dispatched', by: operator.id },
    { at: at(company, delivered, 14), transition: 'sign', to: 'delivered', by: operator.id },
  ]
  const values = {
    code: serial(company, 'shipments', 'code', shipped), order_id: order.id, provider_id: random.pick(carriers).id, mode: 'road',
    tracking_no: `YD${random.whole(100_000_000, 999_999_999)}`, dispatched_on: shipped, expected_on: workingDay(addDays(shipped, 4)),
    ...(isThere && { delivered_on: delivered, signed_by: '收货人', condition }),
    freight: random.whole(80, 1_800), owner_id: customer.seller.id, department_id: customer.seller.department_id,
  } // prettier-ignore
  const row = add(company, 'shipments', values, {
    at: at(company, shipped, 9),
    by: operator.id,
    steps,
  })
  const goods = lines.map((line) => ({
    order_line_id: line.id,
    product_id: line.product_id,
    quantity: line.quantity,
  }))
  addLines(company, 'shipment_lines', 'shipment_id', row, goods)
}

const addException = (
  company: Company,
  people: People,
  customer: Customer,
  order: SampleRow,
  { promised, delivered }: Course,
): void => {
  const found = workingDay(addDays(promised, -2))
  const head = people.headOf('production')
  const by = customer.seller.id
  const steps: SampleStep[] = [
    { at: at(company, found, 15), transition: 'report', to: 'reported', by },
    {
      at: at(company, workingDay(addDays(found, 1)), 10),
      transition: 'handle',
      to: 'handling',
      by: head.id,
    },
    { at: at(company, delivered, 17), transition: 'resolve', to: 'resolved', by },
  ]
  const isResolved = delivered <= company.today
  const values = {
    code: serial(company, 'order_exceptions', 'code', found), order_id: order.id, kind: 'production_delay', severity: company.random.pick(['high', 'medium', 'low']),
    found_at: at(company, found, 10), cause: '外协铸件到货延迟', impact_days: daysBetween(promised, delivered), measure: '增加夜班，分批发货',
    responsible_department_id: people.department.production, responsible_id: head.id, reported_to_id: people.headOf('sales').id,
    reported_at: at(company, found, 15), customer_informed_at: at(company, found, 16), due_on: addDays(found, 12),
    ...(isResolved && { result: '已补足交付，客户确认', resolved_at: at(company, delivered, 17) }),
    owner_id: by, department_id: customer.seller.department_id,
  } // prettier-ignore
  add(company, 'order_exceptions', values, { at: at(company, found, 10), by, steps })
}
