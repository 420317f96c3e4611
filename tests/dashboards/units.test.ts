import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import type { AggregateAnswer, Card } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import { ticksOf } from '../../src/dashboards/charts/points.ts'
import { gridOf } from '../../src/dashboards/data/grid.ts'
import { deltaOf, deltaText, exactly, inUnit, unitOf } from '../../src/dashboards/data/units.ts'
import { createFormat } from '../../src/i18n/format.ts'

const zh = createFormat(
  'zh',
  'Asia/Shanghai',
  (key) => key,
  () => '2026-11-22T02:00:00.000Z',
)
const en = createFormat(
  'en',
  'Asia/Shanghai',
  (key) => key,
  () => '2026-11-22T02:00:00.000Z',
)

describe('one unit for a whole axis', () => {
  test.each([
    [[12_345_678, 900], 'zh', '万元', '1,234.6'],
    [[280_000_000], 'zh', '亿元', '2.8'],
    [[12_345_678, 900], 'en', 'CNY M', '12.3'],
    [[9_999], 'zh', '元', '9,999'],
  ] as const)('the largest of %j chooses it (%s)', (values, locale, name, first) => {
    const unit = unitOf('money', values, locale)
    expect(unit.name).toBe(name)
    expect(inUnit(values[0], unit, locale === 'zh' ? zh : en)).toBe(first)
  })
  test('tables say the whole amount', () => {
    expect(exactly(12_345_678.9, 'money', zh, 'zh')).toBe('12,345,678.90')
    expect(exactly(84.4, 'percent', zh, 'zh')).toBe('84.4%')
    expect(exactly(72, 'days', en, 'en')).toBe('72 days')
  })
  test('marks of the axis are round and begin at zero', () => {
    expect(ticksOf([320.4, 17])).toEqual([0, 100, 200, 300, 400])
    expect(ticksOf([-30, 50])).toEqual([-40, -20, 0, 20, 40, 60])
    expect(ticksOf([83.7, 84.7, 80, null], false)).toEqual([80, 82, 84, 86])
  })
})

describe('comparison', () => {
  const text = (value: number, past: number, format: 'money' | 'percent' | 'days') => {
    const delta = deltaOf(value, past, { format, better: 'down' })
    return delta && [delta.direction, delta.tone, deltaText(delta, format, zh, 'zh')]
  }
  test('rates differ in percentage points', () =>
    expect(text(84.4, 87.5, 'percent')).toEqual(['down', 'good', '3.1 个百分点']))
  test('amounts differ in percent of the past', () =>
    expect(text(108.2, 100, 'money')).toEqual(['up', 'bad', '8.2%']))
  test('days differ in days', () => expect(text(78, 72, 'days')).toEqual(['up', 'bad', '6天']))
  test('from nothing the difference stands as it is', () =>
    expect(text(50_000, 0, 'money')).toEqual(['up', 'bad', '5万元']))
  test('without a past there is no comparison', () =>
    expect(deltaOf(5, null, { format: 'money' })).toBeNull())
  test('no change is neither good nor bad', () =>
    expect(text(100, 100, 'money')?.slice(0, 2)).toEqual(['same', 'neutral']))
})

describe('a table of two axes', () => {
  const label = { zh: '名', en: 'Name' }
  const dimension = (key: string) => ({ key, kind: 'dimension' as const, label })
  const row = (cycle: string, department: string, mean: number | null) => ({ key: `${cycle}|${department}`, cycle, department, label: { cycle, department }, drill: {}, mean }) // prettier-ignore
  const answer = {
    resource: 'appraisals',
    columns: [dimension('cycle'), dimension('department'), { key: 'mean', kind: 'measure', label }],
    rows: [row('Q3', 'a', 80), row('Q3', 'b', null), row('Q2', 'a', 95), row('Q2', 'b', null)],
    meta: {},
  } as unknown as AggregateAnswer // only what is read
  const drawnAs = (sort?: readonly (readonly [string, 'asc' | 'desc'])[]) => {
    const card = { id: 'x', kind: 'table', title: label, size: 'half', resource: 'appraisals', query: { measures: ['mean'], by: ['cycle', 'department'], ...(sort && { sort }) } } as Card // prettier-ignore
    return gridOf([answer], { index: indexModel(model), card, board: 'x', days: null, today: '2026-11-22', locale: 'zh' }) // prettier-ignore
  }

  test('keeps the order that was asked for, else the greatest come first', () => {
    expect(drawnAs([['cycle', 'desc']]).rows.map(({ label: name }) => name)).toEqual(['Q3', 'Q2'])
    expect(drawnAs().rows.map(({ label: name }) => name)).toEqual(['Q2', 'Q3'])
  })

  test('has no column for a member without any number', () => {
    expect(drawnAs().series.map(({ member }) => member)).toEqual(['a'])
  })
})
