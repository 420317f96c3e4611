import { expect } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { noticesTo } from '../order-to-cash/documents.ts'
import { departments, people } from '../order-to-cash/people.ts'
import type { Case, Data, World } from '../order-to-cash/steps.ts'

const basics: Data = {
  owner_id: people.seller.id,
  manager_id: people.maker.id,
  department_id: departments.production.id,
  requesting_department_id: departments.sales.id,
  name: '自动装配线',
  kind: 'internal',
  background: '人工装配慢',
  goals: '提升产能',
  scope: '装配工位',
  start_on: '2026-03-01',
  end_on: '2026-06-30',
  budget: 300_000,
}

/** Votes of the project committee: the boss always agrees, the legal head as said. */
const vote = async (world: World, project: Row, legal: string): Promise<Row> => {
  for (const [assignee, state] of [['boss', 'approved'], ['legal', legal]] as const)
    await world.put('approvals', state, {
      target: { resource: 'projects', id: project.id },
      step: 'committee_approval',
      seq: 1,
      assignee_id: people[assignee].id,
      owner_id: people[assignee].id,
    }) // prettier-ignore
  return world.chain.get('projects', project)
}

/** A project of the maker that the seller has applied for, in a state. */
const aProject = (world: World, state: string, more: Data = {}): Promise<Row> =>
  world.put('projects', state, { ...basics, ...more })

/** A milestone of a project, in a state. */
const aMilestone = (
  world: World,
  project: Row,
  state: string,
  more: Data = {},
  live = false,
): Promise<Row> =>
  world[live ? 'putLive' : 'put']('project_milestones', state, {
    owner_id: people.maker.id,
    department_id: departments.production.id,
    project_id: project.id,
    name: '方案评审',
    deliverable: '评审记录',
    baseline_on: '2026-04-30',
    planned_on: '2026-04-30',
    weight: 100,
    ...more,
  })

const withMilestone = async (world: World, state: string, milestone: string): Promise<Row> => {
  const project = await aProject(world, state)
  await aMilestone(world, project, milestone, { reached_on: milestone === 'reached' ? '2026-03-02' : null }) // prettier-ignore
  return world.chain.get('projects', project)
}

const votesOf = async ({ chain }: World, row: Row): Promise<readonly unknown[]> => {
  const rows = await chain.list('approvals', { 'target.id': row.id, step: 'committee_approval' })
  return rows.map(({ state }) => state).sort()
}

/** Every step of a project: the seller applies, the maker leads it, sales asked for it. */
export const projectSteps: readonly Case[] = [
  {
    step: 'apply',
    from: 'draft',
    arrange: async (world) => {
      await world.chain.force('employees', { id: people.legal.id }, { is_pmc_member: true })
      return aProject(world, 'draft')
    },
    follows: async (world, row) => {
      expect(await world.chain.get('projects', row)).toMatchObject({ applied_on: '2026-03-02' })
      expect(await world.chain.list('approvals', { 'target.id': row.id })).toMatchObject([
        { step: 'committee_approval', state: 'pending', assignee_id: people.legal.id },
      ])
    },
  },
  {
    step: 'approve',
    from: 'applied',
    arrange: async (world) => vote(world, await aProject(world, 'applied'), 'pending'),
    body: { strategic_fit: 4, resource_fit: 3, committee_opinion: '同意' },
    refused: 'maker',
    follows: async (world, row) => {
      expect(await votesOf(world, row)).toEqual(['approved', 'void'])
      expect(await world.chain.get('projects', row)).toMatchObject({ approved_on: '2026-03-02', strategic_fit: 4 }) // prettier-ignore
      expect(await noticesTo(world.chain, 'maker', row)).toEqual([
        `项目 ${String(row.code)} 已立项，请组建团队`,
      ])
    },
  },
  {
    step: 'reject',
    from: 'applied',
    arrange: async (world) => vote(world, await aProject(world, 'applied'), 'pending'),
    body: { opinion: '资源不足' },
    refused: 'maker',
    follows: async (world, row) => {
      expect(await votesOf(world, row)).toEqual(['approved', 'void'])
      for (const who of ['maker', 'seller'] as const)
        expect(await noticesTo(world.chain, who, row)).toEqual([`项目 ${String(row.code)} 未立项`])
    },
  },
  {
    step: 'form_team',
    from: 'approved',
    arrange: (world) => aProject(world, 'approved'),
    body: {
      members: [
        { employee_id: people.store.id, role: '物料', responsibility: '备料', skill_ok: true },
      ],
    },
    refused: 'boss',
    follows: async ({ chain }, row) => {
      expect(await chain.get('projects', row, 'store')).toMatchObject({ id: row.id })
    },
  },
  {
    step: 'start',
    from: 'planning',
    arrange: (world) => withMilestone(world, 'planning', 'planned'),
    refused: 'boss',
  },
  {
    step: 'suspend',
    from: 'executing',
    arrange: (world) => aProject(world, 'executing'),
    body: { reason: '客户暂缓' },
    refused: 'maker',
  },
  {
    step: 'resume',
    from: 'suspended',
    arrange: (world) => aProject(world, 'suspended'),
    refused: 'maker',
  },
  {
    step: 'hand_over',
    from: 'executing',
    arrange: (world) => withMilestone(world, 'executing', 'reached'),
    body: { self_checked: true },
    refused: 'boss',
    follows: async ({ chain }, row) => {
      expect(await chain.get('projects', row)).toMatchObject({
        handed_over_on: '2026-03-02',
        review_due: '2026-03-17',
        progress: 100,
      })
      expect(await noticesTo(chain, 'head', row)).toEqual([`项目 ${String(row.code)} 提交验收`])
    },
  },
  {
    step: 'return',
    from: 'acceptance',
    arrange: (world) => aProject(world, 'acceptance'),
    body: { reason: '节拍未达标' },
    refused: 'boss',
  },
  {
    step: 'close',
    from: 'acceptance',
    arrange: (world) => aProject(world, 'acceptance'),
    body: { evaluation: '达到目标', lessons: '提前备料' },
    refused: 'maker',
    follows: async ({ chain }, row) => {
      expect(await chain.get('projects', row)).toMatchObject({ actual_end_on: '2026-03-02' })
      for (const who of ['maker', 'seller'] as const)
        expect(await noticesTo(chain, who, row)).toEqual([`项目 ${String(row.code)} 已结项`])
    },
  },
  ...(['approved', 'executing'] as const).map((from): Case => ({
    step: 'cancel',
    from,
    arrange: (world) => aProject(world, from),
    body: { reason: '战略调整' },
    refused: 'maker',
    follows: async ({ chain }, row) => {
      expect(await noticesTo(chain, 'maker', row)).toEqual([`项目 ${String(row.code)} 终止`])
    },
  })),
]

const reached = {
  accepted_by_id: people.head.id,
  files: [{ id: '00000000-0000-7000-8000-00000000f11e', name: '评审记录.pdf' }],
}

const running = (world: World, state: string, more: Data = {}, live = false) =>
  aProject(world, 'executing').then((project) => aMilestone(world, project, state, more, live))

/** Every step of a milestone of the maker's project. */
export const milestoneSteps: readonly Case[] = [
  {
    step: 'reach',
    from: 'planned',
    arrange: (world) => running(world, 'planned'),
    body: reached,
    refused: 'seller',
    follows: async ({ chain }, row) => {
      expect(await chain.get('project_milestones', row)).toMatchObject({ reached_on: '2026-03-02' })
    },
  },
  {
    step: 'fall_behind',
    from: 'planned',
    arrange: (world) => running(world, 'planned', { baseline_on: '2026-03-01', planned_on: '2026-03-01' }, true), // prettier-ignore
    follows: async ({ chain }, row) => {
      for (const who of ['maker', 'boss'] as const)
        expect(await noticesTo(chain, who, row)).toEqual(['项目 自动装配线 的里程碑“方案评审”延误'])
    },
  },
  {
    step: 'reach_late',
    from: 'late',
    arrange: (world) => running(world, 'late', { planned_on: '2026-03-01' }),
    body: { ...reached, reached_on: '2026-03-02' },
    refused: 'seller',
  },
]
