import { expect } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { noticesTo } from '../order-to-cash/documents.ts'
import { people } from '../order-to-cash/people.ts'
import type { Case, World } from '../order-to-cash/steps.ts'
import { aCycle, aScheme, aSheet, sheetIn, today } from './records.ts'

/** Every step of a scheme, written by the head of sales. */
export const schemeSteps: readonly Case[] = [
  {
    step: 'submit',
    from: 'draft',
    arrange: (world) => aScheme(world, 'draft'),
    follows: async ({ chain }, row) => {
      expect(await noticesTo(chain, 'boss', row)).toEqual([`考核方案 ${String(row.code)} 待批`])
    },
  },
  {
    step: 'approve',
    from: 'submitted',
    arrange: (world) => aScheme(world, 'submitted'),
    refused: 'head',
    follows: async ({ chain }, row) => {
      expect(await noticesTo(chain, 'seller', row)).toEqual(['考核方案 商务部月度考核 已生效'])
      expect(await noticesTo(chain, 'maker', row)).toEqual([])
    },
  },
  {
    step: 'return',
    from: 'submitted',
    arrange: (world) => aScheme(world, 'submitted'),
    body: { opinion: '权重再议' },
    refused: 'head',
    follows: async ({ chain }, row) => {
      expect(await chain.list('approvals', { 'target.id': row.id })).toMatchObject([
        { state: 'returned', opinion: '权重再议' },
      ])
    },
  },
  { step: 'retire', from: 'effective', arrange: (world) => aScheme(world, 'effective') },
]

/** A cycle of which the person's sheet waits in a state. */
const cycleWith = async (world: World, state: string, sheet: string, more = {}): Promise<Row> => {
  const cycle = await aCycle(world, state, more)
  await sheetIn(world, cycle, sheet, { built_score: 85 })
  return cycle
}

/** The month that ends within the days before which a cycle starts. */
const dueToStart = (day: string) => (world: World, live: boolean) => {
  world.chain.company.now = `${day}T02:00:00.000Z`
  return aCycle(world, 'planned', { period_start: `${day.slice(0, 7)}-01` }, live)
}

const sheetsOf = ({ chain }: World, cycle: Row) => chain.list('appraisals', { cycle_id: cycle.id })

const sheetsOpened = async (world: World, cycle: Row): Promise<void> => {
  const sheets = await sheetsOf(world, cycle)
  expect(sheets.map(({ employee_id, state }) => [employee_id, state]).sort()).toEqual([
    [people.seller.id, 'self_pending'],
    [people.other.id, 'self_pending'],
  ])
  const own = sheets.find(({ employee_id }) => employee_id === people.seller.id) ?? { id: '' }
  expect(own).toMatchObject({
    supervisor_id: people.head.id,
    items: [{ weight: 40, target: 1000 }, { weight: 20 }, { weight: 20 }, { weight: 20 }],
  })
  const scores = await world.chain.list('appraisal_scores', { appraisal_id: own.id }, 'hr')
  expect(scores).toMatchObject([{ method: 'self', state: 'open', rater_id: people.seller.id }])
  expect(await noticesTo(world.chain, 'seller', own)).toHaveLength(1)
}

const scoresOpened = async (world: World, cycle: Row): Promise<void> => {
  const [sheet] = await sheetsOf(world, cycle)
  const scores = await world.chain.list('appraisal_scores', { appraisal_id: sheet?.id }, 'hr')
  expect(scores.map(({ method }) => method).sort()).toEqual(['customer', 'data', 'peer', 'peer', 'peer', 'self', 'supervisor']) // prettier-ignore
  const raters = (method: string) => scores.filter((each) => each.method === method).map(({ rater_id }) => rater_id).sort() // prettier-ignore
  expect(raters('supervisor')).toEqual([people.head.id])
  expect(raters('peer')).toEqual([people.other.id, people.signatory.id, people.service.id])
}

const toAudit = async ({ chain }: World, cycle: Row): Promise<void> => {
  expect(await noticesTo(chain, 'hr', cycle)).toEqual([`考核周期 ${String(cycle.code)} 待审核`])
}

const excellent = { built_score: 95, excellent_streak: 2, final_on: '2026-03-01' }

const proposed = async (world: World, cycle: Row): Promise<void> => {
  const { chain } = world
  const kindsOf = async (who: 'seller' | 'other') => {
    const rows = await chain.list('personnel_actions', { employee_id: people[who].id, 'appraisal.cycle_id': cycle.id }) // prettier-ignore
    expect(rows.every(({ state }) => state === 'proposed')).toBe(true)
    return rows.map(({ kind }) => kind).sort()
  }
  expect(await kindsOf('seller')).toEqual(['bonus', 'pay_up', 'promotion', 'raise'])
  expect(await kindsOf('other')).toEqual([
    'demotion',
    'pay_down',
    'training',
    'transfer',
    'warning',
  ])
  expect(await chain.list('rewards', { 'evidence_appraisal.cycle_id': cycle.id })).toMatchObject([
    { employee_id: people.seller.id, kind: 'performance', state: 'proposed' },
  ])
  expect(await noticesTo(chain, 'hr', cycle)).toHaveLength(1)
}

/** Every step of a cycle. */
export const cycleSteps: readonly Case[] = [
  {
    step: 'start',
    from: 'planned',
    arrange: (world) => dueToStart('2026-03-27')(world, false),
    arrangeTaken: (world) => dueToStart('2026-04-28')(world, true),
    follows: sheetsOpened,
  },
  {
    step: 'open_scoring',
    from: 'self_review',
    arrange: (world) => cycleWith(world, 'self_review', 'self_pending'),
    arrangeTaken: async (world) => {
      const cycle = await cycleWith(world, 'self_review', 'self_pending')
      await world.chain.company.service.tick()
      return cycle
    },
    follows: scoresOpened,
  },
  {
    step: 'collect',
    from: 'scoring',
    arrange: (world) => cycleWith(world, 'scoring', 'scored'),
    arrangeTaken: async (world) => {
      const cycle = await cycleWith(world, 'scoring', 'scored')
      await world.chain.company.service.tick()
      return cycle
    },
    follows: toAudit,
  },
  {
    step: 'collect_again',
    from: 'scoring',
    arrange: (world) => cycleWith(world, 'scoring', 'scored', { returned_on: '2026-03-01' }),
    follows: toAudit,
  },
  {
    step: 'reopen_scoring',
    from: 'hr_audit',
    arrange: (world) => cycleWith(world, 'hr_audit', 'scored'),
    body: { opinion: '评语不全' },
    follows: async (world, row) => {
      const after = await world.chain.get('appraisal_cycles', row)
      expect(after).toMatchObject({ returned_on: today(world) })
    },
  },
  {
    step: 'send_up',
    from: 'hr_audit',
    arrange: (world) => cycleWith(world, 'hr_audit', 'audited'),
    follows: async ({ chain }, row) => {
      expect(await noticesTo(chain, 'boss', row)).toEqual([`考核周期 ${String(row.code)} 待审批`])
    },
  },
  {
    step: 'return',
    from: 'approving',
    arrange: (world) => cycleWith(world, 'approving', 'audited'),
    body: { opinion: '优秀过多' },
    refused: 'hr',
    follows: async ({ chain }, row) => {
      expect(await chain.list('approvals', { 'target.id': row.id })).toMatchObject([
        { state: 'returned', opinion: '优秀过多' },
      ])
    },
  },
  {
    step: 'approve',
    from: 'approving',
    arrange: (world) => cycleWith(world, 'approving', 'audited'),
    refused: 'hr',
    follows: async (world, row) => {
      expect(await sheetsOf(world, row)).toMatchObject([{ state: 'final', final_on: today(world) }])
    },
  },
  {
    step: 'close',
    from: 'feedback',
    arrange: async (world) => {
      const best = await aSheet(world, 'acknowledged', 'feedback', excellent)
      const cycle = await world.chain.get('appraisal_cycles', String(best.cycle_id))
      const [item] = best.items as readonly Row[]
      await world.chain.force('appraisal_items', item ?? { id: '' }, { actual: 1200, achievement: 120 }) // prettier-ignore
      await sheetIn(world, cycle, 'acknowledged', { employee_id: people.other.id, built_score: 50 })
      return cycle
    },
    follows: proposed,
  },
]
