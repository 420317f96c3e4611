import { expect } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { noticesTo } from '../order-to-cash/documents.ts'
import { departments, people } from '../order-to-cash/people.ts'
import type { Case, World } from '../order-to-cash/steps.ts'
import { aComplaint, aReturnVisit, anInquiry, ofService, visitAnswer } from './records.ts'

const now = '2026-03-02T02:00:00.000Z'
const actionsOf = ({ chain }: World, row: Row, kind: string) =>
  chain.list('action_items', { 'source.id': row.id, kind })

/** A complaint whose return visit was made with a score. */
const withVisit = async (world: World, state: string, score: number): Promise<Row> => {
  const complaint = await aComplaint(world, state)
  const visit = await aReturnVisit(world, 'done', complaint, { satisfaction: score, problem_solved: score > 2 })
  await world.chain.force('complaints', complaint, { return_visit_id: visit.id })
  return complaint
} // prettier-ignore

const carriedOut = async (world: World, row: Row): Promise<void> => {
  expect(await actionsOf(world, row, 'corrective')).toMatchObject([
    { responsible_id: people.maker.id, due_on: '2026-03-05' },
  ])
}

const reopened = async (world: World, row: Row): Promise<void> => {
  expect(await world.chain.get('complaints', row)).toMatchObject({ reopen_count: 1, resolved_at: null, replied_at: null })
  expect(await noticesTo(world.chain, 'head', row)).toHaveLength(1)
} // prettier-ignore

/** Every step of a complaint. */
export const complaintSteps: readonly Case[] = [
  {
    step: 'accept',
    from: 'received',
    arrange: (world) => aComplaint(world, 'received', { owner_id: people.service.id }),
    body: {
      apology_at: now,
      promised_at: '2026-03-05T02:00:00.000Z',
      handler_id: people.service.id,
    },
    follows: async ({ chain }, row) => {
      expect(await noticesTo(chain, 'seller', row)).toHaveLength(1)
      expect(await chain.list('interactions', { complaint_id: row.id })).toMatchObject([
        { state: 'done', purpose: 'complaint' },
      ])
    },
  },
  {
    step: 'investigate',
    from: 'accepted',
    arrange: (world) => aComplaint(world, 'accepted'),
    body: { investigating_departments: [departments.production.id, departments.warehouse.id] },
    follows: async (world, row) => {
      const tasks = await actionsOf(world, row, 'task')
      expect(tasks.map((task) => task.responsible_id).sort()).toEqual([
        people.maker.id,
        people.store.id,
      ])
    },
  },
  {
    step: 'find_cause',
    from: 'investigating',
    arrange: (world) => aComplaint(world, 'investigating'),
    body: { root_cause: '材料不合格', responsible_department_id: departments.production.id },
  },
  {
    step: 'reject',
    from: 'investigating',
    arrange: (world) => aComplaint(world, 'investigating'),
    body: { explanation: '安装不当，非产品问题' },
    refused: 'service',
    follows: async ({ chain }, row) => {
      expect(await chain.get('complaints', row)).toMatchObject({ is_valid: false })
      expect(await chain.list('interactions', { complaint_id: row.id })).toMatchObject([
        { content: '安装不当，非产品问题' },
      ])
    },
  },
  {
    step: 'agree',
    from: 'solution',
    arrange: (world) => aComplaint(world, 'solution'),
    body: { solution: '更换', customer_agreed: true },
  },
  {
    step: 'force',
    from: 'solution',
    arrange: (world) => aComplaint(world, 'solution'),
    body: { solution: '按合同处理', reason: '诉求超出合同' },
    refused: 'service',
    follows: carriedOut,
  },
  {
    step: 'carry_out',
    from: 'agreed',
    arrange: (world) => aComplaint(world, 'agreed'),
    follows: carriedOut,
  },
  {
    step: 'resolve',
    from: 'executing',
    arrange: (world) => aComplaint(world, 'executing'),
    body: { replied_at: now, result: '已更换' },
    follows: async ({ chain }, row) => {
      expect(await chain.list('return_visits', { 'source.id': row.id })).toMatchObject([
        { state: 'planned', reason: 'complaint', due_on: '2026-03-09' },
      ])
    },
  },
  {
    step: 'visit',
    from: 'resolved',
    arrange: (world) => withVisit(world, 'resolved', 4),
  },
  {
    step: 'reopen',
    from: 'visited',
    arrange: (world) => withVisit(world, 'visited', 2),
    arrangeTaken: async (world) => {
      const complaint = await withVisit(world, 'resolved', 2)
      await world.chain.step('service', 'complaints', complaint, 'visit')
      return complaint
    },
    follows: reopened,
  },
  {
    step: 'close',
    from: 'visited',
    arrange: (world) => withVisit(world, 'visited', 4),
    body: { improvement: '来料全检', responsible_id: people.maker.id, due_on: '2026-03-31' },
    refused: 'service',
    follows: async (world, row) => {
      expect(await actionsOf(world, row, 'improvement')).toMatchObject([
        { content: '来料全检', responsible_id: people.maker.id, due_on: '2026-03-31' },
      ])
    },
  },
]

/** Every step of an inquiry. */
export const inquirySteps: readonly Case[] = [
  {
    step: 'answer',
    from: 'open',
    arrange: (world) => anInquiry(world, 'open', { owner_id: people.seller.id }),
    body: { answer: '有货' },
  },
  {
    step: 'promise',
    from: 'open',
    arrange: (world) => anInquiry(world, 'open'),
    body: {
      promised_at: '2026-03-03T01:00:00.000Z',
      promise_detail: '查库存',
      consulted_department_id: departments.warehouse.id,
    },
    follows: async (world, row) => {
      expect(await actionsOf(world, row, 'task')).toMatchObject([
        { responsible_id: people.store.id, due_on: '2026-03-03' },
      ])
    },
  },
  {
    step: 'answer_promised',
    from: 'promised',
    arrange: (world) => anInquiry(world, 'promised'),
    body: { answer: '有货' },
  },
  { step: 'close', from: 'answered', arrange: (world) => anInquiry(world, 'answered') },
  {
    step: 'close_by_itself',
    from: 'answered',
    arrange: (world) =>
      world.putLive('inquiries', 'answered', {
        ...ofService, channel: 'phone', caller: '张三', contact: '138', category: 'product', question: '有货吗',
        received_at: '2026-02-26T02:00:00.000Z', responded_at: '2026-02-26T02:00:00.000Z', answer: '有', answered_at: '2026-02-27T02:00:00.000Z',
      }), // prettier-ignore
  },
]

const rated = async ({ chain }: World, row: Row): Promise<void> => {
  expect(await chain.list('satisfaction_ratings', { 'record.id': row.id })).toMatchObject([
    { score: 2, source: 'return_visit', employee_id: people.service.id, rated_on: '2026-03-02' },
  ])
  expect(await chain.list('action_items', { 'source.id': row.id })).toMatchObject([
    { kind: 'task', responsible_id: people.seller.id },
  ])
}
const ofSeller = { owner_id: people.seller.id }

/** Every step of a return visit. */
export const returnVisitSteps: readonly Case[] = [
  {
    step: 'finish',
    from: 'planned',
    arrange: (world) => aReturnVisit(world, 'planned', null, ofSeller),
    body: visitAnswer(2),
    follows: rated,
  },
  {
    step: 'miss',
    from: 'planned',
    arrange: async (world) => {
      const visit = await world.putLive('return_visits', 'planned', {
        ...ofService, customer_id: world.customer.id, reason: 'regular', due_on: '2026-02-26', channel: 'phone',
      }) // prettier-ignore
      return visit
    },
    follows: async ({ chain }, row) => {
      expect(await noticesTo(chain, 'head', row)).toHaveLength(1)
    },
  },
  {
    step: 'finish_late',
    from: 'missed',
    arrange: (world) =>
      aReturnVisit(world, 'missed', null, { ...ofSeller, missed_on: '2026-03-01' }),
    body: visitAnswer(2),
    follows: rated,
  },
]
