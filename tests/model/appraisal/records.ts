import type { Row } from '#model/language/wire.ts'
import { departments, people, type PersonName } from '../order-to-cash/people.ts'
import type { Data, World } from '../order-to-cash/steps.ts'

type Office = {
  readonly scheme: Row
  readonly indicators: readonly string[]
  readonly position: Row
  readonly article: Row
}

const indicator = async (world: World, code: string, more: Data): Promise<string> => {
  const values = { code, name: code, description: code, nature: 'qualitative', scoring_rule: 'manual', ...more } // prettier-ignore
  return (await world.put('appraisal_indicators', null, values)).id
}

const makeIndicators = async (world: World): Promise<readonly string[]> => {
  const metric = await world.put('metric_definitions', null, {
    code: 'M-101', name: '签约金额', group: 'volume', scenario: ['sales'], formula: 'sum', resource: 'orders', grain: 'month',
    unit: '元', better: 'higher', dashboard: ['销售趋势'],
  }) // prettier-ignore
  const sales = { dimension: 'performance', nature: 'quantitative', scoring_rule: 'linear', rated_by: ['data'], cap: 120, metric_id: metric.id } // prettier-ignore
  const judged = { rated_by: ['supervisor', 'peer', 'self', 'customer'] }
  return [
    await indicator(world, 'sales', sales),
    await indicator(world, 'attitude', { ...judged, dimension: 'attitude' }),
    await indicator(world, 'teamwork', { ...judged, dimension: 'teamwork' }),
    await indicator(world, 'innovation', { ...judged, dimension: 'innovation' }),
  ]
}

const weights = [40, 20, 20, 20] as const

const grades = [
  ['excellent', 90, 1.2],
  ['good', 80, 1.1],
  ['pass', 70, 1],
  ['improve', 60, 0.9],
  ['fail', 0, 0.8],
] as const

/** A scheme of the commerce family in a state, written by the head of sales. */
const putScheme = (world: World, indicators: readonly string[], state: string): Promise<Row> =>
  world.put('appraisal_schemes', state, {
    owner_id: people.head.id, department_id: departments.sales.id,
    name: '商务部月度考核', family: 'commerce', cycles: ['month', 'year'], year_formula: 'avg_months', valid_from: '2015-01-01',
    weight_data: 35, weight_supervisor: 40, weight_peer: 10, weight_customer: 10, weight_self: 5, peer_count: 3,
    indicators: indicators.map((indicator_id, i) => ({ indicator_id, weight: weights[i], target_source: 'fixed', fixed_target: i === 0 ? 1000 : null })),
    grades: grades.map(([grade, min_score, pay_factor]) => ({ grade, min_score, pay_factor })),
  }) // prettier-ignore

const furnish = async (world: World): Promise<Office> => {
  const position = await world.put('positions', null, {
    code: 'SW01', name: '商务专员', department_id: departments.sales.id, family: 'commerce', rank: 3, duties: '商务',
  }) // prettier-ignore
  for (const who of ['seller', 'other'] as const)
    await world.chain.force('employees', { id: people[who].id }, { position_id: position.id, hire_date: '2015-01-05' }) // prettier-ignore
  const indicators = await makeIndicators(world)
  const scheme = await putScheme(world, indicators, 'effective')
  const article = await world.put('handbook_articles', null, { clause: 'P3-4.2', title: '纪律', body: '纪律', version_no: 1 }) // prettier-ignore
  return { scheme, indicators, position, article }
}

const offices = new WeakMap<World, Promise<Office>>()

/** The scheme in effect and what it needs, made once in each world. */
export const officeOf = (world: World): Promise<Office> => {
  const known = offices.get(world) ?? furnish(world)
  offices.set(world, known)
  return known
}

/** Another scheme, in a state. */
export const aScheme = async (world: World, state: string): Promise<Row> =>
  putScheme(world, (await officeOf(world)).indicators, state)

let months = 0
/** A month of the past that no cycle has yet. */
const nextMonth = (): string => {
  months += 1
  return `${2015 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** The cycle of a month of its own, in a state. */
export const aCycle = async (
  world: World,
  state: string,
  more: Data = {},
  live = false,
): Promise<Row> =>
  world[live ? 'putLive' : 'put']('appraisal_cycles', state, {
    owner_id: people.hr.id,
    department_id: departments.board.id,
    kind: 'month',
    period_start: `${nextMonth()}-01`,
    scheme_ids: [(await officeOf(world)).scheme.id],
    ...more,
  })

/** The sheet of somebody in a cycle, in a state, with everything that the states before it ask for. */
export const sheetIn = async (
  world: World,
  cycle: Row,
  state: string,
  more: Data = {},
): Promise<Row> => {
  const { scheme, indicators } = await officeOf(world)
  const written = state === 'self_pending' ? {} : { self_summary: '完成八单', self_report: '达标' }
  const items = indicators.map((indicator_id, i) => ({ indicator_id, weight: weights[i], target_source: 'fixed', target: i === 0 ? 1000 : null })) // prettier-ignore
  return world.put('appraisals', state, {
    cycle_id: cycle.id,
    employee_id: people.seller.id,
    department_id: departments.sales.id,
    supervisor_id: people.head.id,
    scheme_id: scheme.id,
    items,
    ...written,
    ...(['self_pending', 'self_submitted'].includes(state) ? {} : { supervisor_comment: '稳定' }),
    ...more,
  })
}

/** The sheet of the seller in a month of its own. */
export const aSheet = async (world: World, state: string, cycleState: string, more: Data = {}) =>
  sheetIn(world, await aCycle(world, cycleState), state, more)

/** The scores of a rater for a sheet: 85 for everything. */
export const aScore = async (
  world: World,
  sheet: Row,
  method: string,
  rater: PersonName | null,
  state: string,
  live = false,
): Promise<Row> =>
  world[live ? 'putLive' : 'put']('appraisal_scores', state, {
    appraisal_id: sheet.id,
    method,
    rater_id: rater && people[rater].id,
    items: (sheet.items as readonly Row[])
      .slice(method === 'data' ? 0 : 1, method === 'data' ? 1 : 4)
      .map(({ id, indicator_id }) => ({ item_id: id, indicator_id, score: 85 })),
  })

/** Today in the world. */
export const today = ({ chain }: World): string => chain.company.now.slice(0, 10)
