import { expect } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { noticesTo } from '../order-to-cash/documents.ts'
import { departments, people } from '../order-to-cash/people.ts'
import { anOrder, type Case, type World } from '../order-to-cash/steps.ts'
import { aScore, aSheet, officeOf, today } from './records.ts'

const report = { self_summary: '完成八单', self_report: '达标' }
const feedback = { strengths: '客户稳定', weaknesses: '协作', advice: '多沟通' }

/** An order of 900, a reward and a penalty in the month of the sheet, and what the supervisor scored. */
const withStock = async (world: World, sheet: Row): Promise<Row> => {
  const day = String(sheet.period_start)
  const { article } = await officeOf(world)
  const about = { employee_id: people.seller.id, department_id: departments.sales.id }
  await anOrder(world, 'released', { released_on: day, lines: [{ quantity: 9, unit_price: 100 }] })
  await world.put('rewards', 'published', { ...about, kind: 'teamwork', form: ['certificate'], reason: '协作', points: 3, granted_on: day }) // prettier-ignore
  await world.put('penalties', 'published', { ...about, violation: 'discipline', clause_id: article.id, occurred_on: day, description: '离岗', points: 1 }) // prettier-ignore
  await aScore(world, sheet, 'supervisor', 'head', 'submitted')
  return world.chain.get('appraisals', sheet)
}

const stockTaken = async ({ chain }: World, row: Row): Promise<void> => {
  const sheet = await chain.get('appraisals', row)
  const [sales] = sheet.items as readonly Row[]
  expect(sales).toMatchObject({ actual: 900, data_score: 90 })
  expect(sales?.source).not.toBeNull()
  expect(await chain.list('rewards', { counted_in_id: row.id })).toHaveLength(1)
  expect(await chain.list('penalties', { counted_in_id: row.id })).toHaveLength(1)
  // (40 * 85 + 35 * 90) / 75 = 87.33, and 3 - 1 points
  expect(sheet).toMatchObject({ bonus_points: 3, deduct_points: 1 })
}

/** Every step of a sheet: the seller's, scored by the head of sales. */
export const sheetSteps: readonly Case[] = [
  {
    step: 'submit_self',
    from: 'self_pending',
    arrange: async (world) => {
      const sheet = await aSheet(world, 'self_pending', 'scoring')
      const [own] = await world.chain.list('appraisal_scores', { appraisal_id: sheet.id }, 'hr')
      for (const item of (own?.items ?? []) as readonly Row[])
        await world.chain.force('appraisal_score_items', item, { score: 95 })
      return sheet
    },
    body: report,
    follows: async ({ chain }, row) => {
      expect(await chain.get('appraisals', row)).toMatchObject({ self_late: true })
      const scores = await chain.list('appraisal_scores', { appraisal_id: row.id }, 'hr')
      expect(scores).toMatchObject([{ method: 'self', state: 'submitted' }])
      const title = `自评 ${String(row.code)} 迟交，自评部分计 0 分`
      expect(await noticesTo(chain, 'seller', row)).toContain(title)
      expect(await noticesTo(chain, 'head', row)).toEqual([title])
    },
  },
  {
    step: 'score',
    from: 'self_submitted',
    arrange: async (world) => withStock(world, await aSheet(world, 'self_submitted', 'scoring')),
    body: { supervisor_comment: '稳定' },
    follows: async (world, row) => {
      await stockTaken(world, row)
      const sheet = await world.chain.get('appraisals', row)
      expect(sheet).toMatchObject({ self_late: false, total_score: 89.33 })
    },
  },
  {
    step: 'score_without_self',
    from: 'self_pending',
    arrange: async (world) => withStock(world, await aSheet(world, 'self_pending', 'scoring')),
    body: { supervisor_comment: '稳定' },
    follows: async (world, row) => {
      await stockTaken(world, row)
      const sheet = await world.chain.get('appraisals', row)
      // (40 * 85 + 35 * 90 + 5 * 0) / 80 = 81.88, and 2 points
      expect(sheet).toMatchObject({ self_late: true, total_score: 83.88 })
    },
  },
  {
    step: 'audit',
    from: 'scored',
    arrange: async (world) => withStock(world, await aSheet(world, 'scored', 'hr_audit')),
    body: { hr_note: '无异常' },
    follows: stockTaken,
  },
  {
    step: 'return',
    from: 'audited',
    arrange: (world) => aSheet(world, 'audited', 'hr_audit'),
    body: { opinion: '评语不全' },
    follows: async ({ chain }, row) => {
      expect(await chain.list('approvals', { 'target.id': row.id })).toMatchObject([
        { state: 'returned', opinion: '评语不全' },
      ])
    },
  },
  {
    step: 'approve',
    from: 'audited',
    arrange: (world) => aSheet(world, 'audited', 'approving', { built_score: 95 }),
    refused: 'hr',
    follows: async (world, row) => {
      const { chain } = world
      expect(await chain.get('appraisals', row)).toMatchObject({ excellent_streak: 1 })
      const title = `考核结果 ${String(row.code)} 已定`
      expect(await noticesTo(chain, 'seller', row)).toContain(title)
      expect(await noticesTo(chain, 'head', row)).toEqual([title])
    },
  },
  {
    step: 'give_feedback',
    from: 'final',
    arrange: (world) => aSheet(world, 'final', 'feedback'),
    body: feedback,
    refused: 'seller',
    follows: async (world, row) => {
      const { chain } = world
      expect(await chain.get('appraisals', row)).toMatchObject({ feedback_on: today(world) })
      expect(await noticesTo(chain, 'seller', row)).toContain(
        `考核 ${String(row.code)} 已反馈，请确认`,
      )
    },
  },
  {
    step: 'acknowledge',
    from: 'feedback_given',
    arrange: (world) => aSheet(world, 'feedback_given', 'feedback', feedback),
    refused: 'head',
    follows: async ({ chain }, row) => {
      const { acknowledged_at } = await chain.get('appraisals', row)
      expect(acknowledged_at).toBe(chain.company.now)
    },
  },
  {
    step: 'raise_appeal',
    from: 'feedback_given',
    arrange: (world) =>
      aSheet(world, 'feedback_given', 'feedback', { ...feedback, feedback_on: today(world) }),
    body: { appeal: '请复核' },
    refused: 'head',
    follows: async ({ chain }, row) => {
      expect(await noticesTo(chain, 'hr', row)).toEqual([`考核 ${String(row.code)} 提出申诉`])
    },
  },
  {
    step: 'resolve_appeal',
    from: 'appealed',
    arrange: (world) => aSheet(world, 'appealed', 'feedback', { appeal: '请复核' }),
    body: { appeal_result: '维持原结果', appeal_upheld: false },
    refused: 'head',
    follows: async ({ chain }, row) => {
      const title = `考核 ${String(row.code)} 的申诉已处理`
      expect(await noticesTo(chain, 'seller', row)).toContain(title)
      expect(await noticesTo(chain, 'head', row)).toEqual([title])
    },
  },
]

/** Every step of a score sheet: the head of sales scores as the supervisor. */
export const scoreSteps: readonly Case[] = [
  {
    step: 'submit',
    from: 'open',
    arrange: async (world) =>
      aScore(world, await aSheet(world, 'self_submitted', 'scoring'), 'supervisor', 'head', 'open'),
    follows: async (world, row) => {
      const sheet = await world.chain.get('appraisals', String(row.appraisal_id))
      expect(sheet).toMatchObject({ supervisor_mean: 85 })
    },
  },
  {
    step: 'submit_by_system',
    from: 'open',
    arrange: async (world) => {
      const sheet = await aSheet(world, 'self_submitted', 'scoring')
      return aScore(world, sheet, 'customer', null, 'open', true)
    },
    follows: async (world, row) => {
      const sheet = await world.chain.get('appraisals', String(row.appraisal_id))
      expect(sheet).toMatchObject({ customer_mean: 85 })
    },
  },
  {
    step: 'void',
    from: 'submitted',
    arrange: async (world) =>
      aScore(world, await aSheet(world, 'scored', 'scoring'), 'supervisor', 'head', 'submitted'),
    body: { void_reason: '评错人' },
    refused: 'head',
    follows: async ({ chain }, row) => {
      const of = { appraisal_id: row.appraisal_id, method: 'supervisor', state: 'open' }
      const [anew, ...more] = await chain.list('appraisal_scores', of, 'hr')
      expect(more).toEqual([])
      expect(anew).toMatchObject({
        rater_id: people.head.id,
        items: [{ score: null }, { score: null }, { score: null }],
      })
    },
  },
]
