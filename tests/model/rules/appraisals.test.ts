import { describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import {
  draftScheme,
  openOffice,
  openScheme,
  planMonth,
  schemeLines,
} from '../appraisal/company.ts'
import { refusal } from '../company.ts'

const office = openOffice()
const charter = () => office().charter
const submit = (scheme: Row) => charter().step('hr_clerk', 'appraisal_schemes', scheme, 'submit')

/** One scheme in effect for every cycle. */
const world: { scheme?: Row } = {}
const scheme = async (): Promise<Row> => (world.scheme ??= await openScheme(office()))

describe('R-111 a scheme covers what its family must be judged by, with weights of 100', () => {
  const [performance, attitude, teamwork, innovation] = [0, 1, 2, 3]
  test('the four dimensions are enough, three are not', async () => {
    const lines = schemeLines(office())
    const three = [lines[performance], lines[attitude], { ...lines[teamwork], weight: 40 }]
    expect(await refusal(submit(await draftScheme(office(), { indicators: three })))).toMatchObject({ code: 'invalid', fields: ['_record'] }) // prettier-ignore
    expect(await submit(await draftScheme(office()))).toMatchObject({ state: 'submitted' })
    expect(lines[innovation]).toBeDefined()
  })
  test.each([
    [19.99, 'invalid'],
    [20, 'accepted'],
    [20.01, 'invalid'],
  ])('a last weight of %d, so that the sum is around 100: %s', async (weight, code) => {
    const lines = schemeLines(office()).map((line, i) => (i === 3 ? { ...line, weight } : line))
    expect((await refusal(draftScheme(office(), { indicators: lines }).then(submit))).code).toBe(code) // prettier-ignore
  })
  test('the factory sales family must also have customers, collection and ability', async () => {
    const sales = { family: 'sales', cycles: ['quarter', 'year'], year_formula: 'avg_quarters' }
    expect((await refusal(draftScheme(office(), sales).then(submit))).code).toBe('invalid')
    const more = await Promise.all(
      ['customer', 'collection', 'ability'].map((dimension) =>
        charter().seed('appraisal_indicators', { code: `R111-${dimension}`, name: dimension, description: dimension, dimension, nature: 'qualitative', scoring_rule: 'manual', rated_by: ['supervisor', 'self'] }),
      ),
    ) // prettier-ignore
    const added = more.map(({ id }) => ({ indicator_id: id, weight: 10, target_source: 'fixed' }))
    const rest = schemeLines(office()).map((line, i) => (i === 0 ? { ...line, weight: 10 } : line))
    const whole = await draftScheme(office(), { ...sales, indicators: [...rest, ...added] })
    expect(await submit(whole)).toMatchObject({ state: 'submitted' })
    const short = rest.map((line, i) => (i === 0 ? { ...line, weight: 20 } : line))
    const without = draftScheme(office(), { ...sales, indicators: [...short, ...added.slice(1)] })
    expect((await refusal(without.then(submit))).code).toBe('invalid')
  })
})

describe('R-112 the supervisor weighs more than every other method', () => {
  test.each([
    [40, 35, 'accepted'],
    [37.5, 37.5, 'invalid'],
    [37.51, 37.49, 'accepted'],
    [40, 34, 'invalid'], // the five must add to 100
  ])('supervisor %d, data %d: %s', async (weight_supervisor, weight_data, code) => {
    expect((await refusal(draftScheme(office(), { weight_supervisor, weight_data }))).code).toBe(code) // prettier-ignore
  })
})

describe('R-114 cycles by family', () => {
  test.each([
    ['commerce', ['month', 'year'], 'accepted'],
    ['commerce', ['quarter'], 'invalid'],
    ['sales', ['quarter', 'year'], 'accepted'],
    ['sales', ['month'], 'invalid'],
    ['marketing', ['month', 'quarter', 'year'], 'accepted'],
  ])('%s posts with %j: %s', async (family, cycles, code) => {
    const year_formula = cycles.includes('month') ? 'avg_months' : 'avg_quarters'
    expect((await refusal(draftScheme(office(), { family, cycles, year_formula }))).code).toBe(code)
  })
  test('a scheme that is not in effect is in no cycle', async () => {
    expect((await refusal(planMonth(office(), '2027-03', await draftScheme(office())))).code).toBe('invalid') // prettier-ignore
  })
})

describe('R-115 the days of a cycle', () => {
  test.each([
    ['month', '2026-11-01', '2026-12-10'],
    ['month', '2026-12-01', '2027-01-08'], // the 10th is a Sunday
    ['year', '2026-01-01', '2027-01-29'], // the 31st is a Sunday
  ])('a %s from %s is decided by %s', async (kind, period_start, final_due) => {
    const cycle = await charter().create('hr_clerk', 'appraisal_cycles', { kind, period_start, scheme_ids: [(await scheme()).id] }) // prettier-ignore
    expect(cycle).toMatchObject({ final_due })
  })
  test('fewer than five working days warn; the day is moved with a reason only', async () => {
    const cycle = await planMonth(office(), '2026-09', await scheme()) // National Day: 1 to 7 October
    expect(cycle).toMatchObject({ final_due: '2026-10-10', _warnings: [{ rule: 'R-115' }] })
    const move = (values: Readonly<Record<string, unknown>>) =>
      charter().update('hr_clerk', 'appraisal_cycles', cycle, { final_due: '2026-10-15', ...values }) // prettier-ignore
    expect((await refusal(move({}))).fields).toEqual(['moved_reason'])
    expect(await move({ moved_reason: '国庆假期' })).toMatchObject({ final_due: '2026-10-15' })
  })
})
