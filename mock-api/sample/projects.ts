import { addDays, daysBetween } from '#model/language/time.ts'
import type { Customer } from './customers.ts'
import type { People, Person } from './people.ts'
import { randomFrom, type Random } from './random.ts'
import { add, addLines, at, serial, workingDay, type Company, type SampleRow, type SampleStep } from './rows.ts' // prettier-ignore

type Plan = readonly [kind: 'customer' | 'rd' | 'internal' | 'marketing', name: string, asking: string, lead: string, days: number, budget: number, goals: string] // prettier-ignore

/** Projects: what for, the department that asked, who leads it, how long it is to take, its budget. */
const plans: readonly Plan[] = [
  ['rd', '低泄漏针阀系列开发', 'sales', '窦志强', 180, 680_000, '泄漏率降到现有一半，覆盖 DN6–DN15'],
  ['internal', '仓储条码化改造', 'warehouse', '窦志强', 120, 260_000, '出入库全程扫码，错发率低于千分之一'],
  ['customer', '化工客户加药系统交付', 'sales_east', '柏文涛', 150, 920_000, '两套加药系统按期投运'],
  ['marketing', '行业应用案例推广', 'marketing', '朱琳', 90, 180_000, '形成十个案例，带来五十条线索'],
  ['rd', '防爆压力变送器取证', 'quality', '柏文涛', 150, 430_000, '取得防爆合格证'],
  ['internal', '装配线节拍提升', 'production', '孔祥瑞', 110, 540_000, '日产能提升两成'],
  ['customer', '制药企业在线监测柜改造', 'sales_south', '水清', 130, 640_000, '十二台监测柜联网'],
  ['internal', '客户服务知识库', 'service', '何婷婷', 80, 90_000, '常见问题一次解决率 85%'],
  ['rd', '磁力驱动泵能效改进', 'production', '水清', 160, 520_000, '能效提升 8%'],
  ['marketing', '华南渠道拓展', 'sales_south', '秦思远', 140, 300_000, '新增六家经销商'],
  ['customer', '撬装计量站总包', 'sales_north', '窦志强', 200, 1_450_000, '一次投运合格'],
  ['internal', '供应商质量提升', 'quality', '金晶', 100, 150_000, '来料合格率 99%'],
  ['rd', '电磁流量计低功耗版', 'technology', '柏文涛', 170, 610_000, '功耗降低四成'],
  ['internal', '财务对账自动化', 'finance', '章晓红', 90, 120_000, '月结缩短两天'],
  ['customer', '食品客户计量泵配套', 'sales_east', '水清', 110, 380_000, '按期供货二十台'],
  ['internal', '安全生产标准化', 'production', '曹志刚', 120, 210_000, '通过二级评审'],
  ['rd', '计量柱塞泵 M12 开发', 'sales_north', '窦志强', 190, 780_000, '流量扩展到 120 升/小时'],
  ['marketing', '重点行业解决方案包', 'marketing', '朱琳', 100, 160_000, '三个行业方案成册'],
] // prettier-ignore

const names = ['方案评审', '样机或试点完成', '验证通过', '资料移交'] as const
const shares = [20, 35, 30, 15] as const

type Story = { readonly company: Company; readonly people: People; readonly random: Random }

type Stage = { readonly baseline: string; readonly reached: string }

/** What became of it: when each stage was reached; whether it went on at all. */
type Course = {
  readonly applied: string
  readonly decided: string
  readonly from: string
  readonly to: string
  readonly stages: readonly Stage[]
  readonly handed: string
  readonly end: string
  readonly isRejected: boolean
  /** Day on which it was cancelled. */
  readonly stopped: string | null
}

const courseFrom = ({ random }: Story, applied: string, days: number, i: number): Course => {
  const decided = workingDay(addDays(applied, random.whole(4, 9)))
  const from = workingDay(addDays(decided, random.whole(5, 10)))
  const to = addDays(from, days)
  const slow = i % 6 === 1 ? 30 : random.chance(0.15) ? 12 : 0
  const stages = names.map((_, n): Stage => {
    const baseline = addDays(from, Math.round(((days - 16) * (n + 1)) / names.length))
    return { baseline, reached: workingDay(addDays(baseline, random.whole(-6, 2) + slow)) }
  })
  const last = stages.at(-1)?.reached ?? to
  return {
    applied, decided, from, to, stages, handed: workingDay(addDays(last, 2)), end: workingDay(addDays(last, 9)), isRejected: i % 9 === 8,
    stopped: i === 7 ? addDays(from, 40) : null,
  } // prettier-ignore
}

const stepsOf = (
  { company, people }: Story,
  course: Course,
  by: { readonly owner: string; readonly lead: string; readonly asking: string },
): readonly SampleStep[] => {
  const boss = people.headOf('board').id
  const step = (day: string, hour: number, transition: string, to: string, who: string) => ({ at: at(company, day, hour), transition, to, by: who }) // prettier-ignore
  const { applied, decided, from, handed, end, stopped } = course
  const head = [step(applied, 10, 'apply', 'applied', by.owner)]
  if (course.isRejected) return [...head, step(decided, 16, 'reject', 'rejected', boss)]
  return [
    ...head,
    step(decided, 16, 'approve', 'approved', boss),
    step(addDays(decided, 2), 10, 'form_team', 'planning', by.lead),
    step(from, 9, 'start', 'executing', by.lead),
    ...(stopped !== null
      ? [step(stopped, 15, 'cancel', 'cancelled', boss)]
      : [
          step(handed, 17, 'hand_over', 'acceptance', by.lead),
          step(end, 16, 'close', 'closed', by.asking),
        ]),
  ]
}

/** The votes of the project committee. */
const addVotes = ({ company, people }: Story, project: SampleRow, course: Course): void => {
  const members = people.all.filter((person) => Array.isArray(person.roles) && person.roles.includes('executive')) // prettier-ignore
  const decided = at(company, addDays(course.applied, 2), 11)
  for (const member of members)
    add(
      company,
      'approvals',
      {
        target: { resource: 'projects', id: project.id }, step: 'committee_approval', seq: 1, assignee_id: member.id, owner_id: member.id,
        department_id: member.department_id, requested_by_id: project.owner_id, due_at: at(company, addDays(course.applied, 1), 10),
        decided_at: decided, opinion: course.isRejected ? '与本年重点不符，暂缓。' : null,
      },
      {
        at: at(company, course.applied, 10), by: null,
        steps: [{ at: decided, transition: course.isRejected ? 'reject' : 'approve', to: course.isRejected ? 'rejected' : 'approved', by: member.id }],
      },
    ) // prettier-ignore
}

const addMilestones = ({ company }: Story, project: SampleRow, lead: Person, asking: Person, course: Course): void => {
  const { stopped } = course
  for (const [i, { baseline, reached }] of course.stages.entries()) {
    const name = names[i]
    const isReached = reached <= company.today && (stopped === null || reached < stopped)
    const isLate = baseline < (isReached ? reached : company.today) && (stopped === null || baseline < stopped)
    const steps = [
      ...(isLate ? [{ at: at(company, addDays(baseline, 1), 1), transition: 'fall_behind', to: 'late', by: null }] : []),
      ...(isReached ? [{ at: at(company, reached, isLate ? 16 : 15), transition: isLate ? 'reach_late' : 'reach', to: 'reached', by: lead.id }] : []),
    ]
    add(
      company,
      'project_milestones',
      {
        project_id: project.id, name, deliverable: `${name}记录与结论`, baseline_on: baseline, planned_on: baseline, weight: shares[i],
        reached_on: isReached ? reached : null, accepted_by_id: isReached ? asking.id : null, owner_id: lead.id, department_id: lead.department_id,
      },
      { at: at(company, addDays(course.decided, 3), 11 + i), by: lead.id, steps },
    )
  }
} // prettier-ignore

const makeProject = (story: Story, customers: readonly Customer[], plan: Plan, applied: string, i: number): void => {
  const { company, people, random } = story
  const [kind, name, asking, leader, days, budget, goals] = plan
  const [lead, head] = [people.named(leader), people.headOf(asking)]
  const course = courseFrom(story, applied, days, i)
  const isApproved = !course.isRejected && course.decided <= company.today
  const isHanded = isApproved && course.stopped === null && course.handed <= company.today
  const isClosed = isHanded && course.end <= company.today
  const customer = kind === 'customer' ? random.pick(customers) : null
  const row = add(
    company,
    'projects',
    {
      code: serial(company, 'projects', 'code', applied), name, kind, requesting_department_id: head.department_id, manager_id: lead.id,
      department_id: lead.department_id, owner_id: lead.id, customer_id: customer?.id ?? null, background: `${name}：由需求部门提出，列入年度重点工作。`,
      goals, scope: '方案、实施、验证与移交；不含日常运维。', start_on: course.from, end_on: course.to, budget,
      strategic_fit: isApproved ? random.whole(3, 5) : null, resource_fit: isApproved ? random.whole(3, 5) : null,
      committee_opinion: isApproved ? '同意立项，按计划推进。' : null, applied_on: applied, approved_on: isApproved ? course.decided : null,
      handed_over_on: isHanded ? course.handed : null, review_due: isHanded ? addDays(course.handed, 15) : null, actual_end_on: isClosed ? course.end : null,
    },
    { at: at(company, applied, 9), by: lead.id, steps: stepsOf(story, course, { owner: lead.id, lead: lead.id, asking: head.id }) },
  )
  if (course.decided <= company.today) addVotes(story, row, course)
  if (!isApproved) return
  const helpers = people.all.filter((person) => person.department === asking && person.id !== head.id).slice(0, 2)
  addLines(company, 'project_members', 'project_id', row, [
    { employee_id: lead.id, role: '项目负责人', responsibility: '计划、协调与交付', skill_ok: true, allocation: 60 },
    ...helpers.map(({ id }) => ({ employee_id: id, role: '需求与验证', responsibility: '提出需求并参与验证', skill_ok: true, allocation: 20 })),
  ])
  addMilestones(story, row, lead, head, course)
} // prettier-ignore

/** Projects of the last two years: most close in time, some are late, one is cancelled, two are not approved. */
export const makeProjects = (
  company: Company,
  people: People,
  customers: readonly Customer[],
  months: number,
): void => {
  const story = { company, people, random: randomFrom(416) } // its own stream: the rest stays as it is
  const first = addDays(company.today, -Math.max(months, 12) * 30)
  const span = daysBetween(first, addDays(company.today, -20))
  for (const [i, plan] of plans.entries())
    makeProject(
      story,
      customers,
      plan,
      workingDay(addDays(first, Math.round((span * i) / (plans.length - 1)))),
      i,
    )
}
