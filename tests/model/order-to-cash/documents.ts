import type { Row } from '#model/language/wire.ts'
import type { Chain } from './company.ts'
import { people, type PersonName } from './people.ts'

type Data = Readonly<Record<string, unknown>>
let counter = 0
const next = () => (counter += 1)

/** A customer of the seller. */
export const newCustomer = (chain: Chain, data: Data = {}): Promise<Row> => {
  const n = next()
  return chain.create('seller', 'customers', {
    name: `华鑫机械${n}厂`,
    tax_no: taxNo(n),
    kind: 'enterprise',
    level: 'normal',
    industry: '机械',
    region: '华东',
    source: 'self',
    address: '苏州市工业园 1 号',
    ...data,
  })
}

/** A credit code with a right check digit. */
const taxNo = (n: number): string => {
  const digits = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const body = `9132059${String(n).padStart(10, '0')}`
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  const sum = [...body].reduce((all, each, i) => all + digits.indexOf(each) * (weights[i] ?? 0), 0)
  return body + digits.charAt((31 - (sum % 31)) % 31)
}

export const newProduct = (chain: Chain, data: Data = {}): Promise<Row> =>
  chain.create('head', 'products', {
    code: `P${next()}`,
    name: '精密轴承',
    category: '轴承',
    kind: 'good',
    spec: '6204-2RS',
    unit: '件',
    tax_rate: 13,
    list_price: 113,
    floor_price: 100,
    unit_cost: 50,
    lead_time_days: 10,
    ...data,
  })

/** One instalment of everything, due 30 days after delivery. */
export const onDelivery: readonly Data[] = [
  { name: '货款', trigger: 'delivery', offset_days: 30, percent: 100 },
]

/** A draft contract of the seller: 100 pieces at 113 incl. 13 % tax, 11,300 in all. */
export const newContract = async (
  chain: Chain,
  customer: Row,
  product: Row,
  data: Data = {},
): Promise<Row> =>
  chain.create('seller', 'contracts', {
    title: '轴承供货',
    customer_id: customer.id,
    kind: 'single',
    our_entity: '华澄精密有限公司',
    lines: [
      { product_id: product.id, spec: '6204-2RS', unit: '件', quantity: 100, unit_price: 113, tax_rate: 13 },
    ],
    rights_obligations: '甲方供货，乙方付款。',
    payment_method: 'on_delivery',
    payment_schedule: onDelivery,
    delivery_on: '2026-04-30',
    delivery_terms: '送货上门',
    quality_acceptance: '按国家标准验收',
    breach_liability: '按日万分之五',
    dispute_resolution: '苏州仲裁委员会',
    signatory_id: people.signatory.id,
    ...data,
  }) // prettier-ignore

/** Approves every pending review of a step on a record, each as the person asked. */
export const approveReviews = async (
  chain: Chain,
  resource: string,
  row: Row,
  step: string,
  body: Data = {},
): Promise<void> => {
  for (const review of await reviewsOf(chain, row, { step, state: 'pending' }))
    await chain.step(nameOf(review.assignee_id), 'approvals', review, 'approve', body)
}

export const reviewsOf = (chain: Chain, row: Row, filter: Data = {}): Promise<readonly Row[]> =>
  chain.list('approvals', { 'target.id': row.id, ...filter })

/** Name of the person with an id. */
export const nameOf = (id: unknown): PersonName => {
  const found = Object.entries(people).find(([, person]) => person.id === id)
  if (!found) throw new Error(`nobody has the id ${String(id)}`)
  return found[0] as PersonName
}

/** Takes a draft contract through review to the signature. */
export const signContract = async (
  chain: Chain,
  contract: Row,
  on = '2026-03-02',
): Promise<Row> => {
  await chain.step('seller', 'contracts', contract, 'submit')
  await approveReviews(chain, 'contracts', contract, 'dept_review')
  await approveReviews(chain, 'contracts', contract, 'manager_approval')
  const { signatory_id } = await chain.get('contracts', contract)
  return chain.step(nameOf(signatory_id), 'contracts', contract, 'sign', { signed_on: on })
}

/** An order of the seller for the goods of a contract. */
export const newOrder = (
  chain: Chain,
  customer: Row,
  product: Row,
  data: Data = {},
): Promise<Row> =>
  chain.create('seller', 'orders', {
    customer_id: customer.id,
    required_on: '2026-04-20',
    lines: [{ product_id: product.id, spec: '6204-2RS', unit: '件', quantity: 100, unit_price: 113, tax_rate: 13 }],
    ship_to: '苏州市工业园 1 号',
    ...data,
  }) // prettier-ignore

/** Every item of an order's checklist confirmed. */
export const allChecked = async (chain: Chain, order: Row): Promise<Data> => {
  const { checks } = await chain.get('orders', order)
  return { checks: (checks as readonly Row[]).map(({ id, item }) => ({ id, item, ok: true })) }
}

/** Takes a received order to review. */
export const reviewOrder = async (chain: Chain, order: Row): Promise<void> => {
  await chain.step('seller', 'orders', order, 'check', await allChecked(chain, order))
  await chain.step('seller', 'orders', order, 'submit_review')
}

/** Takes a received order through review to its release. */
export const releaseOrder = async (chain: Chain, order: Row): Promise<Row> => {
  await reviewOrder(chain, order)
  await approveReviews(chain, 'orders', order, 'order_review', { feasibility: 'feasible' })
  return chain.step('head', 'orders', order, 'release', { promised_on: '2026-04-20' })
}

/** Money that a customer owes under a contract, recorded by finance: 1,000 due on a day. */
export const newReceivable = (
  chain: Chain,
  contract: Row,
  due_on: string,
  data: Data = {},
): Promise<Row> =>
  chain.create('clerk', 'receivables', {
    customer_id: contract.customer_id,
    contract_id: contract.id,
    name: '货款',
    amount: 1000,
    trigger: 'date',
    expected_on: due_on,
    due_on,
    ...data,
  })

/** Money received from the customer of a receivable, allocated to it and confirmed. */
export const pay = async (
  chain: Chain,
  receivable: Row,
  amount: number,
  received_on: string,
): Promise<Row> => {
  const payment = await chain.create('clerk', 'payments', {
    customer_id: receivable.customer_id,
    received_on,
    amount,
    method: 'transfer',
    account: '工行 001',
    allocations: [{ receivable_id: receivable.id, amount }],
  })
  return chain.step('clerk', 'payments', payment, 'confirm')
}

/** Records the planned or missed dunning of a receivable as done at a time. */
export const dun = async (chain: Chain, receivable: Row, acted_at: string, data: Data = {}) => {
  const open = { receivable_id: receivable.id, state: ['planned', 'missed'] }
  const [action] = await chain.list('dunning_actions', open)
  if (!action) throw new Error('no dunning is planned')
  const step = action.state === 'missed' ? 'finish_late' : 'finish'
  return chain.step('seller', 'dunning_actions', action, step, {
    acted_at,
    difficulty: '资金周转',
    solution: '月底付款',
    ...data,
  })
}

/** Notices that somebody got about something, by title. */
export const noticesTo = async (chain: Chain, person: PersonName, of: Row): Promise<string[]> => {
  const rows = await chain.list('notifications', { 'target.id': of.id }, person)
  return rows.map((row) => String(row.title)).sort()
}
