import { addWorkingDays } from '#model/language/calendar.ts'
import { addDays } from '#model/language/time.ts'
import type { People, Person } from './people.ts'
import { randomFrom, type Random } from './random.ts'
import {
  add,
  addLines,
  at,
  newId,
  serial,
  workingDay,
  type Company,
  type SampleStep,
} from './rows.ts'

type Wish = readonly [from: string, to: string, subject: string, content: string, goal: string]

/** What departments ask of each other. */
const wishes: readonly Wish[] = [
  ['sales_east', 'technology', '重点客户技术交流支持', '安排工程师到客户现场讲解选型与密封方案。', '客户确认技术方案'],
  ['sales_south', 'production', '加急样件试制', '试制三台改型样件，随附检验报告。', '两周内送样'],
  ['sales_north', 'warehouse', '异地仓发货配合', '协调天津中转仓收发货与贴标。', '按期完成首批发运'],
  ['marketing', 'technology', '展会样机与讲解', '提供两台样机和技术讲解人员。', '展会期间正常演示'],
  ['service', 'quality', '质量投诉联合分析', '对退回产品拆检并出具分析报告。', '给出根因与预防措施'],
  ['service', 'production', '备件优先排产', '售后缺件优先排产并给出交期。', '备件一周内到客户'],
  ['production', 'purchasing', '替代材料寻源', '寻找密封圈第二供应商并送样。', '形成两家合格供应商'],
  ['quality', 'technology', '检验标准修订', '共同修订针阀泄漏检验标准。', '发布新版检验标准'],
  ['technology', 'production', '新品试产安排', '安排小批试产与工装验证。', '试产合格率达到 95%'],
  ['finance', 'sales', '逾期账款对账', '配合对账并取得客户书面确认。', '完成前十大逾期客户对账'],
  ['hr', 'sales', '新业务员带教', '安排业务骨干带教两名新人。', '新人独立完成首单'],
  ['warehouse', 'quality', '库存复检', '对超期库存抽样复检。', '明确可用与报废数量'],
  ['marketing', 'sales', '客户案例采集', '提供五个可公开的应用案例。', '完成案例手册'],
  ['purchasing', 'finance', '供应商账期调整', '测算延长账期对资金的影响。', '形成账期建议'],
] // prettier-ignore

/** Days on which a request takes its steps; what lies after the end of the story has not happened. */
type Course = {
  readonly asked: string
  readonly assigned: string
  readonly planned: string
  readonly started: string
  readonly delivered: string
  readonly redelivered: string | null
  readonly accepted: string
  readonly needed: string
}

const courseFrom = (random: Random, asked: string): Course => {
  const after = (day: string, low: number, high: number) => addWorkingDays(day, random.whole(low, high)) ?? day // prettier-ignore
  const assigned = after(asked, 0, random.chance(0.1) ? 3 : 1)
  const planned = after(assigned, 1, 2)
  const started = after(planned, 0, 1)
  const delivered = after(started, 4, 14)
  const redelivered = random.chance(0.18) ? after(delivered, 4, 7) : null
  const accepted = after(redelivered ?? delivered, 1, 3)
  const needed = workingDay(addDays(asked, random.whole(18, 32)))
  return { asked, assigned, planned, started, delivered, redelivered, accepted, needed }
}

const stepsOf = (
  company: Company,
  course: Course,
  by: { readonly requester: string; readonly office: string; readonly responsible: string },
): readonly SampleStep[] => {
  const step = (day: string, hour: number, transition: string, to: string, who: string) => ({ at: at(company, day, hour), transition, to, by: who }) // prettier-ignore
  const { requester, office, responsible } = by
  const again = course.redelivered
  return [
    step(course.asked, 10, 'submit', 'submitted', requester),
    step(course.assigned, 14, 'assign', 'assigned', office),
    step(course.planned, 15, 'plan', 'planned', responsible),
    step(course.started, 16, 'start', 'in_progress', responsible),
    step(course.delivered, 16, 'deliver', 'delivered', responsible),
    ...(again === null ? [] : [
      step(addWorkingDays(course.delivered, 1) ?? again, 10, 'reject', 'rework', requester),
      step(again, 15, 'deliver_again', 'delivered', responsible),
    ]),
    step(again ?? course.delivered, 17, 'confirm', 'delivered', responsible),
    step(course.accepted, 18, 'accept', 'accepted', requester),
  ]
} // prettier-ignore

const makeRequest = (company: Company, people: People, random: Random, [from, to, subject, content, goal]: Wish, asked: string): void => {
  const staff = (key: string): Person => {
    const some = people.all.filter((person) => person.department === key)
    return some.length === 0 ? people.headOf(key) : random.pick(some)
  }
  const [requester, responsible] = [staff(from), staff(to)]
  const office = people.named('方志诚')
  const course = courseFrom(random, asked)
  const on = <T>(day: string | null, value: T): T | null => (day !== null && day <= company.today ? value : null)
  const last = course.redelivered !== null && course.redelivered <= company.today ? course.redelivered : course.delivered
  const isAccepted = course.accepted <= company.today
  const id = newId(company)
  const row = add(
    company,
    'collaboration_requests',
    {
      code: serial(company, 'collaboration_requests', 'code', asked), requester_id: requester.id, requesting_department_id: requester.department_id,
      department_id: requester.department_id, owner_id: requester.id, subject, content, expected_goal: goal, needed_by: course.needed,
      supporting_department_id: on(course.assigned, responsible.department_id), responsible_id: on(course.planned, responsible.id),
      results: on(course.delivered, `${goal}，记录与资料已归集。`),
      acceptance_note: course.redelivered === null ? null : on(addWorkingDays(course.delivered, 1), '资料不全，请补齐原始记录。'),
      rework_count: course.redelivered !== null && (addWorkingDays(course.delivered, 1) ?? '') <= company.today ? 1 : 0,
      requester_confirmed_at: isAccepted ? at(company, course.accepted, 18) : null,
      supporter_confirmed_at: on(course.redelivered ?? course.delivered, at(company, course.redelivered ?? course.delivered, 17)),
      submitted_on: asked, assign_due: addWorkingDays(asked, 1), assigned_on: on(course.assigned, course.assigned),
      plan_due: on(course.assigned, addWorkingDays(course.assigned, 2)), delivered_on: on(course.delivered, last),
      accept_due: on(course.delivered, addWorkingDays(last, 3)),
    },
    { at: at(company, asked, 9), by: requester.id, steps: stepsOf(company, course, { requester: requester.id, office: office.id, responsible: responsible.id }), id },
  )
  if (course.planned <= company.today)
    addLines(company, 'collaboration_request_plan', 'collaboration_request_id', row, [
      { step: '确认需求与资源', responsible_id: responsible.id, due_on: course.started, done: course.started <= company.today },
      { step: content, responsible_id: responsible.id, due_on: course.delivered, done: course.delivered <= company.today },
    ])
} // prettier-ignore

/** Requests between departments over the months of the story; most are accepted, some only at the second try. */
export const makeCollaboration = (company: Company, people: People, months: number): void => {
  const random = randomFrom(418) // its own stream: the rest of the story stays as it is
  const count = months * 4
  for (let i = 0; i < count; i++) {
    const back = Math.floor(((count - 1 - i) * months * 30) / count)
    const asked = workingDay(addDays(company.today, -back - random.whole(0, 6) - 1))
    const wish = wishes[(i * 5) % wishes.length]
    if (wish && asked < company.today) makeRequest(company, people, random, wish, asked)
  }
}
