import { expect } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { noticesTo } from '../order-to-cash/documents.ts'
import { people } from '../order-to-cash/people.ts'
import { mine, type Case, type Data, type World } from '../order-to-cash/steps.ts'

/** A need of the seller, in a state. */
const aNeed = (world: World, state: string, more: Data = {}): Promise<Row> =>
  world.put('training_needs', state, {
    ...mine,
    period: '2026H1',
    skill_gap: '商务谈判',
    knowledge_need: '合同条款',
    source: 'survey',
    priority: 'medium',
    employee_ids: [people.other.id],
    ...more,
  })

const decided = async ({ chain }: World, row: Row, state: string): Promise<void> => {
  expect(await chain.list('approvals', { 'target.id': row.id })).toMatchObject([
    { state, step: 'hr_audit' },
  ])
}

/** Every step of a training need. */
export const trainingSteps: readonly Case[] = [
  {
    step: 'submit',
    from: 'draft',
    arrange: (world) => aNeed(world, 'draft'),
    follows: async ({ chain }, row) => {
      expect(await chain.get('training_needs', row)).toMatchObject({ submitted_on: '2026-03-02' })
      expect(await noticesTo(chain, 'hr', row)).toEqual([`培训需求 ${String(row.code)} 已提交`])
    },
  },
  {
    step: 'plan',
    from: 'submitted',
    arrange: (world) => aNeed(world, 'submitted'),
    refused: 'head',
    follows: (world, row) => decided(world, row, 'approved'),
  },
  {
    step: 'decline',
    from: 'submitted',
    arrange: (world) => aNeed(world, 'submitted'),
    body: { opinion: '已有课程' },
    refused: 'head',
    follows: async (world, row) => {
      await decided(world, row, 'rejected')
      expect(await noticesTo(world.chain, 'seller', row)).toEqual([
        `培训需求 ${String(row.code)} 不采纳`,
      ])
    },
  },
]
