import { describe, expect, test } from 'vitest'
import { model as charter } from '#model/index.ts'
import { compareAccess, grantOf } from '../../../server/coverage/compare-access.ts'
import { compareEntities } from '../../../server/coverage/compare-entities.ts'
import { compareLists } from '../../../server/coverage/compare-lists.ts'
import { fieldOf, type Requirements } from '../../../server/coverage/requirements.ts'
import { absentEntities } from '../../../server/coverage/tally.ts'
import { shop } from '../../model/language/shop.ts'

describe('types of the requirements', () => {
  test('a choice names its options and their labels', () => {
    expect(fieldOf('kind', '类型', 'enum(single 单次销售, framework 框架协议)').options).toEqual({
      single: '单次销售',
      framework: '框架协议',
    })
  })
  test('lines name their columns, choices and flags inside included', () => {
    const lines = fieldOf('lines', '明细', 'lines(kind 类型 enum(a 甲, b 乙) req, to_id 去向 reference:x, n 数 money secret)')
    expect(lines.fields.map(({ name, label, type, to, flags }) => [name, label, type, to, flags])).toEqual([
      ['kind', '类型', 'enum', undefined, ['req']],
      ['to_id', '去向', 'reference', 'x', []],
      ['n', '数', 'money', undefined, ['secret']],
    ])
  }) // prettier-ignore
  test('a computed value has the type of its result', () => {
    expect(fieldOf('amount', '金额', 'computed:money')).toMatchObject({
      type: 'money',
      isComputed: true,
    })
  })
})

test.each([
  ['C Ro Uo Do k', 'sales', { create: true, read: 'own', update: 'own', archive: 'own', confidential: 'own' }],
  ['Ra k', 'dept_manager', { read: 'all', confidential: 'department' }],
  ['Ra Aa k s x', 'executive', { read: 'all', decide: 'all', confidential: 'all', secret: 'all', export: true }],
  ['–', 'hr', {}],
])('the cell "%s" of %s', (cell, role, grant) => {
  expect(grantOf(cell, role)).toEqual(grant)
}) // prettier-ignore

test('rights are compared by what they mean', () => {
  const tally = compareAccess(shop, {
    orders: { sales: 'C Ro Uo Do k', finance: 'Ra x', office: '–' },
    quotes: { sales: 'Ra' },
  })
  expect([tally.defined(), tally.required()]).toEqual([2, 3])
  expect(tally.gaps.map(({ what }) => what)).toEqual([
    'orders x finance: [read all] instead of [read all, export]',
  ])
})

describe('a gap', () => {
  const absent = absentEntities(
    ['orders', 'employees'],
    ['orders', 'quotes', 'legal_cases', 'employees'],
  )
  test.each([
    ['warns open quotes', 'its target is not built yet (quotes)'],
    ['opens a legal case', 'its target is not built yet (legal_cases)'],
    ['order released', null],
    ['a misquoted text', null],
  ])('that says "%s" has the reason %s', (text, reason) => {
    expect(absent(text)).toBe(reason)
  }) // prettier-ignore
  test('is listed by name', () => {
    const tallies = compareEntities(shop, [
      {
        name: 'orders',
        label: '订单',
        module: 'M4',
        fields: [
          fieldOf('customer', '客户', 'text', ['req']),
          fieldOf('quote_id', '报价', 'reference:quotes'),
          fieldOf('promised_on', '交期', 'money', ['uniq']),
          fieldOf('lines', '明细', 'lines(item 品名 text, weight 重量 decimal)'),
        ],
        states: { draft: '草稿', lost: '丢失' },
        steps: [
          { from: 'draft', to: 'review', who: ['owner', 'hr'], guard: 'quotes accepted', effects: '' },
          { from: 'draft', to: 'lost', who: ['system'], guard: '', effects: '' },
        ],
      },
    ], absent)
    const gaps = tallies.flatMap(({ kind, gaps }) => gaps.map(({ what, reason }) => `${kind}: ${what}: ${reason}`))
    expect(gaps).toEqual([
      'fields: orders.quote_id: its target is not built yet (quotes)',
      'fields: orders.promised_on (date instead of money): null',
      'fields: orders.lines.weight: null',
      'flags: orders.promised_on: uniq: null',
      'states: orders.lost: null',
      'transitions: orders: draft > lost: null',
      'actors: orders: draft > review by hr: its target is not built yet (quotes)',
      'actors: orders: draft > lost by system: null',
      'guards and effects: orders: draft > review, guard "quotes accepted": its target is not built yet (quotes)',
      'labels: orders.promised_on: 交期: null',
    ])
  }) // prettier-ignore
})

test('a computed field waits for the entities it is computed from, and is missing once they are built', () => {
  const wanted = {
    name: 'channel_partners',
    label: '渠道伙伴',
    module: 'M2',
    fields: [fieldOf('last_evaluated_on', '最近评估日', 'computed:date')],
    states: {},
    steps: [],
  }
  const gapsWith = (built: readonly string[]) =>
    compareEntities(charter, [wanted], absentEntities(built, ['channel_evaluations'])).flatMap(
      ({ gaps }) => gaps,
    )
  const what = 'channel_partners.last_evaluated_on'
  expect(gapsWith([])).toEqual([
    { what, reason: 'its target is not built yet (channel_evaluations)' },
  ])
  expect(gapsWith(['channel_evaluations'])).toEqual([{ what, reason: null }])
})

test('a metric waits for what it is made of', () => {
  const row = (id: string, ...cells: string[]) => ({ id, cells })
  const required: Requirements = {
    entities: [],
    permissions: {},
    rules: [row('R-001', 'P0 §1', 'every quote has a price'), row('R-002', 'P0 §1', 'every day')],
    parameters: [row('order.max_discount', '15', 'R-002'), row('quote.days', '30', 'R-001')],
    metrics: [
      row('M-101', 'Quotes', 'count(quotes)', 'quotes'),
      row('M-102', 'Rate', 'M-101 / 2', '–'),
    ],
    clauses: [row('P0 §1', 'general', 'Handbook')],
  }
  const absent = absentEntities(['orders'], ['orders', 'quotes'])
  const tallies = compareLists(shop, required, absent, { code: '', tests: "test('R-002 holds')" })
  expect(tallies.map(({ kind, defined, required }) => [kind, defined(), required()])).toEqual([
    ['rules', 0, 2],
    ['rules with a test', 1, 2],
    ['metrics', 0, 2],
    ['parameters', 1, 2],
    ['clauses', 1, 1],
  ])
  expect(tallies[2]?.gaps.map(({ reason }) => reason)).toEqual([
    'its target is not built yet (quotes)',
    'its target is not built yet (quotes)',
  ])
  expect(tallies[3]?.gaps.map(({ reason }) => reason)).toEqual([
    'its target is not built yet (quotes)',
  ])
})
