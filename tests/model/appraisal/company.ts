import { beforeAll } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { as, department, employee, useCharter, type Charter, type Person } from '../company.ts'

/** Somebody of the department that is appraised; the peers are employees without an account of their own in tests. */
export const peers = ['陈一', '陈二', '陈三'] as const

export type Office = {
  readonly charter: Charter
  /** Ids of the three colleagues in the sales department. */
  readonly colleagues: readonly string[]
  readonly indicators: Readonly<Record<string, string>>
  readonly positions: Readonly<Record<string, string>>
}

/** Acts as one of the colleagues. */
export const asColleague = (office: Office, i: number) => ({
  ...as('seller'),
  employee: office.colleagues[i] ?? '',
  account: office.colleagues[i] ?? '',
})

const indicator = (charter: Charter, code: string, values: Readonly<Record<string, unknown>>) =>
  charter.seed('appraisal_indicators', {
    code,
    name: code,
    description: code,
    nature: 'qualitative',
    scoring_rule: 'manual',
    rated_by: ['supervisor', 'self'],
    ...values,
  })

const makeIndicators = async (charter: Charter): Promise<Record<string, string>> => {
  const metric = await charter.seed('metric_definitions', {
    code: 'M-101', name: '签约金额', group: 'volume', scenario: ['sales'], formula: 'sum', resource: 'orders', grain: 'month',
    unit: '元', better: 'higher', dashboard: ['销售趋势'],
  }) // prettier-ignore
  const list = {
    sales: { dimension: 'performance', nature: 'quantitative', scoring_rule: 'linear', rated_by: ['data'], metric_id: metric.id },
    attitude: { dimension: 'attitude' },
    teamwork: { dimension: 'teamwork', rated_by: ['supervisor', 'peer', 'self'] },
    innovation: { dimension: 'innovation', rated_by: ['supervisor'] },
  } // prettier-ignore
  const ids: Record<string, string> = {}
  for (const [code, values] of Object.entries(list))
    ids[code] = (await indicator(charter, code, values)).id
  return ids
}

/** Opens the company with a department of the commerce family: a head, two sellers and three colleagues. */
export const openOffice = (now = '2026-11-02T01:00:00.000Z'): (() => Office) => {
  const charter = useCharter(now)
  let office: Office | undefined
  beforeAll(async () => {
    const place = await charter.seed('positions', {
      code: 'SW01', name: '商务专员', department_id: department('sales'), family: 'commerce', rank: 3, duties: '商务',
    }) // prettier-ignore
    const higher = await charter.seed('positions', {
      code: 'SW02', name: '商务主管', department_id: department('sales'), family: 'commerce', rank: 5, duties: '商务',
    }) // prettier-ignore
    const ids: string[] = []
    for (const [i, name] of peers.entries())
      ids.push(
        (
          await charter.seed('employees', {
            name,
            department_id: department('sales'),
            position_id: place.id,
            supervisor_id: employee('sales_head'),
            roles: ['sales'],
            hire_date: '2024-01-08',
            email: `peer${i}@example.com`,
          })
        ).id,
      )
    for (const person of ['seller', 'other_seller'] as const) {
      const row = await charter.read('employees', { id: employee(person) })
      await charter.update('hr_clerk', 'employees', row, { position_id: place.id })
    }
    office = {
      charter,
      colleagues: ids,
      indicators: await makeIndicators(charter),
      positions: { place: place.id, higher: higher.id },
    }
  })
  return () => {
    if (!office) throw new Error('the office opens before the first test')
    return office
  }
}

/** Lines of a scheme: 40 results, the rest judged by people. */
export const schemeLines = ({ indicators }: Office) => [
  { indicator_id: indicators.sales, weight: 40, target_source: 'fixed', fixed_target: 1000 },
  { indicator_id: indicators.attitude, weight: 20, target_source: 'fixed' },
  { indicator_id: indicators.teamwork, weight: 20, target_source: 'fixed' },
  { indicator_id: indicators.innovation, weight: 20, target_source: 'fixed' },
]

/** A scheme of the commerce family, as HR writes it. */
export const draftScheme = (office: Office, values: Readonly<Record<string, unknown>> = {}) =>
  office.charter.create('hr_clerk', 'appraisal_schemes', {
    name: '商务部月度考核',
    family: 'commerce',
    cycles: ['month', 'year'],
    indicators: schemeLines(office),
    year_formula: 'avg_months',
    valid_from: '2026-01-01',
    ...values,
  })

/** The scheme in effect. */
export const openScheme = async (office: Office, values = {}): Promise<Row> => {
  const scheme = await draftScheme(office, values)
  await office.charter.step('hr_clerk', 'appraisal_schemes', scheme, 'submit')
  return office.charter.step('boss', 'appraisal_schemes', scheme, 'approve')
}

/** The cycle of a month, planned by HR. */
export const planMonth = (office: Office, month: string, scheme: Row): Promise<Row> =>
  office.charter.create('hr_clerk', 'appraisal_cycles', {
    kind: 'month',
    period_start: `${month}-01`,
    scheme_ids: [scheme.id],
  })

export type Scores = Readonly<Record<string, number>>

/** An order of a seller, signed on a day: 100 yuan a piece. */
export const sold = ({ charter }: Office, who: Person, day: string, quantity: number) =>
  charter.seed(
    'orders',
    {
      owner_id: employee(who),
      department_id: department('sales'),
      released_on: day,
      lines: [{ quantity, unit_price: 100 }],
    },
    'released',
  )

/** The sheet of a person, as a leader reads it. */
export const sheetOf = async ({ charter }: Office, person: Person): Promise<Row> => {
  const [sheet] = await charter.find('appraisals', { employee_id: employee(person) })
  if (!sheet) throw new Error(`${person} has no sheet`)
  return sheet
}

/** The score sheets of one method for a sheet, as HR reads them. */
export const scoresOf = (
  { charter }: Office,
  sheet: Row,
  method: string,
): Promise<readonly Row[]> =>
  charter.find('appraisal_scores', { appraisal_id: sheet.id, method }, 'hr_clerk')

/** Lets the raters of one method score a sheet: the supervisor, or the colleagues as peers. */
export const scoreBy = async (
  office: Office,
  sheet: Row,
  method: 'supervisor' | 'peer' | 'self',
  score: number,
  most = 9,
): Promise<void> => {
  const open = (await scoresOf(office, sheet, method)).filter(({ state }) => state === 'open')
  for (const row of open.slice(0, most)) {
    const i = office.colleagues.indexOf(String(row.rater_id))
    const person = (['seller', 'other_seller', 'sales_head', 'boss'] as const).find(
      (name) => employee(name) === row.rater_id,
    )
    const rater = i >= 0 ? i : person
    if (rater === undefined) throw new Error('a rater that the test does not know')
    await scoreSheet(office, rater, row, score)
  }
}

/** Fills a score sheet and submits it. */
export const scoreSheet = async (
  office: Office,
  who: Person | number,
  sheet: Row,
  score: number,
): Promise<Row> => {
  const { service } = office.charter.company()
  const principal = typeof who === 'number' ? asColleague(office, who) : as(who)
  const row = await service.get(principal, 'appraisal_scores', sheet.id)
  const items = (row.items as readonly Row[]).map((item) => ({
    id: item.id,
    indicator_id: item.indicator_id,
    score,
    ...(score < 60 || score > 95 ? { reason: '有据可查' } : {}),
  }))
  return service.transition(principal, 'appraisal_scores', sheet.id, 'submit', Number(row.version), { items }) // prettier-ignore
}
