import { createEngine } from '../../../server/engine/create-service.ts'
import { insertRecord } from '../../../server/engine/write/insert.ts'
import { recompute } from '../../../server/engine/rules/recompute.ts'
import { settle } from '../../../server/engine/rules/settle.ts'
import type { Row } from '#model/language/wire.ts'
import {
  asSystem,
  inTransaction,
  resourceOf,
  systemPrincipal,
} from '../../../server/engine/work.ts'
import { zone } from '../../server/engine/company.ts'
import type { Chain } from './company.ts'
import { newCustomer, newProduct } from './documents.ts'
import { departments, people, type PersonName } from './people.ts'

export type Data = Readonly<Record<string, unknown>>

/** A company with one customer and one product, in which records are put straight into a state. */
export type World = {
  readonly chain: Chain
  readonly customer: Row
  readonly product: Row
  /** A contract in execution, for what has to have one. */
  readonly contract: Row
  /** Writes a record in a state as an import would: no step before it, no system step after it. */
  readonly put: (resource: string, state: string | null, values: Data) => Promise<Row>
  /** The same, and then lets the system take the steps that are due. */
  readonly putLive: (resource: string, state: string | null, values: Data) => Promise<Row>
}

/** One step from one state: how a record gets there, what the dialog says, and what must follow. */
export type Case = {
  readonly step: string
  readonly from: string
  /** A record in the state; for a step of the system, one that has just taken it. */
  readonly arrange: (world: World) => Promise<Row>
  /** Of a step that people and the system take: a record for which the system has just taken it. */
  readonly arrangeTaken?: (world: World) => Promise<Row>
  readonly body?: Data
  /** Every effect that the catalogue lists for the step. */
  readonly follows?: (world: World, row: Row, who: PersonName | null) => Promise<void>
  /** Somebody who reads the record and may not take the step. */
  readonly refused?: PersonName
}

/** Somebody for each role and record role. */
export const actors: Readonly<Record<string, PersonName>> = {
  owner: 'seller',
  responsible: 'maker',
  signatory: 'signatory',
  executive: 'boss',
  dept_manager: 'head',
  finance: 'finance',
  risk_legal: 'legal',
  operations: 'maker',
  office: 'office',
}

const writeInto = async (
  chain: Chain,
  resource: string,
  state: string | null,
  values: Data,
  live: boolean,
): Promise<Row> => {
  const { index, database, now } = chain.company
  const engine = createEngine({ index, database, clock: () => now, zone })
  const id = await inTransaction(engine, systemPrincipal, async (work) => {
    const system = asSystem(work, { resource: 'customers', id: people.boss.id })
    const options = state === null ? {} : { state }
    const row = await insertRecord(system, resourceOf(engine, resource), values, options)
    await recompute(system)
    if (live) await settle(system)
    return row
  })
  return chain.get(resource, id)
}

/** Prepares the world for the cases of a file. */
export const openWorld = async (chain: Chain): Promise<World> => {
  const world: World = {
    chain,
    customer: await newCustomer(chain),
    product: await newProduct(chain),
    contract: { id: '' },
    put: (resource, state, values) => writeInto(chain, resource, state, values, false),
    putLive: (resource, state, values) => writeInto(chain, resource, state, values, true),
  }
  return { ...world, contract: await aContract(world, 'executing') }
}

export const mine = { owner_id: people.seller.id, department_id: departments.sales.id }

/** A contract of 11,300 in a state, with one instalment. */
export const aContract = (world: World, state: string, more: Data = {}): Promise<Row> =>
  world.put('contracts', state, {
    ...mine,
    title: '轴承供货',
    customer_id: world.customer.id,
    kind: 'single',
    our_entity: '华澄精密有限公司',
    lines: [{ product_id: world.product.id, spec: '6204', unit: '件', quantity: 100, unit_price: 113, tax_rate: 13 }],
    rights_obligations: '甲方供货，乙方付款。',
    payment_method: 'on_delivery',
    payment_schedule: [{ name: '货款', trigger: 'delivery', offset_days: 30, percent: 100 }],
    delivery_on: '2026-04-30',
    delivery_terms: '送货上门',
    quality_acceptance: '国家标准',
    breach_liability: '万分之五',
    dispute_resolution: '仲裁',
    signatory_id: people.signatory.id,
    ...(state === 'draft' ? {} : { code: `HT-T-${Math.random().toString(36).slice(2)}` }),
    ...(['draft', 'reviewing', 'approved'].includes(state) ? {} : { signed_on: '2026-03-01' }),
    ...more,
  }) // prettier-ignore

/** A decided or pending approvals row of a record. */
export const anApproval = (world: World, target: Row, resource: string, more: Data): Promise<Row> =>
  world.put('approvals', String(more.state ?? 'pending'), {
    target: { resource, id: target.id },
    step: 'dept_review',
    seq: 1,
    requested_by_id: people.seller.id,
    decided_at: more.state === undefined ? null : '2026-03-01T02:00:00.000Z',
    ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== 'state')),
    department_id: Object.values(people)
      .filter(({ id }) => id === (more.assignee_id ?? people.legal.id))
      .map(({ department }) => departments[department].id)[0],
    owner_id: more.assignee_id ?? people.legal.id,
    assignee_id: more.assignee_id ?? people.legal.id,
  })

/** An order of 11,300 in a state. */
export const anOrder = (world: World, state: string, more: Data = {}): Promise<Row> =>
  world.put('orders', state, {
    ...mine,
    customer_id: world.customer.id,
    received_on: '2026-03-01',
    required_on: '2026-04-20',
    promised_on: '2026-04-20',
    lines: [{ product_id: world.product.id, spec: '6204', unit: '件', quantity: 100, unit_price: 113, tax_rate: 13 }],
    ship_to: '苏州',
    ...(['received', 'checked', 'reviewing'].includes(state) ? {} : { released_on: '2026-03-01', contract_id: world.contract.id }),
    ...more,
  }) // prettier-ignore

/** 1,000 owed by the customer, in a state. */
export const aReceivable = (
  world: World,
  state: string,
  more: Data = {},
  live = false,
): Promise<Row> =>
  world[live ? 'putLive' : 'put']('receivables', state, {
    ...mine,
    customer_id: world.customer.id,
    contract_id: world.contract.id,
    name: '货款',
    amount: 1000,
    trigger: 'date',
    expected_on: '2026-04-30',
    due_on: '2026-04-30',
    ...more,
  })

/** A payment with its allocations, in a state. */
export const aPayment = (
  world: World,
  state: string,
  allocations: readonly (readonly [Row, number])[],
  more: Data = {},
  live = true,
): Promise<Row> =>
  world[live ? 'putLive' : 'put']('payments', state, {
    ...mine,
    customer_id: world.customer.id,
    received_on: '2026-03-01',
    amount: 1000,
    method: 'transfer',
    payer_name: '华鑫',
    account: '工行',
    allocations: allocations.map(([{ id }, amount]) => ({ receivable_id: id, amount })),
    ...more,
  })
