import { expect } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { noticesTo } from '../order-to-cash/documents.ts'
import { departments, people, type PersonName } from '../order-to-cash/people.ts'
import type { Case, World } from '../order-to-cash/steps.ts'

/** A proposal of the seller and the maker, in a state. */
const aProposal = (world: World, state: string): Promise<Row> =>
  world.put('innovation_proposals', state, {
    owner_id: people.seller.id,
    department_id: departments.sales.id,
    proposer_ids: [people.seller.id, people.maker.id],
    title: '轴承套料下料',
    kind: 'process',
    content: '合并小批量下料',
    expected_benefit: '材料利用率提高',
  })

const decided = async ({ chain }: World, row: Row, verdict: string, heard: string) => {
  expect(await chain.list('approvals', { 'target.id': row.id })).toMatchObject([
    { state: verdict, assignee_id: people.head.id },
  ])
  expect(await chain.get('innovation_proposals', row)).toMatchObject({ decided_on: '2026-03-02' })
  for (const who of ['seller', 'maker'] as const)
    expect(await noticesTo(chain, who, row)).toContain(`创新提案 ${String(row.code)} ${heard}`)
}

/** Every step of a proposal; the head of sales decides. */
export const innovationSteps: readonly Case[] = [
  {
    step: 'evaluate',
    from: 'submitted',
    arrange: (world) => aProposal(world, 'submitted'),
    refused: 'seller',
  },
  {
    step: 'adopt',
    from: 'evaluating',
    arrange: (world) => aProposal(world, 'evaluating'),
    body: { actual_benefit: 80_000 },
    refused: 'seller',
    follows: async (world, row) => {
      await decided(world, row, 'approved', '已采纳')
      const rewards = await world.chain.list('rewards', { innovation_id: row.id })
      expect(rewards.map((each) => each.employee_id).sort()).toEqual([people.seller.id, people.maker.id].sort()) // prettier-ignore
      for (const reward of rewards)
        expect(reward).toMatchObject({
          kind: 'innovation',
          state: 'proposed',
          points: 2,
          economic_benefit: 80_000,
          reason: '创新提案采纳：轴承套料下料',
        })
      expect(rewards.map(({ department_id }) => department_id).sort()).toEqual([departments.sales.id, departments.production.id].sort()) // prettier-ignore
    },
  },
  {
    step: 'decline',
    from: 'evaluating',
    arrange: (world) => aProposal(world, 'evaluating'),
    body: { opinion: '投入过大' },
    refused: 'seller',
    follows: async (world, row) => {
      await decided(world, row, 'rejected', '未采纳')
      expect(await world.chain.list('rewards', { innovation_id: row.id })).toEqual([])
    },
  },
  {
    step: 'promote',
    from: 'adopted',
    arrange: (world) => aProposal(world, 'adopted'),
    body: { promotion_note: '各班组照此下料' },
    refused: 'seller',
    follows: async ({ chain }, row) => {
      const title = `推广创新提案 ${String(row.code)}：轴承套料下料`
      for (const who of Object.keys(people) as PersonName[])
        // keys of a literal table
        expect(await noticesTo(chain, who, row)).toContain(title)
    },
  },
]
