import { expect } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { noticesTo } from '../order-to-cash/documents.ts'
import { departments, people } from '../order-to-cash/people.ts'
import type { Case, Data, World } from '../order-to-cash/steps.ts'

const now = '2026-03-02T02:00:00.000Z'

/** What is handed over: a text and a file. */
export const results: Data = {
  results: '样机测试报告',
  result_files: [{ id: '00000000-0000-7000-8000-00000000f11e', name: '报告.pdf' }],
}

const plan = [{ step: '测试', responsible_id: people.maker.id, due_on: '2026-03-10' }]

const filled = {
  draft: {},
  submitted: { submitted_on: '2026-03-02', assign_due: '2026-03-03' },
  assigned: { supporting_department_id: departments.sales.id, responsible_id: people.maker.id },
  planned: { plan },
  in_progress: {},
  delivered: results,
  rework: { rework_count: 1 },
} as const

/** What production asks of sales through the seller, in a state; the maker does it. */
const aRequest = (world: World, state: keyof typeof filled, more: Data = {}): Promise<Row> => {
  const reached = Object.keys(filled).indexOf(state)
  return world.put('collaboration_requests', state, {
    requester_id: people.seller.id,
    requesting_department_id: departments.production.id,
    department_id: departments.production.id,
    subject: '客户现场测试配合',
    content: '安排客户现场测试',
    expected_goal: '取得测试数据',
    needed_by: '2026-03-20',
    ...Object.assign({}, ...Object.values(filled).slice(0, reached + 1)),
    ...more,
  })
}

const asked = async (world: World, state: keyof typeof filled): Promise<Row> => {
  const row = await aRequest(world, state)
  await world.put('approvals', 'pending', {
    target: { resource: 'collaboration_requests', id: row.id },
    step: 'office_audit',
    seq: 1,
    assignee_id: people.office.id,
    owner_id: people.office.id,
  })
  return row
}

const read = ({ chain }: World, row: Row): Promise<Row> => chain.get('collaboration_requests', row)

const delivered = async (world: World, row: Row): Promise<void> => {
  expect(await read(world, row)).toMatchObject({
    delivered_on: '2026-03-02',
    accept_due: '2026-03-05',
  })
  expect(await noticesTo(world.chain, 'seller', row)).toEqual([
    `协作 ${String(row.code)} 已交付，请在 2026-03-05 前验收`,
  ])
}

/** Every step of a request: the seller asks, the office assigns it to sales, the maker does it. */
export const collaborationSteps: readonly Case[] = [
  {
    step: 'submit',
    from: 'draft',
    arrange: (world) =>
      aRequest(world, 'draft', {
        requesting_department_id: departments.sales.id,
        department_id: departments.sales.id,
      }),
    refused: 'office',
    follows: async (world, row) => {
      expect(await read(world, row)).toMatchObject({
        submitted_on: '2026-03-02',
        assign_due: '2026-03-03',
      })
      expect(await world.chain.list('approvals', { 'target.id': row.id })).toMatchObject([
        { step: 'office_audit', state: 'pending', assignee_id: people.office.id },
      ])
    },
  },
  {
    step: 'assign',
    from: 'submitted',
    arrange: (world) => asked(world, 'submitted'),
    body: { supporting_department_id: departments.sales.id, resources_checked: true },
    refused: 'seller',
    follows: async (world, row) => {
      expect(await read(world, row)).toMatchObject({
        supporting_department_id: departments.sales.id,
        assigned_on: '2026-03-02',
        plan_due: '2026-03-04',
      })
      expect(await world.chain.list('approvals', { 'target.id': row.id })).toMatchObject([
        { state: 'approved', assignee_id: people.office.id },
      ])
      expect(await noticesTo(world.chain, 'head', row)).toEqual([
        `协作 ${String(row.code)} 已分配给本部门，请在 2026-03-04 前定方案：客户现场测试配合`,
      ])
    },
  },
  {
    step: 'decline',
    from: 'submitted',
    arrange: (world) => asked(world, 'submitted'),
    body: { opinion: '本季度无资源' },
    refused: 'head',
    follows: async (world, row) => {
      expect(await world.chain.list('approvals', { 'target.id': row.id })).toMatchObject([
        { state: 'rejected', opinion: '本季度无资源' },
      ])
      expect(await noticesTo(world.chain, 'seller', row)).toContain(
        `协作 ${String(row.code)} 未通过`,
      )
    },
  },
  {
    step: 'name_responsible',
    from: 'assigned',
    arrange: (world) => aRequest(world, 'assigned', { responsible_id: null, plan_due: '2026-03-04' }), // prettier-ignore
    body: { responsible_id: people.maker.id },
    refused: 'seller',
    follows: async (world, row) => {
      expect(await read(world, row)).toMatchObject({ responsible_id: people.maker.id })
      expect(await noticesTo(world.chain, 'maker', row)).toEqual([
        `您承办协作 ${String(row.code)}，请在 2026-03-04 前定方案：客户现场测试配合`,
      ])
    },
  },
  {
    step: 'plan',
    from: 'assigned',
    arrange: (world) => aRequest(world, 'assigned'),
    body: { plan, is_agreed: true },
    refused: 'seller',
    follows: async (world, row) => {
      expect(await noticesTo(world.chain, 'seller', row)).toEqual([
        `协作 ${String(row.code)} 已定方案`,
      ])
    },
  },
  {
    step: 'start',
    from: 'planned',
    arrange: (world) => aRequest(world, 'planned'),
    refused: 'seller',
  },
  {
    step: 'deliver',
    from: 'in_progress',
    arrange: (world) => aRequest(world, 'in_progress'),
    body: results,
    refused: 'seller',
    follows: delivered,
  },
  {
    step: 'confirm',
    from: 'delivered',
    arrange: (world) => aRequest(world, 'delivered'),
    refused: 'seller',
    follows: async (world, row) => {
      expect(await read(world, row)).toMatchObject({ supporter_confirmed_at: now, both_confirmed: false }) // prettier-ignore
    },
  },
  {
    step: 'accept',
    from: 'delivered',
    arrange: (world) => aRequest(world, 'delivered', { supporter_confirmed_at: now }),
    refused: 'maker',
    follows: async (world, row) => {
      expect(await read(world, row)).toMatchObject({ requester_confirmed_at: now, both_confirmed: true }) // prettier-ignore
      for (const who of ['maker', 'head'] as const)
        expect(await noticesTo(world.chain, who, row)).toEqual([`协作 ${String(row.code)} 验收合格`]) // prettier-ignore
    },
  },
  {
    step: 'reject',
    from: 'delivered',
    arrange: (world) => aRequest(world, 'delivered', { supporter_confirmed_at: now }),
    body: { acceptance_note: '缺原始记录' },
    refused: 'maker',
    follows: async (world, row) => {
      expect(await read(world, row)).toMatchObject({ rework_count: 1, supporter_confirmed_at: null }) // prettier-ignore
      expect(await noticesTo(world.chain, 'maker', row)).toEqual([
        `协作 ${String(row.code)} 验收不合格，请整改`,
      ])
    },
  },
  {
    step: 'deliver_again',
    from: 'rework',
    arrange: (world) => aRequest(world, 'rework'),
    refused: 'seller',
    follows: delivered,
  },
]
