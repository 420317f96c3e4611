import { expect } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { noticesTo } from '../order-to-cash/documents.ts'
import { departments, people } from '../order-to-cash/people.ts'
import type { Case, World } from '../order-to-cash/steps.ts'
import { aCare, aPlan, aRequest, aVisit, anAction, anInteraction, visitReport } from './records.ts'

const now = '2026-03-02T02:00:00.000Z'
const ofSeller = { owner_id: people.seller.id, department_id: departments.sales.id }

/** Every step of a service request, owned by the seller. */
export const requestSteps: readonly Case[] = [
  {
    step: 'assess',
    from: 'received',
    arrange: (world) => aRequest(world, 'received', ofSeller),
    body: { kind: 'repair', severity: 'major' },
    follows: async ({ chain }, row) => {
      expect(await chain.get('service_requests', row)).toMatchObject({
        due_at: '2026-03-05T02:00:00.000Z',
        responded_at: now,
      })
    },
  },
  {
    step: 'coordinate',
    from: 'assessed',
    arrange: (world) => aRequest(world, 'assessed', ofSeller),
    body: { departments: [departments.production.id, departments.warehouse.id] },
    follows: async ({ chain }, row) => {
      const tasks = await chain.list('action_items', { 'source.id': row.id })
      expect(tasks.map((task) => task.responsible_id).sort()).toEqual([
        people.maker.id,
        people.store.id,
      ])
    },
  },
  {
    step: 'solve',
    from: 'coordinating',
    arrange: (world) => aRequest(world, 'coordinating', ofSeller),
    body: { solution: '更换密封件', solution_sent_at: now },
  },
  {
    step: 'implement',
    from: 'solution',
    arrange: (world) => aRequest(world, 'solution', ofSeller),
  },
  {
    step: 'confirm',
    from: 'implementing',
    arrange: (world) => aRequest(world, 'implementing', ofSeller),
    body: { implemented_at: now, customer_satisfaction: 4 },
    follows: async ({ chain }, row) => {
      expect(await chain.list('satisfaction_ratings', { 'record.id': row.id })).toMatchObject([
        { score: 4, source: 'service', employee_id: people.seller.id },
      ])
    },
  },
  {
    step: 'not_solved',
    from: 'implementing',
    arrange: (world) => aRequest(world, 'implementing', ofSeller),
    body: { reason: '仍然渗漏' },
    follows: async ({ chain }, row) => {
      expect(await chain.get('service_requests', row)).toMatchObject({ unsolved_count: 1 })
      expect(await noticesTo(chain, 'head', row)).toHaveLength(1)
    },
  },
  {
    step: 'close',
    from: 'confirmed',
    arrange: (world) => aRequest(world, 'confirmed', ofSeller),
    body: {
      cause_analysis: '老化',
      improvement: '换供应商',
      responsible_id: people.maker.id,
      due_on: '2026-03-31',
    },
    follows: async ({ chain }, row) => {
      expect(
        await chain.list('action_items', { 'source.id': row.id, kind: 'improvement' }),
      ).toMatchObject([{ content: '换供应商', responsible_id: people.maker.id }])
    },
  },
]

/** Every step of an action item: the maker does it, the seller asked for it. */
export const actionSteps: readonly Case[] = [
  { step: 'start', from: 'open', arrange: (world) => anAction(world, 'open') },
  {
    step: 'finish',
    from: 'doing',
    arrange: (world) => anAction(world, 'doing'),
    body: { result: '已全检' },
    follows: async ({ chain }, row) => {
      expect(await chain.get('action_items', row)).toMatchObject({
        done_on: '2026-03-02',
        on_time: true,
      })
      expect(await noticesTo(chain, 'seller', row)).toHaveLength(1)
    },
  },
  {
    step: 'finish_at_once',
    from: 'open',
    arrange: (world) => anAction(world, 'open'),
    body: { result: '已全检' },
  },
  {
    step: 'verify',
    from: 'done',
    arrange: (world) => anAction(world, 'done'),
    body: { verified_by_id: people.seller.id, effect: 'effective' },
    follows: async ({ chain }, row) => {
      expect(await chain.get('action_items', row)).toMatchObject({ verified_on: '2026-03-02' })
    },
  },
  {
    step: 'return',
    from: 'done',
    arrange: (world) => anAction(world, 'done'),
    body: { opinion: '缺检验记录' },
    follows: async ({ chain }, row) => {
      expect(await chain.get('action_items', row)).toMatchObject({ done_on: null })
      expect(await noticesTo(chain, 'maker', row)).toContain(`行动项 ${String(row.code)} 被退回`)
    },
  },
  {
    step: 'cancel',
    from: 'open',
    arrange: (world) => anAction(world, 'open'),
    body: { reason: '不再需要' },
    refused: 'seller',
  },
]

const reported = async (world: World, row: Row): Promise<void> => {
  const customer = await world.chain.get('customers', world.customer)
  expect(customer.last_contact_on).toBe('2026-03-02')
  expect(await world.chain.get('visits', row)).toMatchObject({ recorded_at: now })
}

/** Every step of a visit. */
export const visitSteps: readonly Case[] = [
  {
    step: 'finish',
    from: 'planned',
    arrange: (world) => aVisit(world, 'planned'),
    body: visitReport,
    follows: reported,
  },
  {
    step: 'miss',
    from: 'planned',
    arrange: (world) =>
      world.putLive('visits', 'planned', {
        ...ofSeller, customer_id: world.customer.id, purpose: '了解需求', planned_at: '2026-03-01T02:00:00.000Z', place: '苏州', visitor_ids: [people.seller.id],
      }), // prettier-ignore
    follows: async ({ chain }, row) => {
      expect(await chain.get('visits', row)).toMatchObject({ missed_on: '2026-03-02' })
      expect(await noticesTo(chain, 'seller', row)).toHaveLength(1)
    },
  },
  {
    step: 'finish_late',
    from: 'missed',
    arrange: (world) => aVisit(world, 'missed', { missed_on: '2026-03-02' }),
    body: visitReport,
    follows: reported,
  },
  {
    step: 'cancel',
    from: 'planned',
    arrange: (world) => aVisit(world, 'planned'),
    body: { reason: '客户改期' },
  },
]

const generated: Readonly<Record<string, string>> = {
  visit: 'visits',
  communication: 'interactions',
  return_visit: 'return_visits',
}

/** Every step of a contact plan. */
export const planSteps: readonly Case[] = [
  {
    step: 'submit',
    from: 'draft',
    arrange: (world) => aPlan(world, 'draft', 'visit'),
    follows: async ({ chain }, row) => {
      expect(await noticesTo(chain, 'head', row)).toHaveLength(1)
    },
  },
  {
    step: 'approve',
    from: 'submitted',
    arrange: (world) => aPlan(world, 'submitted', 'visit'),
    refused: 'seller',
    follows: async (world, row) => {
      expect(await world.chain.list('visits', { plan_id: row.id })).toMatchObject([
        {
          state: 'planned',
          place: '苏州',
          owner_id: people.seller.id,
          planned_at: '2026-03-04T02:00:00.000Z',
        },
      ])
      for (const kind of ['communication', 'return_visit']) {
        const before = (await world.chain.list(generated[kind] ?? '')).length
        const plan = await aPlan(world, 'submitted', kind)
        await world.chain.step('head', 'contact_plans', plan, 'approve')
        expect((await world.chain.list(generated[kind] ?? '')).length).toBe(before + 1)
      }
    },
  },
  {
    step: 'return',
    from: 'submitted',
    arrange: (world) => aPlan(world, 'submitted', 'visit'),
    body: { opinion: '增加重点客户' },
    refused: 'seller',
    follows: async ({ chain }, row) => {
      expect(await noticesTo(chain, 'seller', row)).toHaveLength(1)
    },
  },
  {
    step: 'close',
    from: 'approved',
    arrange: (world) =>
      aPlan(world, 'approved', 'visit', { period_start: '2026-02-23', period_end: '2026-03-02' }),
    follows: async ({ chain }, row) => {
      expect(await noticesTo(chain, 'head', row)).toEqual([
        `计划 ${String(row.code)} 有 1 项未执行`,
      ])
    },
  },
  {
    step: 'close_by_itself',
    from: 'approved',
    arrange: async (world) => {
      const over = { period_start: '2026-02-23', period_end: '2026-03-01' }
      const plan = await aPlan(world, 'approved', 'visit', over)
      await world.chain.company.service.tick()
      return plan
    },
    follows: async ({ chain }, row) => {
      expect(await noticesTo(chain, 'head', row)).toHaveLength(1)
    },
  },
]

/** Every step of a talk. */
export const interactionSteps: readonly Case[] = [
  {
    step: 'finish',
    from: 'planned',
    arrange: (world) => anInteraction(world, 'planned'),
    body: { content: '已沟通', occurred_at: now },
  },
  {
    step: 'log',
    from: 'planned',
    arrange: ({ chain, customer }) =>
      chain.create('seller', 'interactions', {
        customer_id: customer.id,
        channel: 'phone',
        purpose: 'care',
        content: '问候',
        occurred_at: now,
      }),
  },
]

/** Every step of customer care. */
export const careSteps: readonly Case[] = [
  {
    step: 'finish',
    from: 'planned',
    arrange: (world) => aCare(world, 'planned'),
    body: { feedback: '客户感谢' },
    follows: async (world) => {
      expect(await world.chain.get('customers', world.customer)).toMatchObject({
        cares_this_quarter: 1,
      })
    },
  },
  {
    step: 'cancel',
    from: 'planned',
    arrange: (world) => aCare(world, 'planned'),
    body: { reason: '客户出差' },
  },
]
