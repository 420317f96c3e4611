import { expect } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { noticesTo, reviewsOf } from './documents.ts'
import { departments, people, type PersonName } from './people.ts'
import {
  aContract,
  anApproval,
  anOrder,
  aReceivable,
  mine,
  type Case,
  type Data,
  type World,
} from './steps.ts'

const seven = ['customer', 'product', 'spec', 'quantity', 'price', 'date', 'address']
const allOk = seven.map((item) => ({ item, ok: true }))

/** An order with what waits for its progress: money due by an event, of the order and of its contract. */
const waiting = async (
  world: World,
  state: string,
  trigger: string,
  more: Data = {},
): Promise<Row> => {
  const contract = await aContract(world, 'executing')
  const order = await anOrder(world, state, { contract_id: contract.id, ...more })
  const owed = { contract_id: contract.id, trigger, due_on: null, offset_days: 10 }
  await aReceivable(world, 'pending', { ...owed, order_id: order.id })
  await aReceivable(world, 'pending', owed)
  return order
}

/** Both instalments that waited for the event are due ten days after it. */
const dueOn =
  (day: string) =>
  async ({ chain }: World, row: Row): Promise<void> => {
    const { contract_id } = await chain.get('orders', row)
    const owed = await chain.list('receivables', { contract_id })
    expect(owed.map((each) => each.due_on)).toEqual([day, day])
  }

const service = (world: World): Promise<Row> =>
  world.put('products', 'active', {
    code: `F${Math.random().toString(36).slice(2)}`,
    name: '安装调试',
    category: '服务',
    kind: 'service',
    spec: '现场',
    unit: '次',
    tax_rate: 6,
    list_price: 106,
    floor_price: 100,
    unit_cost: 50,
    lead_time_days: 0,
  })

const provider = async (world: World): Promise<Row> => {
  const [known] = await world.chain.list('logistics_providers')
  return (
    known ??
    world.put('logistics_providers', null, {
      name: '顺达',
      modes: ['road'],
      contact: '400',
      active: true,
    })
  )
}

/** A shipment of some of an order's goods, in a state. */
export const aShipment = async (
  world: World,
  state: string,
  order: Row,
  quantity = 100,
  more: Data = {},
  live = false,
): Promise<Row> => {
  const [line] = order.lines as readonly Row[]
  return world[live ? 'putLive' : 'put']('shipments', state, {
    ...mine,
    order_id: order.id,
    provider_id: (await provider(world)).id,
    mode: 'road',
    lines: [{ order_line_id: line?.id, product_id: world.product.id, quantity }],
    ...(state !== 'planned' && {
      tracking_no: 'SD1',
      dispatched_on: '2026-03-01',
      expected_on: '2026-03-04',
    }),
    ...(state === 'delivered' && {
      delivered_on: '2026-03-02',
      signed_by: '张三',
      condition: 'intact',
    }),
    ...more,
  })
}

const reviewedOrder = async (world: World, state: string | null, more: Data = {}): Promise<Row> => {
  const contract = await aContract(world, 'signed')
  const order = await anOrder(world, 'reviewing', {
    contract_id: contract.id,
    promised_on: null,
    ...more,
  })
  await anApproval(world, order, 'orders', {
    step: 'order_review',
    assignee_id: people.maker.id,
    ...(state !== null && { state, feasibility: 'feasible' }),
  })
  return order
}

const backToReceived = async ({ chain }: World, row: Row): Promise<void> => {
  expect(await chain.get('orders', row)).toMatchObject({ state: 'received' })
  expect(await reviewsOf(chain, row, { step: 'order_review', state: { $ne: 'void' } })).toEqual([])
  const { code } = await chain.get('orders', row)
  expect(await noticesTo(chain, 'seller', row)).toContain(
    `订单 ${String(code)} 被退回，请与客户沟通`,
  )
}

const askedForReceipt = async ({ chain }: World, row: Row): Promise<void> => {
  const { code } = await chain.get('orders', row)
  expect(await noticesTo(chain, 'seller', row)).toContain(
    `订单 ${String(code)} 已送达，请确认收货并征求意见`,
  )
}

const handedOver = async ({ chain }: World, row: Row): Promise<void> => {
  const order = await chain.get('orders', row)
  expect(order).toMatchObject({ released_on: '2026-03-02', promised_on: '2026-04-20' })
  for (const person of ['maker', 'store', 'finance'] as const satisfies readonly PersonName[])
    expect(await noticesTo(chain, person, row)).toContain(`订单 ${String(order.code)} 已下达`)
  expect((order.lines as readonly Row[])[0]).toMatchObject({ list_price: 113 })
}

const withdrawn = async ({ chain }: World, row: Row): Promise<void> => {
  expect(await reviewsOf(chain, row, { state: 'pending' })).toEqual([])
}
const dropped = async (world: World, row: Row): Promise<void> => {
  expect(await world.chain.list('receivables', { order_id: row.id, archived: false })).toEqual([])
}
const amended = async ({ chain }: World, row: Row): Promise<void> => {
  const { code, ship_to } = await chain.get('orders', row)
  expect(ship_to).toBe('无锡')
  expect(await noticesTo(chain, 'maker', row)).toContain(`订单 ${String(code)} 信息变更`)
}
const amend = { ship_to: '无锡', reason: '客户搬迁' }
const agreement = { customer_agreement: '客户书面同意' }
const owedByOrder = async (world: World, state: string): Promise<Row> => {
  const order = await anOrder(world, state)
  await aReceivable(world, 'pending', { order_id: order.id })
  return order
}

/** Every step of an order. */
export const orderSteps: readonly Case[] = [
  {
    step: 'check',
    from: 'received',
    arrange: (world) => anOrder(world, 'received', { checks: allOk }),
  },
  {
    step: 'request_credit_release',
    from: 'checked',
    arrange: async (world) => {
      const customer = await world.put('customers', 'active', {
        ...mine,
        name: `超限${Math.random()}`,
        credit_limit: 1,
      })
      return anOrder(world, 'checked', { customer_id: customer.id })
    },
    follows: async ({ chain }, row) => {
      const asked = await reviewsOf(chain, row, { step: 'credit_release', state: 'pending' })
      expect(asked.map((review) => review.assignee_id)).toEqual([people.finance.id])
    },
  },
  {
    step: 'submit_review',
    from: 'checked',
    arrange: (world) => anOrder(world, 'checked'),
    follows: async ({ chain }, row) => {
      const asked = await reviewsOf(chain, row, { step: 'order_review', state: 'pending' })
      expect(asked.map((review) => review.department_id).sort()).toEqual(
        [departments.finance.id, departments.production.id].sort(),
      )
    },
  },
  {
    step: 'release',
    from: 'reviewing',
    arrange: (world) => reviewedOrder(world, 'approved'),
    body: { promised_on: '2026-04-20' },
    follows: handedOver,
  },
  {
    step: 'return',
    from: 'reviewing',
    arrange: (world) => reviewedOrder(world, null),
    body: { opinion: '规格有误' },
    follows: backToReceived,
  },
  {
    step: 'return_reviewed',
    from: 'reviewing',
    arrange: async (world) => {
      const order = await reviewedOrder(world, null)
      const [review] = await reviewsOf(world.chain, order)
      if (review)
        await world.chain.step('maker', 'approvals', review, 'reject', {
          feasibility: 'infeasible',
          opinion: '无法生产',
          risk_note: '设备不足',
        })
      return order
    },
    follows: backToReceived,
  },
  { step: 'produce', from: 'released', arrange: (world) => anOrder(world, 'released') },
  {
    step: 'prepare',
    from: 'released',
    arrange: (world) => waiting(world, 'released', 'before_dispatch', { needs_production: false }),
    follows: dueOn('2026-03-12'),
  },
  {
    step: 'serve',
    from: 'released',
    arrange: async (world) => {
      const { id } = await service(world)
      const lines = [
        { product_id: id, spec: '现场', unit: '次', quantity: 1, unit_price: 106, tax_rate: 6 },
      ]
      return waiting(world, 'released', 'acceptance', { lines })
    },
    body: { accepted_on: '2026-03-01' },
    follows: async (world, row) => {
      await dueOn('2026-03-11')(world, row)
      await askedForReceipt(world, row)
    },
  },
  {
    step: 'finish',
    from: 'in_production',
    arrange: (world) => waiting(world, 'in_production', 'before_dispatch'),
    follows: dueOn('2026-03-12'),
  },
  {
    step: 'ship',
    from: 'ready',
    arrange: async (world) => {
      const order = await waiting(world, 'ready', 'dispatch')
      await aShipment(world, 'dispatched', order)
      return order
    },
    follows: dueOn('2026-03-11'),
  },
  {
    step: 'deliver',
    from: 'shipped',
    arrange: async (world) => {
      const order = await waiting(world, 'shipped', 'delivery')
      await aShipment(world, 'delivered', order)
      return order
    },
    follows: async (world, row) => {
      await dueOn('2026-03-12')(world, row)
      await askedForReceipt(world, row)
    },
  },
  {
    step: 'deliver_short',
    from: 'shipped',
    arrange: async (world) => {
      const order = await waiting(world, 'shipped', 'delivery')
      await aShipment(world, 'delivered', order, 90)
      return order
    },
    body: { reason: '客户接受' },
    follows: async (world, row) => {
      await dueOn('2026-03-12')(world, row)
      await askedForReceipt(world, row)
    },
  },
  {
    step: 'close',
    from: 'delivered',
    arrange: (world) => anOrder(world, 'delivered', { delivered_on: '2026-03-01' }),
    body: { feedback: '满意' },
  },
  ...(['released', 'in_production'] as const).map((from): Case => ({
    step: 'hold',
    from,
    arrange: (world) => anOrder(world, from),
    body: { reason: '客户资金问题' },
  })),
  { step: 'resume', from: 'on_hold', arrange: (world) => anOrder(world, 'on_hold') },
  ...(['received', 'checked'] as const).map((from): Case => ({
    step: 'cancel',
    from,
    arrange: async (world) => {
      const order = await anOrder(world, from)
      await anApproval(world, order, 'orders', {
        step: 'credit_release',
        assignee_id: people.finance.id,
      })
      return order
    },
    body: { reason: '客户撤单' },
    follows: withdrawn,
  })),
  {
    step: 'cancel_released',
    from: 'released',
    arrange: (world) => owedByOrder(world, 'released'),
    body: agreement,
    follows: dropped,
  },
  {
    step: 'cancel_held',
    from: 'on_hold',
    arrange: (world) => owedByOrder(world, 'on_hold'),
    body: agreement,
    follows: dropped,
  },
  ...(['released', 'in_production', 'ready'] as const).map((from): Case => ({
    step: `amend_${from}`,
    from,
    arrange: (world) => anOrder(world, from),
    body: amend,
    follows: amended,
  })),
]

const anException = async (world: World, state: string, more: Data = {}): Promise<Row> => {
  const order = await anOrder(world, 'released')
  return world.put('order_exceptions', state, {
    ...mine,
    order_id: order.id,
    kind: 'material',
    severity: 'medium',
    found_at: '2026-03-02T01:00:00.000Z',
    due_on: '2026-03-10',
    responsible_id: people.maker.id,
    reported_to_id: people.head.id,
    responsible_department_id: departments.production.id,
    ...more,
  })
}

/** Every step of an order exception. */
export const exceptionSteps: readonly Case[] = [
  {
    step: 'report',
    from: 'open',
    arrange: (world) => anException(world, 'open'),
    follows: async ({ chain }, row) => {
      const exception = await chain.get('order_exceptions', row)
      expect(exception.reported_at).toBe('2026-03-02T02:00:00.000Z')
      expect(await noticesTo(chain, 'head', row)).toEqual([
        `订单异常 ${String(exception.code)} 汇报`,
      ])
    },
  },
  {
    step: 'handle',
    from: 'reported',
    arrange: (world) => anException(world, 'reported'),
    body: { cause: '断供', measure: '换供应商' },
    refused: 'store',
  },
  {
    step: 'resolve',
    from: 'handling',
    arrange: (world) =>
      anException(world, 'handling', { impact_days: 5, cause: '断供', measure: '换供应商' }),
    body: { result: '已到货', customer_informed_at: '2026-03-02T01:30:00.000Z' },
    refused: 'store',
    follows: async ({ chain }, row) => {
      const { order_id } = await chain.get('order_exceptions', row)
      expect(await chain.get('orders', String(order_id))).toMatchObject({
        delay_days: null,
        exceptions_open: 0,
      })
    },
  },
]

const exceptionRaised = async ({ chain }: World, row: Row): Promise<void> => {
  const { order_id, code } = await chain.get('shipments', row)
  expect(await chain.list('order_exceptions', { order_id })).toMatchObject([
    { kind: 'logistics', state: 'open' },
  ])
  expect((await noticesTo(chain, 'seller', row)).join()).toContain(`发货单 ${String(code)}`)
}

const receipt = { delivered_on: '2026-03-02', signed_by: '张三', condition: 'damaged' }
const orderArrived = async ({ chain }: World, row: Row): Promise<void> => {
  const { order_id } = await chain.get('shipments', row)
  expect(await chain.get('orders', String(order_id))).toMatchObject({
    state: 'delivered',
    delivered_on: '2026-03-02',
  })
  expect(await chain.list('order_exceptions', { order_id })).toMatchObject([
    { kind: 'logistics', severity: 'high' },
  ])
}

/** Every step of a shipment. */
export const shipmentSteps: readonly Case[] = [
  {
    step: 'dispatch',
    from: 'planned',
    arrange: async (world) => aShipment(world, 'planned', await anOrder(world, 'ready')),
    body: { tracking_no: 'SD2', dispatched_on: '2026-03-02', expected_on: '2026-03-04' },
    follows: async ({ chain }, row) => {
      const { order_id } = await chain.get('shipments', row)
      expect(await chain.get('orders', String(order_id))).toMatchObject({ state: 'shipped' })
    },
  },
  {
    step: 'sign',
    from: 'dispatched',
    arrange: async (world) => aShipment(world, 'dispatched', await anOrder(world, 'shipped')),
    body: receipt,
    follows: orderArrived,
  },
  {
    step: 'sign_late',
    from: 'exception',
    arrange: async (world) => aShipment(world, 'exception', await anOrder(world, 'shipped')),
    body: receipt,
    refused: 'seller',
    follows: orderArrived,
  },
  {
    step: 'report_exception',
    from: 'dispatched',
    arrange: async (world) => aShipment(world, 'dispatched', await anOrder(world, 'shipped')),
    body: { reason: '车辆事故' },
    refused: 'seller',
    follows: exceptionRaised,
  },
  {
    step: 'fall_late',
    from: 'dispatched',
    arrange: async (world) =>
      aShipment(
        world,
        'dispatched',
        await anOrder(world, 'shipped'),
        100,
        { expected_on: '2026-03-01' },
        true,
      ),
    follows: exceptionRaised,
  },
]
