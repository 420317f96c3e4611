import type { Row } from '#model/language/wire.ts'
import { departments, people } from '../order-to-cash/people.ts'
import type { Data, World } from '../order-to-cash/steps.ts'

/** Owned by the service clerk, whose head is the head of sales. */
export const ofService = { owner_id: people.service.id, department_id: departments.sales.id }

/** Monday, 2 March 2026, 10:00 in Shanghai: when everything here is received. */
const received_at = '2026-03-02T02:00:00.000Z'

const complaintBasics = {
  channel: 'phone',
  category: 'quality',
  severity: 'major',
  content: '轴承异响',
  demand: '更换',
} as const

/** A complaint as the service clerk enters it. */
export const newComplaint = (world: World, more: Data = {}): Promise<Row> =>
  world.chain.create('service', 'complaints', {
    customer_id: world.customer.id,
    ...complaintBasics,
    ...more,
  })

const after = {
  accepted: { accepted_at: received_at, apology_at: received_at, handler_id: people.service.id },
  investigating: { investigating_departments: [departments.production.id] },
  solution: { root_cause: '材料不合格', responsible_department_id: departments.production.id },
  agreed: { solution: '更换', customer_agreed: true },
  executing: {},
  resolved: { replied_at: received_at, resolved_at: received_at },
  visited: {},
  closed: { improvement: '来料全检' },
} as const

/** A complaint in a state, with everything that the states before it ask for. */
export const aComplaint = (world: World, state: string, more: Data = {}): Promise<Row> => {
  const reached = Object.keys(after).indexOf(state)
  const filled = Object.values(after).slice(0, reached + 1)
  return world.put('complaints', state, {
    ...ofService,
    customer_id: world.customer.id,
    ...complaintBasics,
    received_at,
    promised_at: '2026-03-05T02:00:00.000Z',
    ...Object.assign({}, ...filled),
    ...more,
  })
}

/** A return visit of a complaint in a state. */
export const aReturnVisit = (
  world: World,
  state: string,
  source: Row | null,
  more: Data = {},
): Promise<Row> =>
  world.put('return_visits', state, {
    ...ofService,
    customer_id: world.customer.id,
    reason: source ? 'complaint' : 'regular',
    ...(source && { source: { resource: 'complaints', id: source.id } }),
    due_on: '2026-03-09',
    channel: 'phone',
    rated_employee_id: people.service.id,
    ...(state === 'done' && { visited_at: received_at, usage_feedback: '正常', satisfaction: 4 }),
    ...more,
  })

/** Answers of a return visit, by score. */
export const visitAnswer = (score: number, more: Data = {}): Data => ({
  visited_at: received_at,
  usage_feedback: '使用情况已了解',
  satisfaction: score,
  ...more,
})

/** An inquiry as the service clerk enters it. */
export const newInquiry = (world: World, more: Data = {}): Promise<Row> =>
  world.chain.create('service', 'inquiries', {
    channel: 'phone',
    customer_id: world.customer.id,
    caller: '张三',
    contact: '13800000000',
    category: 'product',
    question: '有无 6204 库存',
    ...more,
  })

/** An inquiry in a state. */
export const anInquiry = (world: World, state: string, more: Data = {}): Promise<Row> =>
  world.put('inquiries', state, {
    ...ofService,
    channel: 'phone',
    customer_id: world.customer.id,
    caller: '张三',
    contact: '13800000000',
    category: 'product',
    question: '有无 6204 库存',
    received_at,
    ...(state === 'promised' && {
      answered_immediately: false,
      responded_at: received_at,
      promised_at: '2026-03-03T02:00:00.000Z',
      promise_detail: '查库存',
      consulted_department_id: departments.warehouse.id,
    }),
    ...(['answered', 'closed'].includes(state) && {
      answer: '有',
      responded_at: received_at,
      answered_at: received_at,
    }),
    ...more,
  })

const requestBasics = { problem: '安装后漏油', requirement: '上门维修' } as const

/** A service request as the service clerk enters it. */
export const newRequest = (world: World, more: Data = {}): Promise<Row> =>
  world.chain.create('service', 'service_requests', {
    customer_id: world.customer.id,
    product_id: world.product.id,
    ...requestBasics,
    ...more,
  })

const requestAfter = {
  assessed: {
    kind: 'quality',
    severity: 'critical',
    responded_at: received_at,
    due_at: '2026-03-03T02:00:00.000Z',
  },
  coordinating: { departments: [departments.production.id] },
  solution: { solution: '更换密封件', solution_sent_at: received_at },
  implementing: {},
  confirmed: { implemented_at: received_at, customer_satisfaction: 4, confirmed_at: received_at },
  closed: { cause_analysis: '密封件老化', improvement: '更换供应商' },
} as const

/** A service request in a state. */
export const aRequest = (world: World, state: string, more: Data = {}): Promise<Row> => {
  const reached = Object.keys(requestAfter).indexOf(state)
  const filled = Object.values(requestAfter).slice(0, reached + 1)
  return world.put('service_requests', state, {
    ...ofService,
    customer_id: world.customer.id,
    product_id: world.product.id,
    ...requestBasics,
    received_at,
    ...Object.assign({}, ...filled),
    ...more,
  })
}

/** Somebody's own: owner, responsible or visitor. */
const ofSeller = { owner_id: people.seller.id, department_id: departments.sales.id }

/** An action item of the maker, asked for by the seller, in a state. */
export const anAction = (world: World, state: string, more: Data = {}): Promise<Row> =>
  world.put('action_items', state, {
    ...ofSeller,
    kind: 'improvement',
    source: { resource: 'customers', id: world.customer.id },
    content: '来料全检',
    responsible_id: people.maker.id,
    due_on: '2026-03-10',
    ...(state === 'done' && { result: '已全检', done_on: '2026-03-02' }),
    ...more,
  })

/** A visit of the seller in a state. */
export const aVisit = (world: World, state: string, more: Data = {}): Promise<Row> =>
  world.put('visits', state, {
    ...ofSeller,
    customer_id: world.customer.id,
    purpose: '了解需求',
    planned_at: '2026-03-02T06:00:00.000Z',
    place: '苏州',
    visitor_ids: [people.seller.id],
    ...more,
  })

/** What a visit has to tell. */
export const visitReport: Data = {
  actual_at: received_at,
  needs_learned: '需要月供 500 件',
  result: 'positive',
  next_step: '报价',
}

/** A plan of the seller with one line, in a state. */
export const aPlan = (world: World, state: string, kind: string, more: Data = {}): Promise<Row> =>
  world.put('contact_plans', state, {
    ...ofSeller,
    kind,
    period_start: '2026-03-02',
    period_end: '2026-03-08',
    lines: [
      {
        customer_id: world.customer.id,
        purpose: '季度拜访',
        planned_at: '2026-03-04T02:00:00.000Z',
        place: '苏州',
        channel: kind === 'visit' ? 'visit' : 'phone',
        executor_id: people.seller.id,
        done: false,
      },
    ],
    ...more,
  })

/** A planned or past talk of the seller. */
export const anInteraction = (world: World, state: string, more: Data = {}): Promise<Row> =>
  world.put('interactions', state, {
    ...ofSeller,
    customer_id: world.customer.id,
    channel: 'phone',
    purpose: 'follow_up',
    occurred_at: '2026-03-04T02:00:00.000Z',
    content: '跟进需求',
    ...more,
  })

/** Care of the customer by the seller, in a state. */
export const aCare = (world: World, state: string, more: Data = {}): Promise<Row> =>
  world.put('care_activities', state, {
    ...ofSeller,
    name: '春节问候',
    kind: 'holiday',
    planned_on: '2026-03-03',
    customer_ids: [world.customer.id],
    responsible_id: people.seller.id,
    content: '寄送贺卡',
    ...more,
  })
