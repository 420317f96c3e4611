import { describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { results } from '../cooperation/collaboration-steps.ts'
import { as, department, employee, refusal, useCharter, type Person } from '../company.ts'

const charter = useCharter('2026-11-02T01:00:00.000Z') // a Monday

type Values = Readonly<Record<string, unknown>>

const wish: Values = {
  subject: '展会样机支持',
  content: '提供两台样机',
  expected_goal: '展会正常演示',
  needed_by: '2026-11-20',
}

const ask = (values: Values = {}) =>
  charter.create('seller', 'collaboration_requests', { ...wish, ...values })
const step = (who: Person, row: Pick<Row, 'id'>, name: string, body: Values = {}) =>
  charter.step(who, 'collaboration_requests', row, name, body)
const read = (row: Pick<Row, 'id'>) => charter.read('collaboration_requests', row)

const toProduction = {
  supporting_department_id: department('production'),
  resources_checked: true,
}
const plan = [{ step: '备样机', responsible_id: employee('production_head'), due_on: '2026-11-10' }]
const agreed = { plan, responsible_id: employee('production_head'), is_agreed: true }

const assigned = async (): Promise<Row> => {
  const row = await ask()
  await step('seller', row, 'submit')
  return step('clerk', row, 'assign', toProduction)
}
const delivered = async (): Promise<Row> => {
  const row = await assigned()
  await step('production_head', row, 'plan', agreed)
  await step('production_head', row, 'start')
  return step('production_head', row, 'deliver', results)
}

const told = async (who: Person, row: Pick<Row, 'id'>, kind: string): Promise<string[]> => {
  const rows = await charter.find('notifications', { 'target.id': row.id, kind }, who)
  return rows.map(({ title }) => String(title).split(' ').at(-1) ?? '').sort()
}
const day = async (local: string): Promise<void> => {
  charter.on(local)
  await charter.tick()
}

describe('a collaboration request', () => {
  test('R-140: needs matter, content, time and goal, and time that is left', async () => {
    const bare = charter.create('seller', 'collaboration_requests', {})
    expect((await refusal(bare)).fields).toEqual(['subject', 'content', 'expected_goal', 'needed_by']) // prettier-ignore
    expect((await refusal(ask({ needed_by: '2026-11-01' }))).fields).toEqual(['needed_by'])
    expect(await ask({ needed_by: '2026-11-02' })).toMatchObject({
      requester_id: employee('seller'),
      requesting_department_id: department('sales'),
      state: 'draft',
    })
  })

  test('R-139, R-141: the integrated management department alone assigns it, after a look at the resources', async () => {
    const row = await ask()
    await step('seller', row, 'submit')
    for (const who of ['seller', 'sales_head', 'production_head', 'boss'] as const)
      expect((await refusal(step(who, row, 'assign', toProduction))).code).toMatch(/forbidden|not_found/) // prettier-ignore
    const unchecked = { ...toProduction, resources_checked: false }
    expect((await refusal(step('clerk', row, 'assign', unchecked))).code).toBe('refused_transition')
    const itself = { ...toProduction, supporting_department_id: department('sales') }
    expect((await refusal(step('clerk', row, 'assign', itself))).fields).toEqual(['supporting_department_id']) // prettier-ignore
    expect(await step('clerk', row, 'assign', toProduction)).toMatchObject({ state: 'assigned' })
  })

  test('R-141: the office is reminded on the working day after, its head told once that is over', async () => {
    const row = await ask()
    await step('seller', row, 'submit')
    expect(await read(row)).toMatchObject({ assign_due: '2026-11-03' })
    await charter.tick()
    expect(await told('clerk', row, 'reminder')).toEqual([])
    await day('2026-11-03')
    expect(await told('clerk', row, 'reminder')).toEqual(['今日应分配'])
    expect(await told('boss', row, 'escalation')).toEqual([])
    await day('2026-11-04')
    expect(await told('clerk', row, 'reminder')).toHaveLength(1)
    expect(await told('boss', row, 'escalation')).toEqual(['逾期未分配'])
    charter.on('2026-11-02')
  })

  test('R-142: the supporting department plans it with the requester before work starts', async () => {
    const row = await assigned()
    expect(row).toMatchObject({ plan_due: '2026-11-04' })
    expect((await refusal(step('sales_head', row, 'plan', agreed))).code).toBe('refused_transition')
    const alone = { ...agreed, is_agreed: false }
    expect((await refusal(step('production_head', row, 'plan', alone))).code).toBe('refused_transition') // prettier-ignore
    const empty = { ...agreed, plan: [] }
    expect((await refusal(step('production_head', row, 'plan', empty))).fields).toEqual(['plan'])
    expect((await refusal(step('production_head', row, 'start'))).code).toBe('refused_transition')
    await day('2026-11-04')
    expect(await told('production_head', row, 'reminder')).toEqual([])
    await day('2026-11-05')
    expect(await told('production_head', row, 'reminder')).toEqual(['逾期未定方案'])
    charter.on('2026-11-02')
    expect(await step('production_head', row, 'plan', agreed)).toMatchObject({ state: 'planned' })
  })

  test('R-142: only the head of the supporting department names who is responsible', async () => {
    const row = await assigned()
    const named = { responsible_id: employee('warehouse_head') }
    expect((await refusal(step('sales_head', row, 'name_responsible', named))).code).toBe('refused_transition') // prettier-ignore
    await step('production_head', row, 'name_responsible', named)
    const body = { plan, is_agreed: true }
    expect(await step('warehouse_head', row, 'plan', body)).toMatchObject({ state: 'planned' })
  })

  test('R-143: results and records are handed over, and both sides confirm', async () => {
    const planned = await assigned()
    await step('production_head', planned, 'plan', agreed)
    await step('production_head', planned, 'start')
    expect((await refusal(step('production_head', planned, 'deliver'))).fields).toEqual(['results', 'result_files']) // prettier-ignore
    const row = await step('production_head', planned, 'deliver', results)
    expect(row).toMatchObject({ accept_due: '2026-11-05' })
    expect((await refusal(step('seller', row, 'accept'))).code).toBe('refused_transition')
    expect((await refusal(step('sales_head', row, 'confirm'))).code).toBe('refused_transition')
    await step('production_head', row, 'confirm')
    expect((await refusal(step('production_head', row, 'confirm'))).code).toBe('refused_transition')
    expect(await step('seller', row, 'accept')).toMatchObject({ state: 'accepted', both_confirmed: true }) // prettier-ignore
  })

  test('R-143: the requester is reminded once three working days are over', async () => {
    const row = await delivered()
    await day('2026-11-05')
    expect(await told('seller', row, 'reminder')).toEqual([])
    await day('2026-11-06')
    expect(await told('seller', row, 'reminder')).toEqual(['逾期未验收'])
    charter.on('2026-11-02')
  })

  test('R-144: what is not accepted is done again, and the second time both heads hear of it', async () => {
    const row = await delivered()
    await step('production_head', row, 'confirm')
    expect((await refusal(step('seller', row, 'reject'))).fields).toEqual(['acceptance_note'])
    await step('seller', row, 'reject', { acceptance_note: '缺说明书' })
    for (const who of ['sales_head', 'production_head'] as const)
      expect(await told(who, row, 'escalation')).toEqual([])
    await step('production_head', row, 'deliver_again')
    expect((await refusal(step('seller', row, 'accept'))).code).toBe('refused_transition')
    await step('seller', row, 'reject', { acceptance_note: '仍缺说明书' })
    expect(await read(row)).toMatchObject({ state: 'rework', rework_count: 2 })
    for (const who of ['sales_head', 'production_head'] as const)
      expect(await told(who, row, 'escalation')).toEqual(['次'])
  })

  test('the supporting head reads it from the assignment to the end, the requesting head always', async () => {
    const row = await ask()
    await step('seller', row, 'submit')
    const reads = async (who: Person) =>
      (await refusal(charter.read('collaboration_requests', row, who))).code
    expect(await reads('production_head')).toBe('not_found')
    await step('clerk', row, 'assign', toProduction)
    expect(await reads('production_head')).toBe('accepted')
    expect(await reads('warehouse_head')).toBe('not_found')
    expect(await reads('sales_head')).toBe('accepted')
    await step('production_head', row, 'name_responsible', { responsible_id: employee('warehouse_head') }) // prettier-ignore
    expect(await reads('warehouse_head')).toBe('accepted')
  })
})

describe('M-1114, M-418 collaborations', () => {
  const put = (needed_by: string, state: string, more: Values = {}) =>
    charter.seed('collaboration_requests', { ...wish, requester_id: employee('seller'), requesting_department_id: department('sales'), supporting_department_id: department('production'), responsible_id: employee('production_head'), plan, ...results, needed_by, ...more }, state) // prettier-ignore
  const at = (day: string) => ({ requester_confirmed_at: `${day}T09:00:00.000Z`, supporter_confirmed_at: `${day}T08:00:00.000Z` }) // prettier-ignore

  test('accepted by the day needed, of those accepted or due', async () => {
    await put('2025-02-10', 'accepted', at('2025-02-10')) // on the last day
    await put('2025-02-10', 'accepted', { ...at('2025-02-11'), rework_count: 1 })
    await put('2025-02-20', 'in_progress') // past its day
    await put('2025-02-28', 'accepted', at('2025-03-03')) // late, and in another month
    await put('2025-02-14', 'declined')
    await put('2025-02-14', 'draft')
    const { service } = charter.company()
    const { rows } = await service.aggregate(as('boss'), 'collaboration_requests', {
      measures: ['count', 'due', 'in_time', 'on_time_rate', 'reworked', 'rework_rate', 'accepted'],
      by: ['employee'],
      range: { from: '2025-02-01', to: '2025-02-28' },
    }) // prettier-ignore
    expect(rows).toMatchObject([
      { employee: employee('production_head'), count: 4, due: 4, in_time: 1, on_time_rate: 25, reworked: 1, rework_rate: 25, accepted: 2 },
    ]) // prettier-ignore
  })
})
