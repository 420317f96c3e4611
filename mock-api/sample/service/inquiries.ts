import { addWorkingDays } from '#model/language/calendar.ts'
import { addDays, addMs } from '#model/language/time.ts'
import { add, dayOf, serial, type SampleStep } from '../rows.ts'
import { addRating, scoreOf } from './ratings.ts'
import { courseFrom, isOver, ownedBy, taken, whenOver, workingHoursAfter, type ServiceContext } from './moments.ts' // prettier-ignore

const questions = {
  product: ['耐腐隔膜泵能否输送次氯酸钠？', '可以，过流件为 PTFE，浓度不超过 15%。'],
  price: ['50 件以上有无阶梯价格？', '50 件以上 95 折，已发送报价。'],
  delivery: ['急需 20 台，最快何时发货？', '现货 12 台今日发出，其余一周内补齐。'],
  usage: ['变送器零点漂移如何校准？', '断电后按说明书 4.2 节校零，已发视频。'],
  after_sales: ['质保期内密封件如何更换？', '登记售后服务单，免费寄送。'],
  other: ['能否提供环保检测报告？', '已邮件发送检测报告。'],
} as const
type Category = keyof typeof questions

const responseMinutes = { phone: 1, online: 5, social: 30, email: 240 } as const
type Channel = keyof typeof responseMinutes

const helper: Readonly<Record<Category, string>> = {
  product: 'technology',
  price: 'sales',
  delivery: 'warehouse',
  usage: 'technology',
  after_sales: 'quality',
  other: 'quality',
}
const surnames = ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '吴', '周']

/** Makes one inquiry: answered at once, or promised and answered later; a fresh one waits still. */
const makeInquiry = (context: ServiceContext, day: string, fresh?: 'open' | 'promised'): void => {
  const { company, people, customers, products } = context
  const { random } = company
  const channel = random.weighted<Channel>([['phone', 0.46], ['online', 0.3], ['email', 0.16], ['social', 0.08]]) // prettier-ignore
  const category = random.weighted<Category>([
    ['product', 0.26], ['price', 0.2], ['delivery', 0.22], ['usage', 0.16], ['after_sales', 0.11], ['other', 0.05],
  ]) // prettier-ignore
  const course = courseFrom(company, day, random.next() * 0.85)
  const received = course(0)
  if (!isOver(company, received)) return
  const [question, answer] = questions[category]
  const clerk = random.pick(people.all.filter((one) => one.department === 'service').slice(1))
  const minutes =
    responseMinutes[channel] * (random.chance(0.06) ? 1.5 + random.next() * 3 : random.next())
  const responded = addMs(
    received,
    fresh === 'open' ? 4 * 86_400_000 : Math.round(minutes * 60_000),
  )
  const isPromised = fresh === 'promised' || random.chance(0.22)
  const promised = workingHoursAfter(company, responded, random.pick([4, 8, 16, 23]))
  const isBroken = random.chance(0.04)
  const answered = isPromised
    ? workingHoursAfter(company, responded, isBroken || fresh ? 50 : 3)
    : responded
  const closed = addMs(answered, 3 * 86_400_000)
  const step = (at: string, transition: string, to: string, by: string | null): SampleStep => ({ at, transition, to, by }) // prettier-ignore
  const steps = [
    ...(isPromised ? [step(responded, 'promise', 'promised', clerk.id), step(answered, 'answer_promised', 'answered', clerk.id)] : [step(answered, 'answer', 'answered', clerk.id)]),
    step(closed, 'close_by_itself', 'closed', null),
  ] // prettier-ignore
  const customer = random.chance(0.7) ? random.pick(customers) : null
  const over = <T>(moment: string, value: T) => whenOver(company, moment, value)
  const wasPromised = isPromised && isOver(company, responded)
  const values = {
    code: serial(company, 'inquiries', 'code', dayOf(company, received)), channel, customer_id: customer?.id ?? null,
    caller: random.pick(surnames) + random.pick(['先生', '女士', '工', '经理']), contact: `13${random.whole(100_000_000, 999_999_999)}`,
    category, product_id: random.chance(0.6) ? random.pick(products).id : null, question, received_at: received,
    responded_at: over(responded, responded), answered_immediately: !wasPromised,
    ...(wasPromised && { promised_at: promised, promise_detail: '与相关部门核实后回复', consulted_department_id: people.department[helper[category]] }),
    answer: over(answered, answer), answered_at: over(answered, answered), ...ownedBy(clerk),
  } // prettier-ignore
  add(company, 'inquiries', values, { at: received, by: clerk.id, steps: taken(company, steps) })
}

const requests = {
  quality: ['投用两周出现渗漏', '更换密封件', '更换密封件并回收旧件分析', '密封件批次差异'],
  usage: ['流量达不到铭牌值', '指导调试', '远程指导调整转速与背压', '现场工况与选型不符'],
  installation: ['新机到货待安装', '安排工程师安装', '工程师到场安装并培训', '随机资料未含安装图'],
  repair: ['运行异响停机', '上门维修', '更换轴承并动平衡', '轴承润滑不足'],
  return: ['型号发错', '换货', '换货并承担运费', '拣货未复核'],
  technical: ['需要通讯协议资料', '提供资料', '提供协议与示例程序', '资料未随机提供'],
  other: ['备件采购咨询', '提供清单', '提供备件清单与报价', '备件清单未更新'],
} as const
type Kind = keyof typeof requests
type Severity = 'critical' | 'major' | 'minor'
const hours: Readonly<Record<Severity, number>> = { critical: 24, major: 72, minor: 168 }

/** Makes one after-sales request with its seven steps. */
const makeRequest = (context: ServiceContext, day: string, isFresh = false): void => {
  const { company, people, customers, products } = context
  const { random } = company
  const kind = random.weighted<Kind>([['quality', 0.24], ['usage', 0.22], ['installation', 0.16], ['repair', 0.18], ['return', 0.06], ['technical', 0.1], ['other', 0.04]]) // prettier-ignore
  const severity = random.weighted<Severity>([['critical', 0.1], ['major', 0.35], ['minor', 0.55]]) // prettier-ignore
  const course = courseFrom(company, day, random.next() * 0.6)
  const days =
    (hours[severity] / 24) *
    (isFresh
      ? 1 + random.next() * 2
      : random.chance(0.07)
        ? 1.1 + random.next()
        : 0.4 + random.next() * 0.5)
  const received = course(0)
  if (!isOver(company, received)) return
  const [assessed, asked, solved, begun, confirmed, closed] = [0.05 + random.next() * 0.25, days * 0.35, days * 0.6, days * 0.75, days, days + 4].map(course) // prettier-ignore
  if (!assessed || !asked || !solved || !begun || !confirmed || !closed) return
  const clerk = random.pick(people.all.filter((one) => one.department === 'service').slice(1))
  const customer = random.pick(customers.filter((one) => one.since < day))
  const product = random.pick(products.filter((one) => one.kind === 'good'))
  const [problem, requirement, solution, cause] = requests[kind]
  const score = Math.max(3, scoreOf(company, 'good'))
  const over = <T>(moment: string, value: T) => whenOver(company, moment, value)
  const values = {
    code: serial(company, 'service_requests', 'code', dayOf(company, received)), customer_id: customer.id, product_id: product.id, problem, requirement,
    received_at: received, responded_at: over(assessed, assessed), kind: over(assessed, kind), severity: over(assessed, severity),
    due_at: over(assessed, workingHoursAfter(company, received, hours[severity])),
    departments: over(asked, [people.department[kind === 'quality' ? 'quality' : 'technology']]) ?? [],
    solution: over(solved, solution), solution_sent_at: over(solved, solved), implemented_at: over(confirmed, confirmed), confirmed_at: over(confirmed, confirmed),
    customer_satisfaction: over(confirmed, score), unsolved_count: 0, cost: over(confirmed, random.chance(0.4) ? random.whole(1, 30) * 100 : 0),
    cause_analysis: over(closed, cause), improvement: over(closed, '完善随机资料与出厂检验项目'), closed_at: over(closed, closed), ...ownedBy(clerk),
  } // prettier-ignore
  const step = (at: string, transition: string, to: string): SampleStep => ({ at, transition, to, by: clerk.id }) // prettier-ignore
  const steps = [
    step(assessed, 'assess', 'assessed'), step(asked, 'coordinate', 'coordinating'), step(solved, 'solve', 'solution'),
    step(begun, 'implement', 'implementing'), step(confirmed, 'confirm', 'confirmed'), step(closed, 'close', 'closed'),
  ] // prettier-ignore
  const row = add(company, 'service_requests', values, { at: received, by: clerk.id, steps: taken(company, steps) }) // prettier-ignore
  if (isOver(company, confirmed))
    addRating(company, confirmed, {
      customer_id: customer.id, source: 'service', source_id: row.id, record: { resource: 'service_requests', id: row.id }, employee_id: clerk.id,
      product_id: product.id, department_id: clerk.department_id, score, dimension: 'service', rated_on: dayOf(company, confirmed),
    }) // prettier-ignore
}

/** Days of two years by chance, more of them in the busy months and as the company grows. */
const daysOf = ({ company }: ServiceContext, count: number): readonly string[] => {
  const { random, today } = company
  const first = addDays(today, -700)
  return Array.from({ length: count }, () =>
    addDays(first, Math.floor(700 * random.next() ** 0.8)),
  ).toSorted()
}

/** So many working days of the last ones. */
const lastDays = ({ company: { random, today } }: ServiceContext, count: number, most: number) =>
  Array.from({ length: count }, () => addWorkingDays(today, -random.whole(1, most)) ?? today)

/** Two years of questions and of after-sales requests; those of the last days wait still. */
export const makeInquiries = (context: ServiceContext, count: number): void => {
  for (const day of daysOf(context, count)) makeInquiry(context, day)
  for (const day of lastDays(context, Math.ceil(count / 300), 1)) makeInquiry(context, day, 'open')
  for (const day of lastDays(context, Math.ceil(count / 200), 2))
    makeInquiry(context, day, 'promised')
}
export const makeRequests = (context: ServiceContext, count: number): void => {
  for (const day of daysOf(context, count)) makeRequest(context, day)
  for (const day of lastDays(context, Math.ceil(count / 25), 5)) makeRequest(context, day, true)
}
