import { expect } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { noticesTo } from './documents.ts'
import { people } from './people.ts'
import { aPayment, aReceivable, mine, type Case, type Data, type World } from './steps.ts'

const paid = async (world: World, state: string, amount: number, more: Data = {}): Promise<Row> => {
  const receivable = await aReceivable(world, state, more)
  await aPayment(world, 'confirmed', [[receivable, amount]])
  return receivable
}

/** A settled receivable whose payments, given by amount, are confirmed except the last, which is then reversed. */
const reversed = async (
  world: World,
  amounts: readonly number[],
  more: Data = {},
): Promise<Row> => {
  const receivable = await aReceivable(world, 'settled', more)
  const payments: Row[] = []
  for (const amount of amounts)
    payments.push(await aPayment(world, 'confirmed', [[receivable, amount]], {}, false))
  const last = payments.at(-1)
  if (last) await world.chain.step('clerk', 'payments', last, 'reverse', { reason: '退票' })
  return receivable
}

const aDunning = (world: World, receivable: Row, state: string, more: Data = {}): Promise<Row> =>
  world.put('dunning_actions', state, {
    ...mine,
    receivable_id: receivable.id,
    customer_id: world.customer.id,
    channel: 'phone',
    step: 1,
    due_on: '2026-03-02',
    ...more,
  })

const aNotice = (
  world: World,
  receivable: Row,
  state: string,
  more: Data = {},
  live = false,
): Promise<Row> =>
  world[live ? 'putLive' : 'put']('settlement_notices', state, {
    ...mine,
    receivable_id: receivable.id,
    customer_id: world.customer.id,
    planned_on: '2026-03-01',
    channel: 'email',
    content: '请付款',
    ...more,
  })

const aCase = (world: World, receivable: Row, state: string): Promise<Row> =>
  world.put('legal_cases', state, {
    ...mine,
    kind: 'collection',
    customer_id: world.customer.id,
    receivable_ids: [receivable.id],
    claim_amount: 1000,
    measure: 'lawsuit',
  })

const dunned = async (world: World, state: string, times = 3): Promise<Row> => {
  const receivable = await aReceivable(world, state, { due_on: '2026-01-01' })
  for (let step = 1; step <= times; step++)
    await aDunning(world, receivable, 'done', { step, acted_at: '2026-02-20T02:00:00.000Z' })
  return receivable
}

const settled = async ({ chain }: World, row: Row): Promise<void> => {
  expect(await chain.get('receivables', row)).toMatchObject({
    balance: 0,
    settled_on: '2026-03-01',
  })
  const planned = { receivable_id: row.id, state: 'planned', archived: false }
  expect(await chain.list('dunning_actions', planned)).toEqual([])
}
const reopened = async ({ chain }: World, row: Row): Promise<void> => {
  const { code, settled_on } = await chain.get('receivables', row)
  expect(settled_on).toBeNull()
  expect(await noticesTo(chain, 'seller', row)).toContain(`应收 ${String(code)} 因回款冲销恢复`)
}
const writtenOff = async ({ chain }: World, row: Row): Promise<void> => {
  expect(await chain.get('receivables', row)).toMatchObject({
    bad_debt_amount: 1000,
    balance: 0,
    written_off_on: '2026-03-02',
  })
}
const closedCase = async (world: World, state: string): Promise<Row> => {
  const receivable = await dunned(world, state)
  await aCase(world, receivable, 'closed')
  return receivable
}
const waiver = [{ id: people.boss.id, name: '免追.pdf', size: 1, type: 'application/pdf' }]
const future = { due_on: '2026-04-30' }
const past = { due_on: '2026-03-01' }

/** Every step of a receivable. */
export const receivableSteps: readonly Case[] = [
  ...(['pending', 'due', 'partial', 'legal'] as const).map((from): Case => ({
    step: 'settle',
    from,
    arrange: (world) => paid(world, from, 1000),
    follows: settled,
  })),
  {
    step: 'settle',
    from: 'overdue',
    arrange: async (world) => {
      const receivable = await aReceivable(world, 'overdue', past)
      await aDunning(world, receivable, 'planned')
      await aPayment(world, 'confirmed', [[receivable, 1000]])
      return receivable
    },
    follows: settled,
  },
  ...(['pending', 'due'] as const).map((from): Case => ({
    step: 'pay_partly',
    from,
    arrange: (world) =>
      paid(world, from, 400, { due_on: from === 'due' ? '2026-03-02' : '2026-04-30' }),
  })),
  {
    step: 'fall_due',
    from: 'pending',
    arrange: (world) => aReceivable(world, 'pending', { due_on: '2026-03-02' }, true),
  },
  ...(['due', 'partial'] as const).map((from): Case => ({
    step: 'fall_overdue',
    from,
    arrange: async (world) => {
      if (from === 'due') return aReceivable(world, from, past, true)
      return paid(world, from, 400, past)
    },
    follows: async ({ chain }, row) => {
      expect(await chain.list('dunning_actions', { receivable_id: row.id })).toMatchObject([
        {
          step: 1,
          channel: 'phone',
          due_on: '2026-03-02',
          state: 'planned',
          owner_id: people.seller.id,
        },
      ])
    },
  })),
  {
    step: 'return_due',
    from: 'partial',
    arrange: (world) => aReceivable(world, 'partial', { due_on: '2026-03-02' }, true),
  },
  {
    step: 'return_pending',
    from: 'partial',
    arrange: (world) => aReceivable(world, 'partial', future, true),
  },
  {
    step: 'take_legal',
    from: 'overdue',
    arrange: async (world) => {
      const receivable = await dunned(world, 'overdue')
      await aCase(world, receivable, 'approved')
      return receivable
    },
    refused: 'clerk',
  },
  {
    step: 'withdraw_legal',
    from: 'legal',
    arrange: (world) => closedCase(world, 'legal'),
    body: { reason: '和解未果' },
    refused: 'boss',
  },
  {
    step: 'write_off',
    from: 'legal',
    arrange: (world) => closedCase(world, 'legal'),
    body: { finance_opinion: '同意' },
    refused: 'clerk',
    follows: writtenOff,
  },
  {
    step: 'write_off_waived',
    from: 'overdue',
    arrange: (world) => aReceivable(world, 'overdue', { ...past, waiver }),
    body: { finance_opinion: '同意' },
    refused: 'legal',
    follows: writtenOff,
  },
  {
    step: 'recover',
    from: 'written_off',
    arrange: (world) => paid(world, 'written_off', 1000, { written_off_on: '2026-02-01' }),
    refused: 'boss',
    follows: async ({ chain }, row) => {
      expect(await chain.get('receivables', row)).toMatchObject({ bad_debt_amount: 0, balance: 0 })
    },
  },
  {
    step: 'reopen_written_off',
    from: 'settled',
    arrange: (world) => reversed(world, [600, 400], { written_off_on: '2026-02-01' }),
    follows: async (world, row) => {
      expect(await world.chain.get('receivables', row)).toMatchObject({
        bad_debt_amount: 400,
        balance: 0,
      })
      await reopened(world, row)
    },
  },
  {
    step: 'reopen_partial',
    from: 'settled',
    arrange: (world) => reversed(world, [600, 400], future),
    follows: reopened,
  },
  {
    step: 'reopen_due',
    from: 'settled',
    arrange: (world) => reversed(world, [1000], { due_on: '2026-03-02' }),
    follows: reopened,
  },
  {
    step: 'reopen_pending',
    from: 'settled',
    arrange: (world) => reversed(world, [1000], future),
    follows: reopened,
  },
]

/** Every step of a settlement notice. */
export const noticeSteps: readonly Case[] = [
  {
    step: 'send',
    from: 'planned',
    arrange: async (world) =>
      aNotice(world, await aReceivable(world, 'pending', future), 'planned'),
    body: { sent_at: '2026-03-02T01:00:00.000Z' },
    refused: 'clerk',
  },
  {
    step: 'miss',
    from: 'planned',
    arrange: async (world) =>
      aNotice(
        world,
        await aReceivable(world, 'due', { due_on: '2026-03-02' }),
        'planned',
        {},
        true,
      ),
    follows: async ({ chain }, row) => {
      expect(await chain.get('settlement_notices', row)).toMatchObject({
        missed_on: '2026-03-02',
        in_time: false,
      })
      expect((await noticesTo(chain, 'head', row)).join()).toContain('结算通知漏发')
    },
  },
  {
    step: 'send_late',
    from: 'missed',
    arrange: async (world) =>
      aNotice(world, await aReceivable(world, 'due', past), 'missed', { missed_on: '2026-03-01' }),
    body: { sent_at: '2026-03-02T01:00:00.000Z' },
    refused: 'clerk',
    follows: async ({ chain }, row) => {
      expect(await chain.get('settlement_notices', row)).toMatchObject({
        missed_on: '2026-03-01',
        in_time: false,
      })
    },
  },
  {
    step: 'confirm',
    from: 'sent',
    arrange: async (world) => aNotice(world, await aReceivable(world, 'pending', future), 'sent'),
    refused: 'clerk',
    follows: async ({ chain }, row) => {
      expect(await chain.get('settlement_notices', row)).toMatchObject({
        confirmed_by_customer: true,
      })
    },
  },
]

const told = async ({ chain }: World, row: Row, text: string): Promise<void> => {
  expect((await noticesTo(chain, 'seller', row)).join()).toContain(text)
}

/** Every step of a payment. */
export const paymentSteps: readonly Case[] = [
  {
    step: 'confirm',
    from: 'recorded',
    arrange: async (world) =>
      aPayment(world, 'recorded', [[await aReceivable(world, 'pending'), 1000]]),
    refused: 'seller',
    follows: async (world, row) => {
      const { allocations } = await world.chain.get('payments', row)
      const [{ receivable_id } = { receivable_id: '' }] = allocations as readonly {
        receivable_id: string
      }[]
      expect(await world.chain.get('receivables', receivable_id)).toMatchObject({
        state: 'settled',
        balance: 0,
      })
      await told(world, row, '已核销')
    },
  },
  {
    step: 'allocate',
    from: 'confirmed',
    arrange: async (world) =>
      aPayment(world, 'confirmed', [[await aReceivable(world, 'pending'), 600]]),
    refused: 'seller',
  },
  {
    step: 'reverse',
    from: 'confirmed',
    arrange: async (world) =>
      aPayment(world, 'confirmed', [[await aReceivable(world, 'pending', future), 1000]]),
    body: { reason: '退票' },
    refused: 'seller',
    follows: async (world, row) => {
      const { allocations, reversed_on } = await world.chain.get('payments', row)
      expect(reversed_on).toBe('2026-03-02')
      const [{ receivable_id } = { receivable_id: '' }] = allocations as readonly {
        receivable_id: string
      }[]
      expect(await world.chain.get('receivables', receivable_id)).toMatchObject({
        state: 'pending',
        balance: 1000,
      })
      await told(world, row, '已冲销')
    },
  },
]

const act = { acted_at: '2026-03-02T01:00:00.000Z', difficulty: '资金周转', solution: '月底付款' }
const overdue = (world: World, due_on = '2026-03-01'): Promise<Row> =>
  aReceivable(world, 'overdue', { due_on })
const nextPlanned = async ({ chain }: World, row: Row): Promise<void> => {
  const { receivable_id } = await chain.get('dunning_actions', row)
  expect(await chain.list('dunning_actions', { receivable_id, state: 'planned' })).toMatchObject([
    { step: 2, channel: 'email', due_on: '2026-03-08' },
  ])
}
const caseProposed = async ({ chain }: World, row: Row): Promise<void> => {
  const { receivable_id } = await chain.get('dunning_actions', row)
  expect(
    await chain.list('legal_cases', { receivable_ids: { $has: String(receivable_id) } }),
  ).toMatchObject([{ state: 'proposed', claim_amount: 1000, kind: 'collection' }])
  for (const person of ['legal', 'head'] as const)
    expect((await noticesTo(chain, person, row)).join()).toContain('建议采取法律措施')
}

/** Every step of a dunning. */
export const dunningSteps: readonly Case[] = [
  {
    step: 'finish',
    from: 'planned',
    arrange: async (world) => aDunning(world, await overdue(world), 'planned'),
    body: act,
    refused: 'clerk',
    follows: nextPlanned,
  },
  {
    step: 'miss',
    from: 'planned',
    arrange: async (world) => {
      const receivable = await overdue(world)
      return world.putLive('dunning_actions', 'planned', {
        ...mine,
        receivable_id: receivable.id,
        customer_id: world.customer.id,
        channel: 'phone',
        due_on: '2026-02-26',
      })
    },
    follows: async ({ chain }, row) => {
      expect(await chain.get('dunning_actions', row)).toMatchObject({ missed_on: '2026-03-02' })
      expect((await noticesTo(chain, 'head', row)).join()).toContain('漏催')
    },
  },
  {
    step: 'finish_late',
    from: 'missed',
    arrange: async (world) =>
      aDunning(world, await overdue(world), 'missed', { missed_on: '2026-03-01' }),
    body: act,
    refused: 'clerk',
    follows: async (world, row) => {
      await nextPlanned(world, row)
      expect(await world.chain.get('dunning_actions', row)).toMatchObject({
        missed_on: '2026-03-01',
      })
    },
  },
  {
    step: 'escalate',
    from: 'done',
    arrange: async (world) =>
      aDunning(world, await overdue(world), 'done', { step: 3, acted_at: act.acted_at }),
    refused: 'clerk',
    follows: caseProposed,
  },
  {
    step: 'escalate_silent',
    from: 'done',
    arrange: async (world) => {
      const receivable = await overdue(world, '2026-01-01')
      for (const step of [1, 2])
        await aDunning(world, receivable, 'done', { step, acted_at: act.acted_at })
      return world.putLive('dunning_actions', 'done', {
        ...mine,
        receivable_id: receivable.id,
        customer_id: world.customer.id,
        channel: 'visit',
        step: 3,
        due_on: '2026-03-01',
        acted_at: act.acted_at,
      })
    },
    follows: caseProposed,
  },
]

const opinion = { opinion: '证据充分' }

/** Every step of a legal case. */
export const caseSteps: readonly Case[] = [
  {
    step: 'approve',
    from: 'proposed',
    arrange: async (world) => aCase(world, await dunned(world, 'overdue'), 'proposed'),
    body: opinion,
    refused: 'legal',
    follows: async ({ chain }, row) => {
      const { receivable_ids, approved_on } = await chain.get('legal_cases', row)
      expect(approved_on).toBe('2026-03-02')
      for (const id of receivable_ids as readonly string[])
        expect(await chain.get('receivables', id)).toMatchObject({ state: 'legal' })
    },
  },
  {
    step: 'reject',
    from: 'proposed',
    arrange: async (world) => aCase(world, await dunned(world, 'overdue'), 'proposed'),
    body: opinion,
    refused: 'clerk',
  },
  {
    step: 'start',
    from: 'approved',
    arrange: async (world) => aCase(world, await dunned(world, 'legal'), 'approved'),
    refused: 'boss',
  },
  {
    step: 'close',
    from: 'in_progress',
    arrange: async (world) => aCase(world, await dunned(world, 'legal'), 'in_progress'),
    body: { result: '和解', recovered_amount: 500 },
    refused: 'boss',
  },
]
