import { Decimal, roundTo } from '#model/language/decimal.ts'
import type { People, Person } from '../people.ts'
import { add, addLines, at, text, type Company, type SampleRow, type SampleStep } from '../rows.ts'
import type { CycleDays } from './calendar.ts'
import { figureOf, goalOf, salesOf } from './figures.ts'
import type { Indicator, Method, Scheme, Step } from './schemes.ts'

/** What is known while the cycles are told. */
export type Story = {
  readonly company: Company
  readonly people: People
  readonly sheets: Sheet[]
  readonly hr: SampleRow
  readonly boss: SampleRow
}
export type Sheet = {
  readonly row: SampleRow
  readonly days: CycleDays
  readonly person: Person
  /** Total and grade, as the model computes them. */
  readonly total: number | null
  readonly grade: Grade | null
  readonly counted: readonly SampleRow[]
}
export type Grade = 'excellent' | 'good' | 'pass' | 'improve' | 'fail'

const weights: Readonly<Record<Method, number>> = { data: 35, supervisor: 40, peer: 10, customer: 10, self: 5 } // prettier-ignore
const methods = ['data', 'supervisor', 'peer', 'customer', 'self'] as const
const cap = 120

/** The warehouse stays behind; everybody else is a person of their own around 84. */
const levelOf = (person: Person): number => {
  const own = (Number(text(person, 'employee_no').slice(-2)) * 37) % 11
  return (person.department === 'warehouse' ? 63 : 80) + own
}

const near = (company: Company, level: number): number =>
  Math.max(45, Math.min(99, level + company.random.whole(-4, 4)))

const gradeOf = (total: number | null): Grade | null =>
  total === null ? null
  : total >= 90 ? 'excellent'
  : total >= 80 ? 'good'
  : total >= 70 ? 'pass'
  : total >= 60 ? 'improve'
  : 'fail' // prettier-ignore

const round = (value: Decimal | number, scale = 2): number =>
  roundTo(new Decimal(value), scale).toNumber()

const meanOf = (pairs: readonly (readonly [value: number, weight: number])[]): number | null => {
  const whole = pairs.reduce((sum, [, weight]) => sum + weight, 0)
  return whole === 0 ? null : round(pairs.reduce((sum, [value, weight]) => sum + value * weight, 0) / whole) // prettier-ignore
}

/** Mean of the shorter cycles within, of a quarter or a year. */
const builtFrom = (story: Story, days: CycleDays, person: Person): number | null => {
  const kind = days.kind === 'year' ? 'quarter' : 'month'
  const within = story.sheets.filter(
    (sheet) => sheet.person.id === person.id && sheet.days.kind === kind && sheet.days.from >= days.from && sheet.days.to <= days.to && sheet.days.final <= story.company.today,
  ) // prettier-ignore
  const totals = within.flatMap(({ total }) => (total === null ? [] : [total]))
  return totals.length === 0 ? null : round(totals.reduce((a, b) => a + b, 0) / totals.length)
}

const stepsOf = (story: Story, days: CycleDays, person: Person, head: string, isQuiet: boolean): readonly SampleStep[] => {
  const { company, hr, boss } = story
  const heard = at(company, days.feedback, 9)
  return [
    { at: at(company, days.self, 16), transition: 'submit_self', to: 'self_submitted', by: person.id },
    { at: at(company, days.score, 16), transition: 'score', to: 'scored', by: head },
    { at: at(company, days.audit, 15), transition: 'audit', to: 'audited', by: person.id === hr.id ? boss.id : hr.id },
    { at: at(company, days.final, 15), transition: 'approve', to: 'final', by: boss.id },
    { at: heard, transition: 'give_feedback', to: 'feedback_given', by: head },
    ...(isQuiet ? [] : [{ at: at(company, days.feedback, 17), transition: 'acknowledge', to: 'acknowledged', by: person.id }]),
  ]
} // prettier-ignore

type Judged = { readonly indicator: Indicator; readonly item: SampleRow }

/** Opens the sheet of one person with its items, and the score sheets of those who judge. */
export const makeSheet = (
  story: Story,
  days: CycleDays,
  cycle: SampleRow,
  scheme: Scheme,
  person: Person,
): Sheet => {
  const { company } = story
  const on = <T>(day: string, value: T): T | null => (day <= company.today ? value : null)
  const head = headFor(story, person)
  const isBuilt =
    days.kind === 'year' || (days.kind === 'quarter' && scheme.kinds.includes('month'))
  const isQuiet = company.random.chance(0.06)
  const built = isBuilt ? builtFrom(story, days, person) : null
  const row = add(
    company,
    'appraisals',
    {
      code: `${days.code}-${text(person, 'employee_no')}`, cycle_id: cycle.id, employee_id: person.id, scheme_id: scheme.id, supervisor_id: head,
      department_id: person.department_id, position_id: person.position_id, family: scheme.family, kind: days.kind, peer_count: 3, peer_min: 3,
      cap, self_late: false, owner_id: null,
      self_summary: on(days.self, '本期按计划完成主要工作，详见工作总结。'), self_report: on(days.self, '对照岗位职责与目标逐项自评。'),
      supervisor_comment: on(days.score, commentOf(person)), built_score: on(days.score, built),
      strengths: on(days.feedback, '工作踏实，配合主动。'), weaknesses: on(days.feedback, '计划性与数据记录有待加强。'),
      advice: on(days.feedback, '按周复盘，及时反馈异常。'),
      self_submitted_on: on(days.self, days.self), scored_on: on(days.score, days.score), audited_on: on(days.audit, days.audit),
      final_on: on(days.final, days.final), feedback_on: on(days.feedback, days.feedback),
      acknowledged_at: isQuiet ? null : on(days.feedback, at(company, days.feedback, 17)),
    },
    { at: at(company, days.start, 1), by: null, steps: stepsOf(story, days, person, head, isQuiet) },
  ) // prettier-ignore
  const judged = makeItems(story, days, cycle, scheme, person, row)
  const score = isBuilt ? built : scored(story, days, row, judged, person, head)
  const counted =
    days.score <= company.today && !isBuilt ? countedIn(company, row, days, person) : []
  const bonus = counted.reduce((sum, one) => sum + Number(one.points ?? 0) * (one.violation ? -1 : 1), 0) // prettier-ignore
  const total = score === null ? null : isBuilt ? score : Math.max(0, Math.min(cap, round(score + bonus))) // prettier-ignore
  const grade = gradeOf(total)
  const streak =
    grade === 'excellent'
      ? 1 + Number(previousOf(story, days, person)?.row.excellent_streak ?? 0)
      : 0
  if (days.final <= company.today)
    Object.assign(row as Record<string, unknown>, { excellent_streak: streak })
  return { row, days, person, total, grade, counted }
}

const previousOf = (story: Story, days: CycleDays, person: Person): Sheet | undefined =>
  story.sheets.findLast((sheet) => sheet.person.id === person.id && sheet.days.kind === days.kind)

const commentOf = (person: Person): string =>
  person.department === 'warehouse'
    ? '出库差错与跟单延误较多，须限期改进。'
    : '完成本期目标，表现稳定。'

/** Who scores: the superior, as the person's own record says. */
const headFor = ({ company, boss }: Story, person: Person): string => {
  const row = company.rows.get('employees')?.find(({ id }) => id === person.id)
  return typeof row?.supervisor_id === 'string' ? row.supervisor_id : boss.id
}

const makeItems = (story: Story, days: CycleDays, cycle: SampleRow, scheme: Scheme, person: Person, row: SampleRow): readonly Judged[] => {
  const { company } = story
  const isMeasured = days.open <= company.today
  const lines = scheme.indicators.map(({ id, weight, metric, steps }) => {
    const plain = { indicator_id: id, weight, target_source: 'fixed', cycle_id: cycle.id }
    if (!metric) return plain
    if (steps) return { ...plain, ...(isMeasured && measuredBy(company, steps, metric, person, days, at(company, days.score, 16))) }
    const [actual, target] = [salesOf(company, person.id, days), goalOf(company, person.id, days)]
    const data_score = target === null || target === 0 ? null : round(Decimal.min(cap, Decimal.max(0, new Decimal(100).times(actual).div(target))))
    const source = drillOf(days, person, at(company, days.score, 16))
    return { indicator_id: id, weight, target_source: 'goal', cycle_id: cycle.id, ...(isMeasured && { actual, target, data_score, measured_score: data_score, source }) }
  })
  const items = addLines(company, 'appraisal_items', 'appraisal_id', row, lines)
  return items.flatMap((item, i) => (scheme.indicators[i] ? [{ indicator: scheme.indicators[i], item }] : []))
} // prettier-ignore

/** A number without a goal, its score by steps, and the records behind it. */
const measuredBy = (company: Company, steps: readonly Step[], metric: string, person: Person, days: CycleDays, measured_at: string) => {
  const { actual, parts } = figureOf(company, metric, person.id, days)
  const data_score = actual === null ? null : (steps.findLast(([from]) => from <= actual)?.[1] ?? null)
  return { actual, data_score, measured_score: data_score, source: JSON.stringify({ metric, from: days.from, to: days.to, measured_at, parts }) }
} // prettier-ignore

/** The orders behind the number, as the effect that takes it keeps them. */
const drillOf = (days: CycleDays, person: Person, measured_at: string): string =>
  JSON.stringify({
    metric: 'M-101', from: days.from, to: days.to, measured_at,
    parts: [{ resource: 'order_lines', filter: { $and: [{ 'order.state': { $nin: ['received', 'checked', 'reviewing', 'cancelled'] } }, { 'order.released_on': { $gte: days.from, $lte: days.to } }, { 'order.owner_id': person.id }] } }],
  }) // prettier-ignore

/** Makes the score sheets; gives the total of the methods that have scored. */
const scored = (story: Story, days: CycleDays, row: SampleRow, judged: readonly Judged[], person: Person, head: string): number | null => {
  const { company, people } = story
  const level = levelOf(person)
  const peers = people.all.filter((one) => one.department === person.department && one.id !== person.id && one.id !== head).slice(0, 3)
  const means = new Map<Method, number | null>()
  const isOpen = days.open <= company.today
  for (const method of methods) {
    const mine = judged.filter(({ indicator }) => indicator.methods.includes(method))
    if (mine.length === 0 || (method === 'customer' && !hasRatings(company, person, days)) || (method !== 'self' && !isOpen)) continue
    const raters = method === 'peer' ? peers.map(({ id }) => id) : [method === 'supervisor' ? head : method === 'self' ? person.id : null]
    const given = raters.map((rater) => makeScores(story, days, row, mine, method, rater, level, person))
    if (method === 'peer' && raters.length < 3) continue
    const isIn = (method === 'self' ? days.self : days.score) <= company.today || method === 'data' || method === 'customer'
    const byItem = mine.map(({ indicator }, i) => {
      const values = given.flatMap((scores) => (scores[i] === null || scores[i] === undefined ? [] : [scores[i]]))
      return values.length === 0 ? null : ([round(values.reduce((a, b) => a + b, 0) / values.length), indicator.weight] as const)
    })
    means.set(method, isIn ? meanOf(byItem.flatMap((pair) => (pair ? [pair] : []))) : null)
  }
  return meanOf(methods.flatMap((method) => { const mean = means.get(method); return mean === null || mean === undefined ? [] : [[mean, weights[method]] as const] }))
} // prettier-ignore

const makeScores = (story: Story, days: CycleDays, row: SampleRow, mine: readonly Judged[], method: Method, rater: string | null, level: number, person: Person): readonly (number | null)[] => {
  const { company } = story
  const isBySystem = method === 'data' || method === 'customer'
  const due = method === 'self' ? days.self : days.score
  const done = isBySystem ? days.open : due
  const isDone = done <= company.today
  const sheet = add(
    company,
    'appraisal_scores',
    {
      appraisal_id: row.id, subject_id: person.id, method, rater_id: rater, department_id: person.department_id, due_on: due,
      submitted_on: isDone ? done : null, owner_id: null,
    },
    {
      at: at(company, method === 'self' ? days.start : days.open, 1),
      by: null,
      steps: [{ at: at(company, done, isBySystem ? 1 : 15), transition: isBySystem ? 'submit_by_system' : 'submit', to: 'submitted', by: rater }],
    },
  )
  const rating = method === 'customer' ? ratingOf(company, person, days) : null
  const scores = mine.map(({ item }) =>
    !isDone ? null
    : method === 'data' ? (typeof item.data_score === 'number' ? item.data_score : null)
    : method === 'customer' ? rating
    : near(company, level + (method === 'self' ? 5 : 0)),
  )
  addLines(company, 'appraisal_score_items', 'appraisal_score_id', sheet, mine.map(({ indicator, item }, i) => ({
    item_id: item.id, indicator_id: indicator.id, appraisal_id: row.id, weight: indicator.weight, score: scores[i] ?? null,
    ...(method === 'supervisor' && isDone && Number(scores[i]) < 60 && { reason: '多次出库差错，有记录可查' }),
    ...(method === 'supervisor' && isDone && Number(scores[i]) > 95 && { reason: '成绩突出，有记录可查' }),
  })))
  return scores
} // prettier-ignore

const ratingsIn = (company: Company, person: Person, days: CycleDays): readonly SampleRow[] =>
  (company.rows.get('satisfaction_ratings') ?? []).filter(
    ({ employee_id, rated_on }) =>
      employee_id === person.id && String(rated_on) >= days.from && String(rated_on) <= days.to,
  )
const hasRatings = (company: Company, person: Person, days: CycleDays): boolean =>
  ratingsIn(company, person, days).length > 0
const ratingOf = (company: Company, person: Person, days: CycleDays): number => {
  const rows = ratingsIn(company, person, days)
  return round((20 * rows.reduce((sum, { score }) => sum + Number(score), 0)) / rows.length)
}

/** Rewards and penalties of the period that no other sheet has counted. */
const countedIn = (company: Company, sheet: SampleRow, days: CycleDays, person: Person): readonly SampleRow[] =>
  (['rewards', 'penalties'] as const).flatMap((resource) =>
    (company.rows.get(resource) ?? []).filter((row) => {
      const day = String(row.granted_on ?? row.occurred_on)
      const counts = row.employee_id === person.id && row.state === 'published' && row.counted_in_id === null && day >= days.from && day <= days.to
      if (counts) Object.assign(row as Record<string, unknown>, { counted_in_id: sheet.id })
      return counts
    }),
  ) // prettier-ignore
