import { addWorkingDays } from '#model/language/calendar.ts'
import { addDays, daysBetween } from '#model/language/time.ts'
import {
  add,
  addLines,
  dayOf,
  newId,
  serial,
  text,
  type SampleRow,
  type SampleStep,
} from '../rows.ts'
import type { Person } from '../people.ts'
import { addAction, addRating, opinionOf, scoreOf } from './ratings.ts'
import { courseFrom, isOver, ownedBy, taken, whenOver, workingHoursAfter, type ServiceContext } from './moments.ts' // prettier-ignore

type Severity = 'critical' | 'major' | 'minor'
const limits: Readonly<Record<Severity, number>> = { critical: 1, major: 3, minor: 5 }

/** Category: what was said, asked for, found and done, and the department that had to answer for it. */
const stories = {
  quality: [
    '产品使用中出现泄漏或异响',
    '更换产品',
    '密封件装配力矩超差',
    '更换并复检同批库存',
    'quality',
  ],
  delivery: [
    '到货晚于承诺日期',
    '尽快补足并说明原因',
    '外协件到货延迟，排产未及时调整',
    '加急补发并承担运费',
    'production',
  ],
  service: [
    '咨询多次未得到答复',
    '指定专人对接',
    '交接时遗漏客户记录',
    '指定专人并每日反馈',
    'service',
  ],
  price: ['结算价格与报价不一致', '按报价更正', '价格表更新未同步', '按报价更正并致歉', 'sales'],
  contract: ['合同条款理解不一致', '书面澄清', '技术附件版本不一致', '补充说明并双方确认', 'sales'],
  logistics: [
    '外包装破损，部分货物受潮',
    '补发受损货物',
    '装车未加防护',
    '补发并更换承运商',
    'warehouse',
  ],
  other: ['随货资料不齐全', '补寄资料', '装箱清单遗漏', '补寄并核对清单', 'warehouse'],
} as const
type Category = keyof typeof stories

const categories: readonly (readonly [Category, number])[] = [
  ['quality', 0.3], ['delivery', 0.28], ['logistics', 0.15], ['service', 0.11], ['price', 0.07], ['contract', 0.04], ['other', 0.05],
] // prettier-ignore

/** A complaint to be made: about which order and product, when and why. */
type Cause = {
  readonly order: SampleRow
  readonly product: string
  readonly day: string
  readonly category: Category
  readonly isIncident: boolean
  /** Of the last days, and slow: still open when the story ends. */
  readonly isFresh?: boolean
}

const ordersWithProducts = ({ company }: ServiceContext) => {
  const products = new Map<string, string[]>()
  for (const line of company.rows.get('order_lines') ?? [])
    products.set(String(line.order_id), [
      ...(products.get(String(line.order_id)) ?? []),
      String(line.product_id),
    ])
  return (company.rows.get('orders') ?? [])
    .filter((order) => typeof order.delivered_on === 'string')
    .map((order) => ({ order, products: products.get(order.id) ?? [] }))
}

/** The incident: seals of one batch of one valve failed in the weeks after these deliveries. */
const incident = { product: '不锈钢针阀 DN10', from: -112, to: -58 } as const

const causesOf = (context: ServiceContext, count: number): readonly Cause[] => {
  const { company, products } = context
  const { random, today } = company
  const delivered = ordersWithProducts(context)
  const usual = Array.from({ length: count }, (): Cause => {
    const { order, products: sold } = random.pick(delivered)
    return {
      order,
      product: random.pick(sold),
      day: addDays(text(order, 'delivered_on'), random.whole(1, 35)),
      category: random.weighted(categories),
      isIncident: false,
    }
  })
  const recent = delivered.filter(({ order }) => text(order, 'delivered_on') > addDays(today, -60))
  const fresh = Array.from({ length: Math.ceil(count / 24) }, (): Cause => {
    const { order, products: sold } = random.pick(recent.length > 0 ? recent : delivered)
    const day = addWorkingDays(today, -random.whole(1, 5)) ?? today
    return { order, product: random.pick(sold), day, category: random.weighted(categories), isIncident: false, isFresh: true } // prettier-ignore
  })
  const [bad] = products.filter((product) => product.name === incident.product)
  const [from, to] = [addDays(today, incident.from), addDays(today, incident.to)]
  const hit = delivered.filter(({ order, products: sold }) => {
    const day = text(order, 'delivered_on')
    return bad !== undefined && sold.includes(bad.id) && day >= from && day <= to
  })
  const failures = hit.map(({ order }): Cause => ({
    order,
    product: bad?.id ?? '',
    day: addDays(text(order, 'delivered_on'), random.whole(4, 18)),
    category: 'quality',
    isIncident: true,
  }))
  return [...usual, ...fresh, ...failures]
    .filter(({ day }) => day < today)
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

/** One round from the carrying out to the return visit. */
type Round = { readonly resolved: string; readonly visited: string; readonly score: number }

const addVisitOf = (
  { company }: ServiceContext,
  complaint: string,
  cause: Cause,
  handler: Person,
  { resolved, visited, score }: Round,
): string => {
  const { random } = company
  const isDone = isOver(company, visited)
  const values = {
    customer_id: cause.order.customer_id, reason: 'complaint', source: { resource: 'complaints', id: complaint },
    due_on: addDays(dayOf(company, resolved), 7), channel: random.pick(['phone', 'phone', 'visit', 'online']),
    rated_employee_id: handler.id, product_id: cause.product,
    ...(isDone && { visited_at: visited, usage_feedback: score > 2 ? '更换后使用正常' : '问题仍然出现', opinions: opinionOf(score), problem_solved: score > 2, satisfaction: score }),
    ...ownedBy(handler),
  } // prettier-ignore
  const steps = [{ at: visited, transition: 'finish', to: 'done', by: handler.id }]
  const row = add(company, 'return_visits', values, {
    at: resolved,
    by: null,
    steps: taken(company, steps),
  })
  if (isDone)
    addRating(company, visited, {
      customer_id: cause.order.customer_id, source: 'complaint', source_id: row.id, record: { resource: 'return_visits', id: row.id },
      employee_id: handler.id, product_id: cause.product, department_id: handler.department_id, score, dimension: 'service',
      comment: opinionOf(score), rated_on: dayOf(company, visited),
    }) // prettier-ignore
  return row.id
}

type Times = Readonly<Record<'received' | 'accepted' | 'investigated' | 'found' | 'agreed' | 'carried' | 'closed', string>> & {
  readonly rounds: readonly Round[]
} // prettier-ignore

const timesOf = ({ company }: ServiceContext, cause: Cause, severity: Severity): Times => {
  const { random } = company
  const course = courseFrom(company, cause.day, random.next() * 0.7)
  const accept = random.chance(0.03) ? 0.5 + random.next() * 0.4 : 0.02 + random.next() * 0.15
  const days = limits[severity]
  const isLate = random.chance(cause.isIncident ? 0.35 : 0.08)
  const pace = cause.isFresh
    ? 1 + random.next() * 2
    : isLate
      ? 1.1 + random.next() * 0.9
      : 0.45 + random.next() * 0.5
  const solved = Math.max(accept + 0.3, days * pace)
  const share = (part: number) => course(accept + (solved - accept) * part)
  const mood = cause.isIncident ? 'poor' : 'good'
  const first = {
    resolved: course(solved),
    visited: course(solved + 3 + random.next() * 2),
    score: scoreOf(company, mood),
  }
  const again = {
    resolved: course(solved + 7 + random.next() * 2),
    visited: course(solved + 11 + random.next() * 2),
    score: random.pick([4, 4, 5]),
  }
  const rounds = first.score <= 2 ? [first, again] : [first]
  return {
    received: course(0), accepted: course(accept), investigated: share(0.1), found: share(0.4), agreed: share(0.6), carried: share(0.7),
    rounds, closed: course(solved + (rounds.length > 1 ? 15 : 7) + random.next() * 3),
  } // prettier-ignore
}

const stepsOf = (times: Times, handler: string, head: string, isRefused: boolean): SampleStep[] => {
  const { accepted, investigated, found, agreed, carried, rounds, closed } = times
  const step = (at: string, transition: string, to: string, by: string | null): SampleStep => ({ at, transition, to, by })
  const before = [
    step(accepted, 'accept', 'accepted', handler),
    step(investigated, 'investigate', 'investigating', handler),
  ]
  if (isRefused) return [...before, step(found, 'reject', 'rejected', head)]
  return [
    ...before,
    step(found, 'find_cause', 'solution', handler),
    step(agreed, 'agree', 'agreed', handler),
    step(carried, 'carry_out', 'executing', handler),
    ...rounds.flatMap(({ resolved, visited, score }) => [
      step(resolved, 'resolve', 'resolved', handler),
      step(visited, 'visit', 'visited', handler),
      ...(score <= 2 ? [step(visited, 'reopen', 'executing', null)] : []),
    ]),
    step(closed, 'close', 'closed', head),
  ]
} // prettier-ignore

const makeComplaint = (context: ServiceContext, cause: Cause): void => {
  const { company, people } = context
  const { random } = company
  const severity = random.weighted<Severity>(
    cause.isIncident ? [['critical', 0.2], ['major', 0.7], ['minor', 0.1]] : [['critical', 0.06], ['major', 0.34], ['minor', 0.6]],
  ) // prettier-ignore
  const times = timesOf(context, cause, severity)
  if (!isOver(company, times.received)) return
  const handler = random.pick(people.all.filter((one) => one.department === 'service').slice(1))
  const head = people.headOf('service')
  const [content, demand, root, solution, key] = stories[cause.category]
  const responsible = people.headOf(key)
  const isRefused = !cause.isIncident && random.chance(0.09)
  const id = newId(company)
  const over = <T>(moment: string, value: T) => whenOver(company, moment, value)
  const sound = <T>(moment: string, value: T) => (isRefused ? null : over(moment, value))
  const done = isRefused ? [] : times.rounds.filter(({ resolved }) => isOver(company, resolved))
  const visits = done.map((round) => addVisitOf(context, id, cause, handler, round))
  const reopened = done.filter(
    ({ score, visited }) => score <= 2 && isOver(company, visited),
  ).length
  const last = done.length > reopened ? done.at(-1) : undefined
  const values = {
    code: serial(company, 'complaints', 'code', dayOf(company, times.received)), customer_id: cause.order.customer_id,
    order_id: cause.order.id, product_id: cause.product, channel: random.weighted([['phone', 0.55], ['email', 0.2], ['online', 0.15], ['visit', 0.07], ['social', 0.03]]),
    category: cause.category, severity, content: cause.isIncident ? '针阀使用两周后阀杆处渗漏' : content, demand, received_at: times.received,
    promised_at: workingHoursAfter(company, times.received, limits[severity] * 24), is_valid: !(isRefused && isOver(company, times.found)),
    accepted_at: over(times.accepted, times.accepted), apology_at: over(times.accepted, times.accepted), handler_id: over(times.accepted, handler.id),
    investigating_departments: over(times.investigated, [...new Set([people.department[key], people.department.quality])]) ?? [],
    root_cause: sound(times.found, cause.isIncident ? '一批密封圈材料牌号错误，入厂检验未抽到' : root),
    responsible_department_id: sound(times.found, people.department[cause.isIncident ? 'purchasing' : key]),
    solution: sound(times.agreed, cause.isIncident ? '召回同批针阀并更换密封圈' : solution), customer_agreed: sound(times.agreed, true) ?? false,
    compensation: random.chance(cause.isIncident ? 0.6 : 0.2) ? sound(times.agreed, random.whole(2, 60) * 100) : null,
    replied_at: last?.resolved ?? null, resolved_at: last?.resolved ?? null, return_visit_id: visits.at(-1) ?? null, reopen_count: reopened,
    improvement: sound(times.closed, cause.isIncident ? '密封圈逐批光谱检验，供应商停供整改' : '修订作业指导书并培训'), closed_at: sound(times.closed, times.closed),
    ...ownedBy(handler),
  } // prettier-ignore
  const steps = taken(company, stepsOf(times, handler.id, head.id, isRefused))
  const row = add(company, 'complaints', values, { at: times.received, by: handler.id, steps, id })
  addFeedback(context, row, times)
  addTalk(context, row, times, handler)
  if (!isRefused) addActions(context, row, times, { handler, head, responsible })
}

/** The customer hears on each day of work. */
const addFeedback = ({ company }: ServiceContext, row: SampleRow, { accepted, rounds }: Times): void => {
  const end = rounds[0]?.resolved ?? accepted
  const day = dayOf(company, accepted)
  const length = Math.min(6, daysBetween(day, dayOf(company, end)))
  const lines = Array.from({ length }, (_, i) => courseFrom(company, day, 0.6)(i + 0.3))
    .filter((moment) => moment > accepted && moment < end && isOver(company, moment))
    .map((moment) => ({ at: moment, content: '已告知调查与处理进度' }))
  if (lines.length > 0) addLines(company, 'complaint_progress_feedbacks', 'complaint_id', row, lines)
} // prettier-ignore

const addTalk = ({ company }: ServiceContext, row: SampleRow, { accepted }: Times, handler: Person): void => {
  if (!isOver(company, accepted)) return
  const values = {
    customer_id: row.customer_id, complaint_id: row.id, channel: row.channel === 'email' ? 'email' : 'phone', purpose: 'complaint',
    occurred_at: accepted, content: `投诉 ${text(row, 'code')} 已受理并致歉`, need_follow_up: false, ...ownedBy(handler),
  } // prettier-ignore
  const steps = [{ at: accepted, transition: 'log', to: 'done', by: null }]
  add(company, 'interactions', values, { at: accepted, by: handler.id, steps })
} // prettier-ignore

/** Tasks of the last half year are kept; older ones would only weigh. Improvements are kept all. */
const addActions = (
  { company }: ServiceContext,
  row: SampleRow,
  { received, investigated, carried, closed }: Times,
  { handler, head, responsible }: Readonly<Record<'handler' | 'head' | 'responsible', Person>>,
): void => {
  const code = text(row, 'code')
  const source = { resource: 'complaints', id: row.id }
  const due = dayOf(company, text(row, 'promised_at'))
  const common = { source, responsible, owner: handler }
  const later = (moment: string) => (due > dayOf(company, moment) ? due : dayOf(company, moment))
  if (daysBetween(dayOf(company, received), company.today) <= 180) {
    if (isOver(company, investigated))
      addAction(company, { ...common, kind: 'task', content: `调查投诉 ${code}`, from: investigated, due: later(investigated) })
    if (isOver(company, carried))
      addAction(company, { ...common, kind: 'corrective', content: `执行投诉 ${code} 的解决方案`, from: carried, due: later(carried) })
  }
  if (isOver(company, closed))
    addAction(company, { ...common, owner: head, kind: 'improvement', content: text(row, 'improvement'), from: closed, due: addDays(dayOf(company, closed), 30) })
} // prettier-ignore

/** Two years of complaints: a few of every hundred orders, and one batch that failed. */
export const makeComplaints = (context: ServiceContext, count: number): void => {
  for (const cause of causesOf(context, count)) makeComplaint(context, cause)
}
