import { expect } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { noticesTo } from '../order-to-cash/documents.ts'
import { departments, people } from '../order-to-cash/people.ts'
import type { Case, Data, World } from '../order-to-cash/steps.ts'
import { aSheet, officeOf, today } from './records.ts'

const ofSeller = {
  owner_id: people.head.id,
  employee_id: people.seller.id,
  department_id: departments.sales.id,
}

const decided = async ({ chain }: World, row: Row, state: string): Promise<void> => {
  expect(await chain.list('approvals', { 'target.id': row.id })).toMatchObject([{ state }])
}

const aReward = async (world: World, state: string): Promise<Row> =>
  world.put('rewards', state, {
    ...ofSeller,
    kind: 'performance',
    form: ['certificate'],
    reason: '达成目标',
    evidence_appraisal_id: (await aSheet(world, 'acknowledged', 'closed')).id,
  })

/** Every step of a reward of the seller, proposed by the head of sales. */
export const rewardSteps: readonly Case[] = [
  {
    step: 'check',
    from: 'proposed',
    arrange: (world) => aReward(world, 'proposed'),
    body: { points: 3 },
    refused: 'head',
    follows: (world, row) => decided(world, row, 'approved'),
  },
  {
    step: 'approve',
    from: 'hr_checked',
    arrange: (world) => aReward(world, 'hr_checked'),
    refused: 'hr',
    follows: (world, row) => decided(world, row, 'approved'),
  },
  {
    step: 'reject',
    from: 'hr_checked',
    arrange: (world) => aReward(world, 'hr_checked'),
    body: { opinion: '目标偏低' },
    refused: 'hr',
    follows: (world, row) => decided(world, row, 'rejected'),
  },
  {
    step: 'publish',
    from: 'approved',
    arrange: (world) => aReward(world, 'approved'),
    refused: 'head',
    follows: async (world, row) => {
      const { chain } = world
      expect(await chain.get('rewards', row)).toMatchObject({ granted_on: today(world) })
      const copies = await chain.list('distributions', { 'target.id': row.id })
      expect(copies.map(({ recipient_id }) => recipient_id).sort()).toEqual([people.head.id, people.seller.id]) // prettier-ignore
    },
  },
]

const aPenalty = async (world: World, state: string, more: Data = {}): Promise<Row> =>
  world.put('penalties', state, {
    ...ofSeller,
    violation: 'discipline',
    clause_id: (await officeOf(world)).article.id,
    occurred_on: today(world),
    description: '离岗',
    statement: '属实',
    measure: ['warning'],
    ...more,
  })

const proposedBy = async ({ chain }: World, row: Row, kinds: readonly string[]): Promise<void> => {
  const actions = await chain.list('personnel_actions', { penalty_id: row.id })
  expect(actions.map(({ kind, state }) => [kind, state]).sort()).toEqual(
    kinds.map((kind) => [kind, 'proposed']),
  )
  const notices = await noticesTo(chain, 'seller', row)
  expect(notices).toContain(`违规 ${String(row.code)} 已处理`)
}

/** Every step of a penalty of the seller. */
export const penaltySteps: readonly Case[] = [
  {
    step: 'investigate',
    from: 'reported',
    arrange: (world) => aPenalty(world, 'reported', { statement: null, measure: null }),
    follows: async ({ chain }, row) => {
      const notices = await noticesTo(chain, 'seller', row)
      expect(notices).toEqual([`请就 ${String(row.code)} 提交本人陈述`])
    },
  },
  {
    step: 'warn',
    from: 'investigating',
    arrange: (world) => aPenalty(world, 'investigating'),
    refused: 'hr',
    follows: (world, row) => proposedBy(world, row, ['warning']),
  },
  {
    step: 'decide',
    from: 'investigating',
    arrange: (world) =>
      aPenalty(world, 'investigating', {
        violation: 'secrecy',
        intent: 'intentional',
        loss_amount: 80_000,
        measure: ['warning', 'demotion', 'transfer', 'pay_down'],
      }),
    refused: 'head',
    follows: async (world, row) => {
      await proposedBy(world, row, ['demotion', 'pay_down', 'transfer', 'warning'])
      expect(await world.chain.list('legal_cases', { penalty_id: row.id })).toMatchObject([
        { kind: 'secrecy', claim_amount: 80_000, measure: 'lawyer_letter' },
      ])
    },
  },
  {
    step: 'dismiss',
    from: 'investigating',
    arrange: (world) => aPenalty(world, 'investigating'),
    body: { reason: '证据不足' },
    refused: 'head',
  },
  {
    step: 'publish',
    from: 'decided',
    arrange: (world) => aPenalty(world, 'decided'),
    refused: 'head',
    follows: async ({ chain }, row) => {
      const title = `违规通报 ${String(row.code)}`
      expect(await noticesTo(chain, 'seller', row)).toEqual([title])
      expect(await noticesTo(chain, 'head', row)).toEqual([title])
    },
  },
]

const anAction = (world: World, state: string, more: Data = {}, live = false): Promise<Row> =>
  world[live ? 'putLive' : 'put']('personnel_actions', state, {
    ...ofSeller,
    kind: 'pay_up',
    factor: 1.2,
    effective_on: '2026-04-01',
    reason: '考核优秀',
    ...more,
  })

/** Every step of a personnel action about the seller. */
export const actionSteps: readonly Case[] = [
  {
    step: 'check',
    from: 'proposed',
    arrange: (world) => anAction(world, 'proposed'),
    refused: 'head',
    follows: (world, row) => decided(world, row, 'approved'),
  },
  {
    step: 'approve',
    from: 'hr_checked',
    arrange: (world) => anAction(world, 'hr_checked'),
    refused: 'hr',
    follows: (world, row) => decided(world, row, 'approved'),
  },
  {
    step: 'reject',
    from: 'hr_checked',
    arrange: (world) => anAction(world, 'hr_checked'),
    body: { opinion: '暂缓' },
    refused: 'hr',
    follows: (world, row) => decided(world, row, 'rejected'),
  },
  {
    step: 'take_effect',
    from: 'approved',
    arrange: (world) => anAction(world, 'approved', { effective_on: today(world) }, true),
    follows: async (world, row) => {
      const { chain } = world
      const notices = await noticesTo(chain, 'seller', row)
      expect(notices).toEqual([`人事变动 ${String(row.code)} 已生效`])
      const { position } = await officeOf(world)
      const move = { kind: 'transfer', factor: null, to_position_id: position.id, effective_on: today(world) } // prettier-ignore
      await anAction(world, 'approved', move, true)
      expect(await chain.get('employees', people.seller.id)).toMatchObject({
        performance_pay_factor: 1.2,
        position_id: position.id,
      })
    },
  },
]

let weeks = 0
const aReport = (world: World, state: string): Promise<Row> => {
  weeks += 1
  return world.put('work_reports', state, {
    ...ofSeller,
    owner_id: people.seller.id,
    kind: 'monthly',
    period: `2025-${String(weeks).padStart(2, '0')}`,
    done_summary: '完成八单',
    plan_next: '拜访三家',
  })
}

/** Every step of a work report of the seller. */
export const reportSteps: readonly Case[] = [
  {
    step: 'submit',
    from: 'draft',
    arrange: (world) => aReport(world, 'draft'),
    refused: 'head',
    follows: async ({ chain }, row) => {
      const { submitted_at } = await chain.get('work_reports', row)
      expect(submitted_at).toBe(chain.company.now)
    },
  },
  {
    step: 'read',
    from: 'submitted',
    arrange: (world) => aReport(world, 'submitted'),
    body: { comment: '继续' },
    refused: 'seller',
    follows: async ({ chain }, row) => {
      expect(await chain.get('work_reports', row)).toMatchObject({ head_comment: '继续' })
    },
  },
]
