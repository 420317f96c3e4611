import { describe, expect, test } from 'vitest'
import { checkModel, problemText } from '#model/language/check.ts'
import { problemCodes } from '#model/language/check-codes.ts'
import type { Model } from '#model/language/definition.ts'
import { shop } from './shop.ts'

const label = { zh: '字', en: 'Word' }

/** The shop with a part of everything that a model may have; nothing is wrong with it. */
const sound: Model = {
  ...shop,
  entities: shop.entities.map((each) =>
    each.name === 'orders'
      ? {
          ...each,
          people: ['owner_id', 'helper_ids', 'signatory_id'],
          exists_from: 'promised_on',
          rules: [
            { id: 'R-1', require: 'amount >= 0', at: 'amount', message: label, clauses: ['P0 §1'] },
          ],
          clocks: { promise: { start: 'created_at', due: 'promised_on' } },
          events: { create: [{ do: 'start_clock', clock: 'promise' }] },
          views: {
            list: {
              columns: ['code', 'customer', 'owner.name'],
              totals: ['amount'],
              presets: { mine: { label, filter: { owner_id: '$me' } } },
            },
            form: [{ section: label, fields: ['customer', 'kind', 'lines'] }],
            board: 'kind',
          },
          analytics: {
            time: 'promised_on',
            dimensions: { kind: { field: 'kind' }, size: { field: 'amount', bands: [10] } },
            measures: {
              orders: { label, agg: 'count' },
              amount: { label, agg: 'sum', field: 'amount' },
              mean: { label, calc: 'amount / orders' },
            },
          },
        }
      : each,
  ),
  metrics: [
    {
      id: 'M-1', name: 'order_mean', label, help: label, format: 'money', better: 'up',
      calc: 'orders.amount / orders.orders', by: { kind: {} }, clauses: ['P0 §1'],
    },
  ],
  dashboards: [
    {
      schemaVersion: 1, name: 'sales', label, clauses: ['P0 §1'], roles: ['sales'], period: 'month',
      filters: { owner: { label, to: 'employees' } },
      cards: [
        {
          id: 'a', kind: 'bars', title: label, resource: 'orders', filters: { owner: 'owner_id' },
          query: { measures: ['amount'], by: ['kind', { time: 'promised_on', grain: 'month' }] },
        },
        { id: 'b', kind: 'list', title: label, resource: 'orders', list: { columns: ['code'] } },
      ],
    },
  ],
} // prettier-ignore

type Tree = Record<string, unknown>
/** Plants values at dotted paths; `orders` stands for its place in the model, undefined removes. */
const plant = (changes: Readonly<Record<string, unknown>>): Model => {
  const model = structuredClone(sound)
  const places: Readonly<Record<string, string>> = { employees: '0', departments: '1', distributions: '2', orders: '3' } // prettier-ignore
  for (const [path, value] of Object.entries(changes)) {
    const [first = '', ...rest] = path.split('/')
    const steps = places[first] ? ['entities', places[first], ...rest] : [first, ...rest]
    let at = model as unknown as Tree
    for (const step of steps.slice(0, -1)) at = (at[step] ??= {}) as Tree
    const last = steps.at(-1) ?? ''
    if (value === undefined) delete at[last]
    else at[last] = value
  }
  return model
}
const found = (changes: Readonly<Record<string, unknown>>) =>
  checkModel(plant(changes)).map((problem) => problemText(problem))

const text = { type: 'text', label }
const step = (more: object) => ({ from: ['draft'], to: 'review', by: ['owner'], label, ...more })
const effect = (more: object) => ({ 'orders/workflow/transitions/submit/effects': [more] })
const field = (more: object) => ({ 'orders/fields/extra': { label, ...more } })
const submit = 'orders.workflow.transitions.submit.effects.0'

type Planted = readonly [changes: Readonly<Record<string, unknown>>, problem: string]
/** One planted mistake for each code, with the sentence that it must bring. */
const planted: Readonly<Record<keyof typeof problemCodes, Planted>> = {
  M001: [{ 'orders/fields/deliveryOn': text }, 'orders.fields.deliveryOn: the name "deliveryOn" is not in snake case (a-z, 0-9 and _, beginning with a letter)'],
  M002: [{ 'roles/7': { key: 'sales', label } }, 'roles.sales: "sales" stands here more than once'],
  M003: [{ 'orders/fields/created_at': { type: 'datetime', label } }, 'orders.fields.created_at: "created_at" is a reserved name'],
  M004: [{ 'orders/label': { zh: '订单' } }, 'orders.label: the English (en) text is missing'],
  M005: [{ 'orders/module': 'M9' }, 'orders.module: no module "M9" (did you mean "M0"?)'],
  M006: [{ 'orders/clauses': ['P0 §2'] }, 'orders.clauses: no clause "P0 §2" (did you mean "P0 §1"?)'],
  M007: [{ 'orders/clauses': [] }, 'orders.clauses: cites no clause of the policies'],
  M008: [{ 'orders/sample': { since: new Date(0) } }, 'model.entities.3.sample.since: the definition is not plain JSON: Date'],
  M009: [{ 'orders/workflow/transitions/submit/from': 'draft' }, 'orders.workflow.transitions.submit: the definition is not whole: needs from, to and by'],
  M010: [field({ type: 'txt' }), 'orders.fields.extra.type: no field type "txt" (did you mean "text"?)'],
  M011: [{ 'orders/access/slaes': { read: 'own' } }, 'orders.access: no role "slaes" (did you mean "sales"?)'],
  M012: [field({ type: 'reference', to: 'employes' }), 'orders.fields.extra.to: no entity "employes" (did you mean "employees"?)'],
  M013: [field({ type: 'text', formula: 'owner.nmae' }), 'orders.fields.extra.formula: "orders" has no field or path "owner.nmae" (did you mean "owner.name"?)'],
  M014: [field({ type: 'percent', max: "param('order.max_discout')" }), 'orders.fields.extra.max: no parameter "order.max_discout" (did you mean "order.max_discount"?)'],
  M015: [{ 'orders/workflow/transitions/submit/to': 'reveiw' }, 'orders.workflow.transitions.submit.to: no state "reveiw" (did you mean "review"?)'],
  M016: [effect({ do: 'transition', name: 'relase', on: 'self', else: 'skip' }), `${submit}.name: no transition "relase" (did you mean "release"?)`],
  M017: [{ 'orders/fields/customer/was': 'kind' }, 'orders.fields.customer.was: the former name "kind" is still in use, or two fields claim it'],
  M020: [{ 'orders/rules/0/require': { amount: { $gtt: 0 } } }, 'orders.rules.R-1.require.amount.$gtt: the condition cannot be read: no operator "$gtt" (did you mean "$gt"?)'],
  M021: [{ 'orders/rules/0/require': 'amount >' }, 'orders.rules.R-1.require: the formula cannot be read'],
  M022: [{ 'orders/rules/0/require': "amount + 'a' > 0" }, 'orders.rules.R-1.require: the formula does not fit together: "+" takes number, got text'],
  M023: [{ 'orders/rules/0/require': 'amount + 1' }, 'orders.rules.R-1.require: the formula yields number, boolean is needed here'],
  M024: [{ 'orders/rules/0/require': "kind == 'godos'" }, 'orders.rules.R-1.require: "kind" has no option "godos" (did you mean "goods"?)'],
  M025: [field({ type: 'money', rollup: { of: 'order_lines', by: 'item', sum: 'line_total' } }), 'orders.fields.extra.rollup: "item" of "order_lines" does not point to "orders"'],
  M026: [{ 'orders/rules/0/require': { amount: 'much' } }, 'orders.rules.R-1.require: "amount" cannot be compared with "much"'],
  M030: [{ 'orders/fields/a': { type: 'money', label, formula: 'b' }, 'orders/fields/b': { type: 'money', label, formula: 'a' } }, 'orders.fields.a: computed values depend on each other: orders.a > orders.b > orders.a'],
  M031: [{ 'orders/fields/amount/formula': '1' }, 'orders.fields.amount: the field is computed in more than one way: formula, rollup'],
  M032: [{ 'orders/fields/amount/rollup': { of: 'order_lines', by: 'order_id', sum: 'line_total', count: true } }, 'orders.fields.amount.rollup: a rollup has exactly one operation (count, sum, avg, min, max, last, any, every; weight goes with avg), found: count, sum'],
  M033: [field({ type: 'enum', options: { a: label, b: label }, band: { of: 'amount', keys: [{ key: 'a' }, { key: 'b', to: 9 }] } }), 'orders.fields.extra.band.keys.0: the band is wrong: "a" takes everything, what follows is never met'],
  M034: [field({ type: 'date', formula: 'amount' }), 'orders.fields.extra.formula: the value of "formula" does not fit in a field of type date'],
  M035: [{ 'orders/exists_from': 'customer' }, 'orders.exists_from: "customer" is not a date'],
  M036: [field({ type: 'money', metric: { metric: 'order_maen', range: { from: '$month_start', to: '$today' } } }), 'orders.fields.extra.metric.metric: no metric "order_maen" (did you mean "order_mean"?)'],
  M037: [{ 'orders/fields/amount/required': true }, 'orders.fields.amount.required: a computed field cannot have required'],
  M040: [field({ type: 'integer', min: 5, max: 3 }), 'orders.fields.extra: the bounds are wrong: 5 > 3'],
  M041: [field({ type: 'text', pattern: '(' }), 'orders.fields.extra.pattern: the pattern cannot be read'],
  M042: [{ 'orders/fields/kind/default': 'good' }, 'orders.fields.kind.default: the default does not fit the field: must be one of goods, service'],
  M043: [{ 'orders/fields/code/pattern': 'DD-{yyyy}' }, 'orders.fields.code.pattern: the serial pattern is wrong: "DD-{yyyy}" needs seqN exactly once'],
  M044: [{ 'orders/fields/lines/unique': true }, 'orders.fields.lines.unique: a field of type lines cannot be unique'],
  M045: [{ 'orders/fields/lines/fields/parts': { type: 'lines', label, fields: { name: text } } }, 'orders.fields.lines.fields.parts: the lines are wrong: lines stand only in an entity'],
  M046: [field({ type: 'enum', options: {} }), 'orders.fields.extra.options: has no options'],
  M047: [{ 'employees/fields/name/required': { states: ['draft'] } }, 'employees.fields.name.required: required in states needs a workflow'],
  M050: [{ 'orders/title': 'Order' }, 'orders.title: the title is wrong: "Order" names no field'],
  M051: [{ 'orders/people': ['customer', 'signatory_id', 'owner_id'] }, 'orders.people: "customer" is not a reference to employees'],
  M060: [{ 'orders/workflow/states/lost': { ...label, final: true } }, 'orders.workflow.states.lost: the state "lost" cannot be reached'],
  M061: [{ 'orders/workflow/states/closed/final': undefined }, 'orders.workflow.states.closed: the state "closed" has no way out and is not final'],
  M062: [{ 'orders/workflow/transitions/check/by': ['office'], 'orders/shares': [] }, 'orders.workflow.transitions.check: nobody may run the transition "check"'],
  M063: [{ 'orders/workflow/transitions/sign/by': ['signatori'] }, 'orders.workflow.transitions.sign.by: "signatori" is neither a role nor a person named on the record (did you mean "signatory"?)'],
  M064: [{ 'orders/workflow/transitions/close/to': 'released' }, 'orders.workflow.transitions.close: the system step stays in "released" and would fire without end'],
  M065: [{ 'orders/workflow/transitions/close/when': undefined }, 'orders.workflow.transitions.close: the system step has no `when`, and no effect takes it'],
  M066: [{ 'orders/workflow/transitions/submit/fills': ['amount'] }, 'orders.workflow.transitions.submit.fills: "amount" cannot be filled by people'],
  M067: [{ 'orders/workflow/transitions/submit/decision': true }, 'orders.workflow.transitions.submit: nobody decides an own record, and nobody else may decide'],
  M068: [{ 'orders/workflow/states/closed/stamp': 'customer' }, 'orders.workflow.states.closed.stamp: "customer" is neither a date nor a datetime and takes no stamp'],
  M069: [{ 'orders/workflow/transitions/sign': step({ by: [] }) }, 'orders.workflow.transitions.sign.by: names nobody who may run it'],
  M080: [effect({ do: 'notify', to: {}, kind: 'info', title: label }), `${submit}.to: names no recipients`],
  M081: [effect({ do: 'set', values: { amount: 5 } }), `${submit}.values.amount: "amount" is computed and cannot be written`],
  M082: [effect({ do: 'set', values: { promised_on: '=customer' } }), `${submit}.values.promised_on: the value does not fit the field "promised_on": the formula yields text`],
  M083: [effect({ do: 'stop_clock', clock: 'promises' }), `${submit}.clock: no clock "promises" (did you mean "promise"?)`],
  M084: [effect({ do: 'create', resource: 'departments', each: 'customer', values: { name: '=customer' } }), `${submit}.each: "customer" has no rows to go through`],
  M085: [effect({ do: 'create', resource: 'distributions', values: {} }), `${submit}.values: the new record lacks the required field "target"`],
  M086: [effect({ do: 'notfy' }), `${submit}.do: no effect "notfy" (did you mean "notify"?)`],
  M090: [{ 'orders/access': {}, 'orders/shares': [] }, 'orders.access: no role may read it'],
  M091: [{ 'orders/access/sales/update': 'all' }, 'orders.access.sales.update: the role "sales" has a wider scope for update than for reading'],
  M092: [{ 'orders/access/executive/secret': undefined }, 'orders.access: has secret fields that no role may see'],
  M093: [{ 'orders/access/sales/read': 'mine' }, 'orders.access.sales.read: no scope "mine"'],
  M094: [{ 'orders/people': ['owner_id'] }, 'orders.people: the record role "signatory" is not among the people, so the scope own leaves out its rows'],
  M095: [{ 'orders/fields/customer/requird': true }, 'orders.fields.customer.requird: unknown key "requird" (did you mean "required"?)'],
  M096: [{ 'orders/analytics/measures/orders/format': 'int' }, 'orders.analytics.measures.orders.format: "int" is none of integer, decimal, money, percent, days, hours, ppm, score'],
  M100: [{ 'orders/views/form/0/fields': ['kind', 'lines'] }, 'orders.views.form: the form lacks the required field "customer"'],
  M101: [{ 'orders/views/board': 'customer' }, 'orders.views.board: "customer" is not a choice and makes no board'],
  M102: [{ 'orders/views/list/totals': ['customer'] }, 'orders.views.list.totals: "customer" is not a number and has no total'],
  M110: [{ 'orders/analytics/measures/amount/field': undefined }, 'orders.analytics.measures.amount: the measure is wrong: sum needs a field'],
  M111: [{ 'orders/analytics/measures/mean/calc': 'amuont / orders' }, 'orders.analytics.measures.mean.calc: no measure "amuont" (did you mean "amount"?)'],
  M112: [{ 'orders/analytics/measures/mean/calc': 'mean + 1' }, 'orders.analytics.measures.mean.calc: measures depend on each other: mean > mean'],
  M113: [{ 'dashboards/0/cards/0/query/by': ['knd'] }, 'dashboards.sales.cards.a.query.by: no dimension "knd" (did you mean "kind"?)'],
  M114: [{ 'orders/analytics/dimensions/helpers': { field: 'helper_ids' } }, 'orders.analytics.dimensions.helpers: "helper_ids" cannot be a dimension'],
  M115: [{ 'orders/analytics/measures/orders': { label: { zh: '全体', en: 'All' }, agg: 'count', scope: 'global', cells: ['kind'], min_group: 2 } }, "orders.analytics.measures.orders: a measure over everybody's rows needs scope, cells and a min_group of 3 or more"],
  M120: [{ 'metrics/0/calc': '1 + 1' }, 'metrics.order_mean.calc: the metric is wrong: names no measure'],
  M121: [{ 'metrics/0/by': { knd: {} } }, 'metrics.order_mean.by.knd: "orders" lacks the shared dimension "knd" (did you mean "kind"?)'],
  M130: [{ 'dashboards/0/cards/0/query': undefined }, 'dashboards.sales.cards.a: the card is wrong: a bars card needs "query"'],
  M131: [{ 'dashboards/0/cards/0/filters': { ownr: 'owner_id' } }, 'dashboards.sales.cards.a.filters: no filter "ownr" (did you mean "owner"?)'],
} // prettier-ignore

test('nothing is wrong with a sound model', () => {
  expect(found({})).toEqual([])
})

describe.each(Object.entries(planted))('%s', (code, [changes, sentence]) => {
  test(`reports "${sentence}"`, () => {
    const sentences = found(changes)
    const said = sentences.filter((each) => each.startsWith(`${code} ${sentence}`))
    expect(said, sentences.join('\n')).toHaveLength(1)
  })
  test('says it in Chinese too', () => {
    const problem = checkModel(plant(changes)).find((each) => each.code === code)
    expect(problem?.message.zh).toMatch(/[一-鿿]/)
    expect(problem?.message.zh).not.toMatch(/\{(name|near|of|to)\}/)
  })
})

describe('a card', () => {
  const card = (more: object) => found({ 'dashboards/0/cards/0': { ...sound.dashboards[0]?.cards[0], ...more } })
  test('is checked with the queries beside its first one', () => {
    expect(card({ also: [{ resource: 'orders', query: { measures: ['amuont', 'sum:amount', 'sum:amont'] } }, { metric: 'order_mean', query: { measures: [], by: ['knd'] } }] })).toEqual([
      'M111 dashboards.sales.cards.a.also.0.query.measures: no measure "amuont" (did you mean "amount"?)',
      'M013 dashboards.sales.cards.a.also.0.query.measures: "orders" has no field or path "amont" (did you mean "amount"?)',
      'M113 dashboards.sales.cards.a.also.1.query.by: no dimension "knd" (did you mean "kind"?)',
    ])
  })
  test('asks either a resource or a metric', () => {
    expect(card({ metric: 'order_mean' })).toEqual(['M130 dashboards.sales.cards.a: the card is wrong: needs either a resource or a metric'])
  })
}) // prettier-ignore

test('the reason inside a sentence is in its language too', () => {
  const zh = (changes: Readonly<Record<string, unknown>>) => checkModel(plant(changes)).map((problem) => problemText(problem, 'zh'))
  expect(zh({ 'orders/rules/0/require': { amount: { $gtt: 0 } } })).toEqual([
    'M020 orders.rules.R-1.require.amount.$gtt: 条件无法读懂：没有运算符“$gtt”（是否想写“$gt”？）',
  ])
  expect(zh({ 'orders/fields/kind/default': 'good' })).toEqual([
    'M042 orders.fields.kind.default: 默认值不合字段：必须是下列之一：goods, service（是否想写“goods”？）（收到 "good"）',
  ])
}) // prettier-ignore

describe('what a model from elsewhere may hold', () => {
  test.each([
    [null],
    ['model'],
    [{}],
    [{ ...sound, entities: 'orders' }],
    [{ ...sound, entities: [null, 7, {}, { name: 'x' }, { name: 'y', fields: { a: null } }] }],
    [
      {
        ...sound,
        entities: [{ name: 'z', fields: {}, workflow: { states: 1 }, access: { a: 1 } }],
      },
    ],
    [{ ...sound, metrics: [{}], dashboards: [{ cards: [{}] }] }],
    [{ ...sound, entities: [{ ...sound.entities[3], views: { list: 3 }, rules: {} }] }],
  ])('%j brings problems, never an exception', (model) => {
    const problems = checkModel(model as unknown as Model)
    expect(problems.length).toBeGreaterThan(0)
    for (const { code } of problems) expect(problemCodes).toHaveProperty(code)
  })
  test('only warnings are no errors', () => {
    const problems = checkModel(plant({ 'orders/clauses': [] }))
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['M007', 'warning']])
  })
})
