import { expect } from 'vitest'
import { noticesTo, reviewsOf } from './documents.ts'
import { departments, people } from './people.ts'
import { aContract, anApproval, anOrder, type Case, type World } from './steps.ts'

const scan = [{ id: people.office.id, name: '扫描.pdf', size: 1, type: 'application/pdf' }]
const priced = (world: World, unit_price: number) => ({
  lines: [{ product_id: world.product.id, spec: '6204', unit: '件', quantity: 1, unit_price, tax_rate: 13 }],
}) // prettier-ignore

/** A contract in review, its reviews in the states given. */
const inReview = async (world: World, states: readonly string[], price = 100) => {
  const contract = await aContract(world, 'reviewing', {
    ...priced(world, price),
    signatory_id: people.boss.id,
  })
  for (const [i, state] of states.entries())
    await anApproval(world, contract, 'contracts', {
      ...(state !== 'pending' && { state }),
      assignee_id: [people.legal.id, people.finance.id, people.maker.id, people.head.id][i],
    })
  return contract
}

const backToDraft = async ({ chain }: World, row: { readonly id: string }) => {
  expect(await chain.get('contracts', row.id)).toMatchObject({
    state: 'draft',
    version_no: 2,
    approved_on: null,
  })
  expect(await reviewsOf(chain, row, { state: { $ne: 'void' } })).toEqual([])
}

const toldApproved = async ({ chain }: World, row: { readonly id: string }) => {
  const contract = await chain.get('contracts', row.id)
  expect(contract).toMatchObject({ approved_on: '2026-03-02' })
  const title = `合同 ${String(contract.code)} 已通过评审，待签`
  expect(await noticesTo(chain, 'seller', contract)).toContain(title)
  expect(await noticesTo(chain, 'boss', contract)).toContain(title)
}

/** An approved contract whose reviews were given on a day. */
const approved = async (world: World, decided_at = '2026-03-01T02:00:00.000Z') => {
  const contract = await aContract(world, 'approved', { signatory_id: people.signatory.id })
  await anApproval(world, contract, 'contracts', { state: 'approved', decided_at })
  return contract
}

const archived = async ({ chain }: World, row: { readonly id: string }) => {
  const contract = await chain.get('contracts', row.id)
  expect(contract.archived_on).toBe('2026-03-02')
  expect(String(contract.archive_no)).toMatch(/^DA-2026-HT-\d{4}$/)
}

const withOpenOrder = async (world: World, state: string) => {
  const contract = await aContract(world, state)
  await anOrder(world, 'released', { contract_id: contract.id })
  return contract
}

const ordersHeld = async ({ chain }: World, row: { readonly id: string }) => {
  const orders = await chain.list('orders', { contract_id: row.id })
  expect(orders.map((order) => order.state)).toEqual(['on_hold'])
}

/** Every step of a contract. */
export const contractSteps: readonly Case[] = [
  {
    step: 'submit',
    from: 'draft',
    arrange: (world) => aContract(world, 'draft'),
    follows: async ({ chain }, row) => {
      expect(String((await chain.get('contracts', row)).code)).toMatch(/^HT-2026-XS-\d{4}$/)
      const asked = await reviewsOf(chain, row, { step: 'dept_review', state: 'pending' })
      expect(asked.map((review) => review.department_id).sort()).toEqual(
        [departments.finance.id, departments.legal.id, departments.production.id].sort(),
      )
    },
  },
  {
    step: 'return',
    from: 'reviewing',
    arrange: (world) => inReview(world, ['pending', 'pending', 'pending', 'pending']),
    body: { opinion: '违约责任过轻' },
    follows: backToDraft,
  },
  {
    step: 'return_reviewed',
    from: 'reviewing',
    arrange: async (world) => {
      const contract = await inReview(world, ['pending', 'approved', 'approved'])
      const [review] = await reviewsOf(world.chain, contract, { state: 'pending' })
      if (review)
        await world.chain.step('legal', 'approvals', review, 'return', { opinion: '不合规' })
      return contract
    },
    follows: backToDraft,
  },
  {
    step: 'approve_ordinary',
    from: 'reviewing',
    arrange: async (world) => {
      const contract = await inReview(world, ['pending', 'approved', 'approved'])
      const [review] = await reviewsOf(world.chain, contract, { state: 'pending' })
      if (review) await world.chain.step('legal', 'approvals', review, 'approve')
      return contract
    },
    follows: toldApproved,
  },
  {
    step: 'approve_decided',
    from: 'reviewing',
    arrange: async (world) => {
      const contract = await inReview(world, ['approved', 'approved', 'approved'], 300000)
      const review = await anApproval(world, contract, 'contracts', {
        step: 'manager_approval',
        assignee_id: people.head.id,
      })
      await world.chain.step('head', 'approvals', review, 'approve')
      return contract
    },
    follows: toldApproved,
  },
  {
    step: 'approve_important',
    from: 'reviewing',
    arrange: (world) => inReview(world, ['approved', 'approved', 'approved'], 300000),
    refused: 'boss',
    follows: toldApproved,
  },
  {
    step: 'approve_executive',
    from: 'reviewing',
    arrange: (world) => inReview(world, ['approved', 'approved', 'approved'], 1000000),
    refused: 'head',
    follows: toldApproved,
  },
  {
    step: 'revise',
    from: 'approved',
    arrange: (world) => approved(world),
    body: { reason: '客户要求' },
    follows: backToDraft,
  },
  {
    step: 'revise_changed',
    from: 'approved',
    arrange: async (world) => {
      const contract = await approved(world)
      await world.chain.update('seller', 'contracts', contract, { delivery_terms: '自提' })
      return contract
    },
    follows: backToDraft,
  },
  {
    step: 'revise_expired',
    from: 'approved',
    arrange: async (world) => {
      const contract = await approved(world, '2026-01-30T02:00:00.000Z')
      await world.chain.update('seller', 'contracts', contract, { title: '轴承供货二' })
      return contract
    },
    follows: async (world, row) => {
      await backToDraft(world, row)
      const { code } = await world.chain.get('contracts', row)
      expect(await noticesTo(world.chain, 'seller', row)).toContain(
        `合同 ${String(code)} 评审已过期`,
      )
    },
  },
  {
    step: 'sign',
    from: 'approved',
    arrange: (world) => approved(world),
    body: { signed_on: '2026-03-02' },
    refused: 'seller',
    follows: async ({ chain, customer }, row) => {
      const copies = await chain.list('distributions', { 'target.id': row.id })
      expect(copies.map((copy) => copy.recipient_department_id).sort()).toEqual(
        [departments.finance.id, departments.production.id, departments.warehouse.id].sort(),
      )
      expect(await chain.list('receivables', { contract_id: row.id })).toMatchObject([
        { amount: 11300, trigger: 'delivery', owner_id: people.seller.id, state: 'pending' },
      ])
      expect(await chain.get('customers', customer)).toMatchObject({ state: 'active' })
    },
  },
  {
    step: 'start',
    from: 'signed',
    arrange: async (world) => {
      const contract = await aContract(world, 'signed')
      await world.putLive('orders', 'released', {
        owner_id: people.seller.id,
        customer_id: world.customer.id,
        contract_id: contract.id,
        released_on: '2026-03-01',
        received_on: '2026-03-01',
        required_on: '2026-04-01',
      })
      return contract
    },
  },
  {
    step: 'start_service',
    from: 'signed',
    arrange: (world) => aContract(world, 'signed', { kind: 'service' }),
  },
  {
    step: 'archive_signed',
    from: 'signed',
    arrange: (world) => aContract(world, 'signed', { scan }),
    follows: archived,
  },
  {
    step: 'archive_executing',
    from: 'executing',
    arrange: (world) => aContract(world, 'executing', { scan }),
    follows: archived,
  },
  {
    step: 'complete',
    from: 'executing',
    arrange: async (world) => {
      const contract = await aContract(world, 'executing')
      await anOrder(world, 'closed', { contract_id: contract.id })
      return contract
    },
    follows: async ({ chain }, row) => {
      const { code } = await chain.get('contracts', row)
      expect(await noticesTo(chain, 'office', row)).toContain(`合同 ${String(code)} 待归档`)
    },
  },
  {
    step: 'terminate_signed',
    from: 'signed',
    arrange: (world) => withOpenOrder(world, 'signed'),
    body: { reason: '客户破产', legal_opinion: '可以终止' },
    follows: ordersHeld,
  },
  {
    step: 'terminate_executing',
    from: 'executing',
    arrange: (world) => withOpenOrder(world, 'executing'),
    body: { reason: '客户破产', legal_opinion: '可以终止' },
    follows: ordersHeld,
  },
  {
    step: 'archive',
    from: 'completed',
    arrange: (world) => aContract(world, 'completed', { scan }),
    follows: archived,
  },
]
