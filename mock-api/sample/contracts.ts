import { addDays, addMonths } from '#model/language/time.ts'
import type { Customer } from './customers.ts'
import { sampleName } from './name.ts'
import type { People } from './people.ts'
import type { Product } from './catalogue.ts'
import {
  add,
  addLines,
  at,
  officeHour,
  serial,
  workingDay,
  type Company,
  type SampleRow,
} from './rows.ts'

/** An instalment: what triggers it, days after the trigger, percent. */
export type Instalment = readonly [name: string, trigger: string, days: number, percent: number]

const schedules = (customer: Customer): readonly Instalment[] => {
  const days = Number(customer.payment_terms_days ?? 30)
  if (customer.method === 'prepaid') return [['预付款', 'before_dispatch', 0, 100]]
  if (customer.method === 'on_delivery') return [['到货款', 'delivery', 7, 100]]
  if (customer.method === 'credit') return [['货款', 'delivery', days, 100]]
  return [['发货款', 'before_dispatch', 0, 30], ['到货款', 'delivery', days, 60], ['质保金', 'delivery', 180, 10]]
} // prettier-ignore

export type Framework = {
  readonly row: SampleRow
  readonly from: string
  readonly until: string
  readonly schedule: readonly Instalment[]
}

const terms = {
  rights_obligations: '甲方按约付款并提供技术要求；乙方按约交付、安装指导并提供质保。',
  delivery_terms: '送货到甲方指定地点，运费由乙方承担',
  quality_acceptance: '按企业标准出厂检验，到货 7 日内验收，质保 12 个月。',
  breach_liability: '逾期交付或付款按每日 0.05% 支付违约金，最高不超过合同金额的 10%。',
  dispute_resolution: '协商不成，由乙方所在地人民法院管辖',
  our_entity: `${sampleName.zh}科技股份有限公司`,
}

/** Makes the frame contract under which a customer orders for a year: reviewed, signed, copied out, in force. */
export const makeFramework = (
  company: Company,
  people: People,
  customer: Customer,
  products: readonly Product[],
  day: string,
): Framework => {
  const { random } = company
  const drafted = workingDay(addDays(day, -18))
  const signed = workingDay(addDays(day, -9))
  const until = addMonths(signed, 14)
  const signatory = random.chance(0.8) ? people.headOf('sales') : people.headOf('board')
  const seller = customer.seller
  const schedule = schedules(customer)
  const reviewers = (['finance', 'legal', 'production'] as const).map((key) => people.headOf(key))
  const steps = [
    { at: officeHour(company, drafted), transition: 'submit', to: 'reviewing', by: seller.id },
    {
      at: at(company, workingDay(addDays(drafted, 4)), 16),
      transition: 'approve_executive',
      to: 'approved',
      by: people.headOf('board').id,
    },
    { at: at(company, signed, 10), transition: 'sign', to: 'signed', by: signatory.id },
    {
      at: at(company, workingDay(addDays(day, 1)), 11),
      transition: 'start',
      to: 'executing',
      by: null,
    },
  ]
  const isClosed = until < company.today
  if (isClosed)
    steps.push({
      at: officeHour(company, workingDay(addDays(until, 30))),
      transition: 'complete',
      to: 'completed',
      by: seller.id,
    })
  const archived = workingDay(addDays(signed, random.whole(2, 9)))
  const isArchived = archived <= company.today
  const values = {
    ...terms,
    code: serial(company, 'contracts', 'code', drafted, { 'department.code': departmentCode(company, seller) }),
    title: `${String(customer.name).replace('有限公司', '')}年度供货框架合同`,
    customer_id: customer.id, kind: 'framework', payment_method: customer.method,
    ceiling_amount: Math.round(customer.appetite * 180 + 20) * 10_000,
    delivery_on: until, expires_on: until, uses_template: true, version_no: 1, signatory_id: signatory.id,
    signed_on: signed, sealed_on: signed, approved_on: workingDay(addDays(drafted, 4)),
    ...(isArchived && { archive_no: serial(company, 'contracts', 'archive_no', archived), archived_on: archived }),
    owner_id: seller.id, department_id: seller.department_id,
  } // prettier-ignore
  const row = add(company, 'contracts', values, {
    at: officeHour(company, drafted),
    by: seller.id,
    steps,
  })
  addPriceList(company, row, products)
  addLines(
    company,
    'contract_payment_schedule',
    'contract_id',
    row,
    schedule.map(([name, trigger, offset_days, percent]) => ({
      name,
      trigger,
      offset_days,
      percent,
    })),
  )
  for (const reviewer of reviewers)
    addReview(company, 'contracts', row, 'dept_review', reviewer, drafted, seller.id)
  addCopies(company, people, row, signed)
  return { row, from: signed, until, schedule }
}

const departmentCode = (company: Company, person: SampleRow): unknown =>
  company.rows.get('departments')?.find((row) => row.id === person.department_id)?.code

const addPriceList = (
  company: Company,
  contract: SampleRow,
  products: readonly Product[],
): void => {
  const lines = products.slice(0, 4).map((product) => ({
    product_id: product.id, spec: product.spec, unit: product.unit, quantity: 0, unit_price: product.price,
    discount: 0, tax_rate: product.tax_rate,
  })) // prettier-ignore
  addLines(company, 'contract_lines', 'contract_id', contract, lines)
}

/** A review that was asked for and given. */
export const addReview = (
  company: Company,
  resource: string,
  target: SampleRow,
  step: string,
  reviewer: SampleRow,
  day: string,
  by: string,
): void => {
  const asked = officeHour(company, day)
  const decided = officeHour(company, workingDay(addDays(day, company.random.whole(1, 3))))
  const isDecided = decided < at(company, addDays(company.today, 1), 0)
  const values = {
    target: { resource, id: target.id }, step, seq: 1, assignee_id: reviewer.id, department_id: reviewer.department_id,
    requested_by_id: by, due_at: at(company, addDays(day, 1), 18), owner_id: reviewer.id,
    ...(isDecided && { opinion: '同意', decided_at: decided }),
    ...(isDecided && step === 'order_review' && { feasibility: 'feasible' }),
  } // prettier-ignore
  const steps = [{ at: decided, transition: 'approve', to: 'approved', by: reviewer.id }]
  add(company, 'approvals', values, { at: asked, by, steps })
}

/** Contracts on their way: drafted these days, in review or waiting to be signed. */
export const makeOpenContracts = (
  company: Company,
  people: People,
  customers: readonly Customer[],
  products: readonly Product[],
): void => {
  for (let n = 0; n < 10; n++) {
    const { random } = company
    const customer = random.pick(customers)
    const seller = customer.seller
    const drafted = workingDay(addDays(company.today, -random.whole(1, 7)))
    const chosen = [random.pick(products), random.pick(products)]
    const values = {
      ...terms,
      code: serial(company, 'contracts', 'code', drafted, { 'department.code': departmentCode(company, seller) }),
      title: `${String(customer.name).replace('有限公司', '')}设备采购合同`,
      customer_id: customer.id, kind: 'single', payment_method: 'installments', uses_template: true, version_no: 1,
      delivery_on: addDays(company.today, random.whole(40, 90)), expires_on: addMonths(company.today, 12),
      signatory_id: people.headOf('sales').id, owner_id: seller.id, department_id: seller.department_id,
    } // prettier-ignore
    const steps =
      n < 2
        ? []
        : [
            {
              at: officeHour(company, drafted),
              transition: 'submit',
              to: 'reviewing',
              by: seller.id,
            },
          ]
    const row = add(company, 'contracts', values, {
      at: at(company, drafted, 9),
      by: seller.id,
      steps,
    })
    const lines = chosen.map((product) => ({
      product_id: product.id, spec: product.spec, unit: product.unit, quantity: random.whole(2, 12), unit_price: product.price,
      discount: 0, tax_rate: product.tax_rate,
    })) // prettier-ignore
    addLines(company, 'contract_lines', 'contract_id', row, lines)
    const schedule = [
      ['签约款', 'signing', 0, 30],
      ['到货款', 'delivery', 30, 70],
    ] as const
    addLines(
      company,
      'contract_payment_schedule',
      'contract_id',
      row,
      schedule.map(([name, trigger, offset_days, percent]) => ({
        name,
        trigger,
        offset_days,
        percent,
      })),
    )
    if (steps.length > 0)
      for (const key of ['finance', 'legal', 'production'] as const)
        addReview(
          company,
          'contracts',
          row,
          'dept_review',
          people.headOf(key),
          n < 6 ? company.today : drafted,
          seller.id,
        )
  }
}

const addCopies = (company: Company, people: People, contract: SampleRow, signed: string): void => {
  ;(['finance', 'production', 'warehouse'] as const).forEach((key, i) => {
    const head = people.headOf(key)
    const received = workingDay(addDays(signed, company.random.whole(1, 3)))
    const values = {
      target: { resource: 'contracts', id: contract.id }, recipient_department_id: people.department[key], recipient_id: head.id,
      copy_no: `${String(contract.code)}-F${i + 1}`, sent_at: at(company, signed, 14), due_at: at(company, addDays(signed, 3), 18),
      ...(received <= company.today && { received_at: officeHour(company, received), received_by_id: head.id }),
      note: '合同副本', owner_id: head.id, department_id: people.department[key],
    } // prettier-ignore
    add(company, 'distributions', values, { at: at(company, signed, 14), by: null })
  })
}
