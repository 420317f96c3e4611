// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AggregateColumn, AggregateRow, Card } from '#model/language/definition.ts'
import { fiveOf } from '../../src/dashboards/charts/Boxes.tsx'
import { lowerOf } from '../../src/dashboards/charts/Histogram.tsx'
import { spokeOf } from '../../src/dashboards/charts/Radar.tsx'
import { ChartCard } from '../../src/dashboards/cards/ChartCard.tsx'
import { answer, board, show, stateOf } from './company.tsx'

beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-11-22T02:10:00Z'), toFake: ['Date'] }))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const measure = (key: string, zh: string): AggregateColumn => ({
  key,
  kind: 'measure',
  label: { zh, en: key },
  format: 'decimal',
})
const group: AggregateColumn = {
  key: 'customer',
  kind: 'dimension',
  label: { zh: '分组', en: 'Group' },
}
const row = (key: string, label: string, values: object): AggregateRow => ({
  key,
  customer: key,
  drill: { customer_id: key },
  label: { customer: label },
  ...values,
})
const cardOf = (
  kind: Card['kind'],
  measures: readonly string[],
  more: Partial<Card> = {},
): Card => ({
  id: 'shape',
  kind,
  title: { zh: '图', en: 'Chart' },
  resource: 'receivables',
  query: { measures, by: ['customer'] },
  ...more,
})
const shown = async (card: Card, columns: readonly AggregateColumn[], rows: readonly AggregateRow[]) => {
  const props = { dashboard: board(card), card, state: stateOf(), onClear: vi.fn() }
  await show(<ChartCard {...props} />, () => answer({ columns, rows }))
  return within(await screen.findByRole('group', { name: '图' }))
} // prettier-ignore
const filterOf = (link: HTMLElement): unknown =>
  JSON.parse(new URL(link.getAttribute('href') ?? '', 'http://x').searchParams.get('filter') ?? '')

describe('a histogram', () => {
  const columns = [group, measure('people', '人数')]
  const rows = [
    row('lt_60', '< 60', { people: 1 }),
    row('60_70', '60–70', { people: 0 }),
    row('gte_90', '≥ 90', { people: 4 }),
  ]
  test('says each band and its number, and opens the records of a band', async () => {
    const card = await shown(cardOf('histogram', ['people']), columns, rows)
    const links = card.getAllByRole('link')
    expect(links.map((link) => link.getAttribute('aria-label'))).toEqual(['< 60: 1', '≥ 90: 4'])
    expect(links.map(filterOf)).toEqual([{ customer_id: 'lt_60' }, { customer_id: 'gte_90' }])
    expect(card.getByText('60–70')).toBeTruthy()
  })
  test('names the bounds where they begin', async () => {
    const options = { bounds: [{ at: 90, label: { zh: '优秀', en: 'Excellent' } }] }
    const card = await shown(cardOf('histogram', ['people'], { options }), columns, rows)
    expect(card.getByText('优秀').closest('li')?.textContent).toContain('≥ 90')
  })
  test.each([
    ['lt_60', null],
    ['60_65', 60],
    ['gte_90', 90],
  ])('band %s begins at %s', (key, lower) => {
    expect(lowerOf(key)).toBe(lower)
  })
})

describe('boxes', () => {
  const names = ['least', 'lower', 'middle', 'upper', 'most']
  const columns = [group, ...names.map((name) => measure(name, name))]
  test('say the five numbers of each row in words', async () => {
    const card = await shown(cardOf('box', names), columns, [
      row('a', '甲', { least: 81, lower: 84, middle: 86.5, upper: 89, most: 92 }),
      row('b', '乙', { least: null, lower: null, middle: null, upper: null, most: null }),
    ])
    const [link, ...others] = card.getAllByRole('link')
    expect(link?.getAttribute('aria-label')).toBe(
      '甲: least 81，lower 84，middle 86.5，upper 89，most 92',
    )
    expect(others).toEqual([])
  })
  test('leave a row out that lacks one of the five', () => {
    const series = names.map((key) => ({ key, label: key, role: 'value' as const, format: 'decimal' as const, column: measure(key, key) })) // prettier-ignore
    const cells = Object.fromEntries(names.slice(1).map((key) => [key, { value: 1 }]))
    const header = { key: 'a', label: 'a', tick: 'a', isPartial: false, isOthers: false }
    expect(fiveOf({ ...header, cells }, series)).toBeNull()
  })
})

describe('a radar', () => {
  const columns = [group, measure('score', '得分')]
  test('opens the records of each spoke', async () => {
    const rows = ['业绩', '态度', '协作'].map((name, i) => row(name, name, { score: 80 + i }))
    const card = await shown(cardOf('radar', ['score']), columns, rows)
    expect(card.getAllByRole('link').map((link) => link.getAttribute('aria-label'))).toEqual([
      '业绩: 80', '态度: 81', '协作: 82',
    ]) // prettier-ignore
  })
  test('is a ranking with fewer than three spokes', async () => {
    const card = await shown(cardOf('radar', ['score']), columns, [row('a', '业绩', { score: 80 })])
    expect(card.getByRole('list')).toBeTruthy()
  })
  test('begins at the top and goes round', () => {
    expect([0, 1, 2, 3].map((i) => spokeOf(i, 4, 1))).toEqual([[150, 50], [250, 150], [150, 250], [50, 150]]) // prettier-ignore
  })
})

test('a funnel gives each stage and its share of the first', async () => {
  const columns = [measure('sheets', '应考'), measure('scored', '已评分'), measure('final', '已定')]
  const rows: readonly AggregateRow[] = [
    { key: '', drill: {}, label: {}, sheets: 40, scored: 30, final: 10 },
  ]
  const card = await shown(
    cardOf('funnel', ['sheets', 'scored', 'final'], { query: { measures: ['sheets'] } }),
    columns,
    rows,
  )
  expect(card.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    '应考40100%',
    '已评分3075%',
    '已定1025%',
  ])
})
