import { beforeAll, describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { as, department, employee, refusal, useCharter, type Person } from '../company.ts'

const charter = useCharter('2026-11-02T01:00:00.000Z')

type Values = Readonly<Record<string, unknown>>

const committee = ['boss', 'deputy', 'finance_head', 'legal_head'] as const

const application: Values = {
  name: '自动装配线',
  kind: 'internal',
  requesting_department_id: department('sales'),
  manager_id: employee('project_lead'),
  background: '人工装配慢',
  goals: '提升产能',
  scope: '装配工位',
  start_on: '2026-11-02',
  end_on: '2026-12-31',
  budget: 300_000,
}
const judged = { strategic_fit: 4, resource_fit: 4, committee_opinion: '同意' }
const team = [{ employee_id: employee('project_lead'), role: '负责', responsibility: '统筹', skill_ok: true }] // prettier-ignore
const files = [{ id: '00000000-0000-7000-8000-00000000f11e', name: '评审.pdf' }]

const draft = (values: Values = {}) =>
  charter.create('project_lead', 'projects', { ...application, ...values })
const put = async (state: string, values: Values = {}): Promise<Row> => {
  const { id } = await charter.seed('projects', { ...application, owner_id: employee('project_lead'), department_id: department('project_office'), ...values }, state) // prettier-ignore
  return charter.read('projects', { id })
}
const step = (who: Person, row: Pick<Row, 'id'>, name: string, body: Values = {}) =>
  charter.step(who, 'projects', row, name, body)
const milestone = async (project: Row, state: string, values: Values = {}): Promise<Row> => {
  const { id } = await charter.seed('project_milestones', { project_id: project.id, owner_id: employee('project_lead'), department_id: department('project_office'), name: '评审', deliverable: '记录', baseline_on: '2026-11-10', planned_on: '2026-11-10', weight: 100, ...values }, state) // prettier-ignore
  return charter.read('project_milestones', { id })
}

beforeAll(async () => {
  for (const who of committee) {
    const row = await charter.read('employees', { id: employee(who) })
    await charter.update('hr_clerk', 'employees', row, { is_pmc_member: true })
  }
})

describe('R-093 initiation', () => {
  test('needs background, goals, scope, timetable and budget', async () => {
    const bare = charter.create('project_lead', 'projects', { name: '无', kind: 'internal', requesting_department_id: department('sales'), manager_id: employee('project_lead') }) // prettier-ignore
    expect((await refusal(bare)).fields.toSorted()).toEqual(['background', 'budget', 'end_on', 'goals', 'scope', 'start_on']) // prettier-ignore
    expect((await refusal(draft({ end_on: '2026-11-02' }))).fields).toEqual(['end_on'])
    expect((await refusal(draft({ kind: 'customer' }))).fields).toEqual(['customer_id'])
    expect((await refusal(draft({ end_on: '2026-11-03' }))).code).toBe('accepted')
  })

  const voted = async (votes: readonly string[]): Promise<Row> => {
    const row = await draft()
    await step('project_lead', row, 'apply')
    const asked = await charter.find('approvals', { 'target.id': row.id, state: 'pending' })
    expect(asked).toHaveLength(4)
    for (const [i, verdict] of votes.entries()) {
      const ballot = asked.find(({ assignee_id }) => assignee_id === employee(committee[i] ?? 'boss')) // prettier-ignore
      if (ballot) await charter.step(committee[i] ?? 'boss', 'approvals', ballot, verdict, verdict === 'approve' ? {} : { opinion: '再议' }) // prettier-ignore
    }
    return row
  }

  test.each([
    [['approve'], 'refused_transition'], // a quarter of the committee
    [['approve', 'approve'], 'accepted'], // half of it
    [['approve', 'reject'], 'refused_transition'], // no majority
    [['approve', 'reject', 'approve'], 'accepted'],
    [['reject', 'reject', 'approve'], 'refused_transition'],
  ])('the committee says %j: %s', async (votes, code) => {
    const row = await voted(votes)
    expect((await refusal(step('deputy', row, 'approve', judged))).code).toBe(code)
  })

  test('scores and opinion of the committee are needed', async () => {
    const row = await voted(['approve', 'approve', 'approve'])
    expect((await refusal(step('boss', row, 'approve'))).fields.toSorted()).toEqual(['committee_opinion', 'resource_fit', 'strategic_fit']) // prettier-ignore
    expect((await refusal(step('boss', row, 'approve', { ...judged, strategic_fit: 6 }))).fields).toEqual(['strategic_fit']) // prettier-ignore
    expect(await step('boss', row, 'approve', judged)).toMatchObject({ state: 'approved' })
  })
})

describe('R-095 the team', () => {
  test('is not formed before the approval', async () => {
    expect((await refusal(draft({ members: team }))).fields).toEqual(['members'])
    const approved = await put('approved')
    expect((await refusal(step('project_lead', approved, 'form_team'))).fields).toEqual(['members'])
    const half = [{ employee_id: employee('seller'), skill_ok: true }]
    expect((await refusal(step('project_lead', approved, 'form_team', { members: half }))).fields).toEqual(['members.0.role', 'members.0.responsibility']) // prettier-ignore
    const after = await step('project_lead', approved, 'form_team', { members: team })
    expect(after._warnings).toBeUndefined()
  })

  test('skills that are not confirmed warn', async () => {
    const members = team.map((one) => ({ ...one, skill_ok: false }))
    const after = await step('project_lead', await put('approved'), 'form_team', { members })
    expect(after._warnings).toMatchObject([{ rule: 'R-095' }])
  })
})

describe('R-097 the baseline', () => {
  test.each([
    [[60, 39.99], 'refused_transition'],
    [[60, 40], 'accepted'],
    [[60, 40.01], 'refused_transition'],
  ])('milestones of %j percent: %s', async (weights, code) => {
    const project = await put('planning', { members: team })
    for (const weight of weights) await milestone(project, 'planned', { weight })
    expect((await refusal(step('project_lead', project, 'start'))).code).toBe(code)
  })

  test('lies within the project and stands once it has started', async () => {
    const project = await put('planning')
    const add = (baseline_on: string) =>
      charter.create('project_lead', 'project_milestones', { project_id: project.id, name: '试产', deliverable: '报告', baseline_on, weight: 10 }) // prettier-ignore
    for (const day of ['2026-11-01', '2027-01-01'])
      expect((await refusal(add(day))).fields).toEqual(['baseline_on'])
    const last = await add('2026-12-31')
    expect(last).toMatchObject({ planned_on: '2026-12-31' })
    const change = (row: Row, values: Values) => charter.update('project_lead', 'project_milestones', row, values) // prettier-ignore
    const moved = await change(last, { baseline_on: '2026-12-30' })
    const running = await put('executing')
    const fixed = await milestone(running, 'planned')
    expect((await refusal(change(fixed, { baseline_on: '2026-11-11' }))).fields).toEqual(['baseline_on']) // prettier-ignore
    expect((await refusal(change(fixed, { planned_on: '2026-11-20' }))).code).toBe('accepted')
    expect(moved).toMatchObject({ baseline_on: '2026-12-30' })
  })
})

describe('R-099, R-100 behind schedule', () => {
  test.each([
    [[95, 5], 'green'], // 5 % behind
    [[94.99, 5.01], 'yellow'],
    [[90, 10], 'yellow'],
    [[89.99, 10.01], 'orange'],
    [[80, 20], 'orange'],
    [[79.99, 20.01], 'red'],
  ])('%j percent reached and due: %s', async ([done, due], health) => {
    const project = await put('suspended')
    await milestone(project, 'reached', { weight: done, baseline_on: '2026-11-02', reached_on: '2026-11-02' }) // prettier-ignore
    await milestone(project, 'planned', { weight: due, baseline_on: '2026-11-02' })
    expect(await charter.read('projects', project)).toMatchObject({ progress: done, lag: due, health }) // prettier-ignore
  })

  test('a milestone is late the day after, and the leader hears of it', async () => {
    const project = await put('executing')
    const row = await milestone(project, 'planned')
    const state = async () => (await charter.read('project_milestones', row)).state
    charter.on('2026-11-10')
    await charter.tick()
    expect(await state()).toBe('planned')
    charter.on('2026-11-11')
    await charter.tick()
    expect(await state()).toBe('late')
    expect(await charter.find('notifications', { 'target.id': row.id }, 'boss')).toMatchObject([{ kind: 'warning' }]) // prettier-ignore
    charter.on('2026-11-02')
  })
})

describe('R-102 to R-104 acceptance', () => {
  test('R-102: the self-check is done and every milestone reached', async () => {
    const project = await put('executing')
    const row = await milestone(project, 'planned')
    const hand = (self_checked: boolean) =>
      refusal(step('project_lead', project, 'hand_over', { self_checked }))
    expect((await hand(true)).code).toBe('refused_transition')
    const reach = (body: Values) => charter.step('project_lead', 'project_milestones', row, 'reach', body) // prettier-ignore
    expect((await refusal(reach({}))).fields.toSorted()).toEqual(['accepted_by_id', 'files'])
    await reach({ files, accepted_by_id: employee('sales_head') })
    expect((await hand(false)).code).toBe('refused_transition')
    expect((await hand(true)).code).toBe('accepted')
  })

  test('R-103, R-104: the requesting department closes it, with evaluation and lessons', async () => {
    const project = await put('acceptance')
    const review = { evaluation: '达到目标', lessons: '提前备料' }
    expect((await refusal(step('sales_head', project, 'close', { evaluation: '好' }))).fields).toEqual(['lessons']) // prettier-ignore
    for (const who of ['finance_head', 'project_lead', 'boss'] as const)
      expect((await refusal(step(who, project, 'close', review))).code).toMatch(/forbidden|not_found/) // prettier-ignore
    expect(await step('sales_head', project, 'close', review)).toMatchObject({ state: 'closed', actual_end_on: '2026-11-02' }) // prettier-ignore
  })

  test('R-104: who has to close it is reminded once 15 days are over', async () => {
    const project = await put('executing')
    await step('project_lead', project, 'hand_over', { self_checked: true })
    const told = (who: Person) =>
      charter.find('notifications', { 'target.id': project.id, kind: 'reminder' }, who)
    charter.on('2026-11-17')
    await charter.tick()
    expect(await told('sales_head')).toEqual([])
    charter.on('2026-11-18')
    await charter.tick()
    for (const who of ['sales_head', 'project_lead'] as const)
      expect(await told(who)).toHaveLength(1)
    charter.on('2026-11-02')
  })
})

describe('M-416, M-703, M-708 figures of projects', () => {
  const figures = async (resource: string, measures: readonly string[], by: string, from: string, to: string) => {
    const { service } = charter.company()
    const { rows } = await service.aggregate(as('boss'), resource, { measures, by: [by], range: { from, to }, sort: [[by, 'asc']] })
    return rows
  } // prettier-ignore
  const past = (end_on: string, actual_end_on: string | null, state: string, manager: Person = 'project_lead') =>
    put(state, { start_on: '2024-01-02', end_on, actual_end_on, applied_on: '2023-12-01', approved_on: ['rejected', 'applied'].includes(state) ? null : '2023-12-11', manager_id: employee(manager) }) // prettier-ignore

  test('closed by their planned end, of those planned to close', async () => {
    await past('2024-06-30', '2024-06-30', 'closed')
    await past('2024-06-30', '2024-07-01', 'closed') // a day late
    await past('2024-04-01', null, 'executing') // not closed
    await past('2024-05-10', '2024-04-02', 'closed')
    await past('2024-05-10', null, 'cancelled')
    await past('2024-05-10', null, 'rejected')
    await past('2024-07-01', '2024-06-01', 'closed') // planned for the next quarter
    expect(await figures('projects', ['planned', 'closed_in_time', 'completion_rate'], 'employee', '2024-04-01', '2024-06-30')).toMatchObject([
      { employee: employee('project_lead'), planned: 4, closed_in_time: 2, completion_rate: 50 },
    ]) // prettier-ignore
    expect(await figures('projects', ['applied', 'approved', 'approval_rate', 'approval_days'], 'employee', '2023-12-01', '2023-12-31')).toMatchObject([
      { applied: 7, approved: 6, approval_rate: 85.7143, approval_days: 10 },
    ]) // prettier-ignore
  })

  test('milestones reached by the baseline, of those due', async () => {
    const project = await put('suspended', { start_on: '2024-01-02', end_on: '2024-12-31' })
    const at = (baseline_on: string, reached_on: string | null) =>
      milestone(project, reached_on === null ? 'planned' : 'reached', { baseline_on, planned_on: baseline_on, reached_on, weight: 10 }) // prettier-ignore
    await at('2024-09-10', '2024-09-10')
    await at('2024-09-10', '2024-09-11')
    await at('2024-09-20', null)
    expect(await figures('project_milestones', ['due', 'in_time', 'punctuality'], 'project', '2024-09-01', '2024-09-30')).toMatchObject([
      { due: 3, in_time: 1, punctuality: 33.3333 },
    ]) // prettier-ignore
  })
})

describe('who sees a project', () => {
  test('its team, the department that asked for it, the project office and leaders', async () => {
    const project = await put('planning', {
      manager_id: employee('marketer'),
      owner_id: employee('marketer'),
      department_id: department('marketing'),
      members: [{ employee_id: employee('seller'), role: '配合', responsibility: '联系客户', skill_ok: true }],
    }) // prettier-ignore
    const reads = async (who: Person) => (await refusal(charter.read('projects', project, who))).code // prettier-ignore
    for (const who of ['marketer', 'seller', 'sales_head', 'project_lead', 'boss'] as const)
      expect([who, await reads(who)]).toEqual([who, 'accepted'])
    for (const who of ['other_seller', 'production_head'] as const)
      expect([who, await reads(who)]).toEqual([who, 'not_found'])
    const budget = async (who: Person) => (await charter.read('projects', project, who)).budget
    expect([await budget('seller'), await budget('sales_head'), await budget('accountant')]).toEqual([null, 300_000, 300_000]) // prettier-ignore
  })
})
