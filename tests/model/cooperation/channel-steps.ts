import { expect } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { departments, people } from '../order-to-cash/people.ts'
import { aReceivable, mine, type Case, type Data, type World } from '../order-to-cash/steps.ts'

let counter = 0
const next = (name: string): string => {
  counter += 1
  return `${name}${counter}`
}

/** A segment of the seller, in a state. */
const aSegment = (world: World, state: string): Promise<Row> =>
  world.put('market_segments', state, {
    ...mine,
    name: next('华东制药'),
    dimension: 'mixed',
    definition: '华东地区制药企业',
    market_size: 50_000_000,
    growth_rate: 8,
    competition: 'medium',
    fit_score: 4,
    potential_score: 5,
  })

/** Every step of a market segment; the head of sales decides. */
export const segmentSteps: readonly Case[] = [
  {
    step: 'select',
    from: 'candidate',
    arrange: (world) => aSegment(world, 'candidate'),
    refused: 'seller',
    follows: async ({ chain }, row) => {
      expect(await chain.get('market_segments', row)).toMatchObject({ selected_on: '2026-03-02' })
    },
  },
  {
    step: 'drop',
    from: 'candidate',
    arrange: (world) => aSegment(world, 'candidate'),
    refused: 'seller',
  },
  {
    step: 'reassess',
    from: 'selected',
    arrange: (world) => aSegment(world, 'selected'),
    refused: 'seller',
  },
]

/** What a partner has once it is signed. */
export const agreement: Data = {
  cooperation_policy: '按季返利',
  agreement_files: [{ id: '00000000-0000-7000-8000-00000000f11e', name: '协议.pdf' }],
}

/** A dealer whom the seller manages, in a state. */
export const aPartner = (world: World, state: string, more: Data = {}): Promise<Row> =>
  world.put('channel_partners', state, {
    ...mine,
    name: next('苏州恒通'),
    kind: 'dealer',
    region: '江苏',
    customer_id: world.customer.id,
    contact_name: '吴先生',
    contact_phone: '13900000000',
    manager_id: people.seller.id,
    ...(['prospect', 'negotiating'].includes(state) ? {} : agreement),
    ...more,
  })

const owing = async (world: World): Promise<Row> => {
  await aReceivable(world, 'due')
  return aPartner(world, 'active')
}

/** Every step of a channel partner. */
export const partnerSteps: readonly Case[] = [
  { step: 'negotiate', from: 'prospect', arrange: (world) => aPartner(world, 'prospect') },
  {
    step: 'sign',
    from: 'negotiating',
    arrange: (world) => aPartner(world, 'negotiating'),
    body: { ...agreement, expires_on: '2027-03-01' },
    refused: 'seller',
    follows: async ({ chain }, row) => {
      expect(await chain.get('channel_partners', row)).toMatchObject({
        signed_on: '2026-03-02',
        activated_on: '2026-03-02',
      })
      expect(await chain.list('action_items', { 'source.id': row.id })).toMatchObject([
        {
          kind: 'task',
          content: `首次渠道评估：${String(row.name)}`,
          responsible_id: people.seller.id,
          owner_id: people.head.id,
          due_on: '2026-03-31',
        },
      ])
    },
  },
  {
    step: 'suspend',
    from: 'active',
    arrange: (world) => aPartner(world, 'active'),
    body: { reason: '窜货' },
    refused: 'seller',
  },
  {
    step: 'resume',
    from: 'suspended',
    arrange: (world) => aPartner(world, 'suspended'),
    refused: 'seller',
  },
  {
    step: 'ask_waiver',
    from: 'active',
    arrange: owing,
    refused: 'seller',
    follows: async ({ chain }, row) => {
      expect(await chain.list('approvals', { 'target.id': row.id })).toMatchObject([
        { step: 'opinion', assignee_id: people.finance.id, department_id: departments.finance.id },
      ])
    },
  },
  {
    step: 'end',
    from: 'active',
    arrange: (world) => aPartner(world, 'active', { kind: 'agent', customer_id: null }),
    refused: 'seller',
  },
]
