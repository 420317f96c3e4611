import { describe, expect, test } from 'vitest'
import { fieldTypes, type Field } from '#model/language/definition.ts'
import { validateInput, type ValidateOptions } from '#model/language/validate.ts'
import { checkValue, type ValueField } from '#model/language/validate-values.ts'
import { indexModel } from '#model/language/resources.ts'
import { ctx, index, shopWith } from './shop.ts'

const id = '0197a2f0-0000-7000-8000-000000000001'
const other = '0197a2f0-0000-7000-8000-000000000002'
const line = { item: '螺栓', quantity: 2, price: 1.5 }
const whole = { customer: '甲公司', lines: [line] }

const validate = (data: unknown, options: Partial<ValidateOptions> = {}) =>
  validateInput(index, 'orders', data, { mode: 'create', ctx, ...options })
const errorsOf = (data: unknown, options: Partial<ValidateOptions> = {}) =>
  Object.fromEntries(
    Object.entries(validate(data, options).errors).map(([path, { en }]) => [path, en]),
  )
const update = { mode: 'update' } as const

describe('what is written', () => {
  test('comes back in its stored form', () => {
    expect(
      validate({
        customer: '  甲公司 ',
        helper_ids: [id.toUpperCase(), id],
        lines: [{ ...line, price: 1.00005 }],
      }),
    ).toEqual({
      values: {
        customer: '甲公司',
        helper_ids: [id],
        lines: [{ ...line, price: 1.0001 }],
      },
      errors: {},
    })
  })
  test('every problem is reported at once, by path', () => {
    expect(
      errorsOf({
        custmer: 'x',
        kind: 'good',
        promised_on: '2026-02-30',
        lines: [{ item: 'a', quantity: 0, price: '1' }, 7],
      }),
    ).toEqual({
      custmer: 'no field "custmer" (did you mean "customer"?)',
      kind: 'must be one of goods, service (did you mean "goods"?) (got "good")',
      promised_on: 'must be a real date such as 2026-11-22 (got "2026-02-30")',
      'lines.0.quantity': 'must be at least 0.001 (got 0)',
      'lines.0.price': 'must be a number, not a text (got "1")',
      'lines.1': 'must be an object of fields (got 7)',
      customer: 'is required',
    })
  })
  test('says in Chinese what is allowed', () => {
    expect(validate({ ...whole, kind: 'x' }).errors.kind?.zh).toBe(
      '必须是下列之一：goods, service（收到 "x"）',
    )
  })
  test.each([[null], [[]], ['text'], [3]])('%j is no record', (data) => {
    expect(Object.keys(validate(data).errors)).toEqual(['_record'])
  })
  test('an unknown resource is named', () => {
    expect(validateInput(index, 'ordres', {}, { mode: 'create', ctx }).errors._record?.en).toBe(
      'there is no such resource (got "ordres")',
    )
  })
  test('names of the language itself are no fields', () => {
    const data: unknown = JSON.parse('{ "customer": "a", "__proto__": 1, "constructor": 2 }')
    expect(errorsOf(data, update)).toEqual(
      Object.fromEntries([
        ['__proto__', 'no field "__proto__"'],
        ['constructor', 'no field "constructor"'],
      ]),
    )
  })
})

describe('required', () => {
  test('on creation, unless there is a default', () => {
    expect(errorsOf({})).toEqual({ customer: 'is required', lines: 'is required' })
    expect(errorsOf({ customer: '  ', lines: [] })).toEqual({
      customer: 'is required',
      lines: 'is required',
    })
  })
  test('on update only what is given', () => {
    expect(errorsOf({ kind: 'service' }, update)).toEqual({})
    expect(errorsOf({ customer: '' }, update)).toEqual({ customer: 'is required' })
  })
  test('in a new row of lines, not in one that is known', () => {
    const data = { lines: [{ id, quantity: 3 }, { quantity: 3 }] }
    expect(errorsOf(data, { ...update, current: { lines: [{ id, ...line }] } })).toEqual({
      'lines.1.item': 'is required',
      'lines.1.price': 'is required',
    })
  })
  test('the same row may not stand twice', () => {
    expect(errorsOf({ lines: [{ id }, { id }, { id: 'x' }] }, update)).toEqual({
      'lines.1.id': 'the same row stands here twice (got "0197a2f0-0000-7000-8000-000000000001")',
      'lines.2.id': 'must be the id (UUID) of a row (got "x")',
      'lines.2.item': 'is required',
      'lines.2.quantity': 'is required',
      'lines.2.price': 'is required',
    })
  })
})

describe('what the system sets', () => {
  test.each(['code', 'amount', 'state', 'created_at', 'version', 'id'])('%s is refused', (name) => {
    expect(errorsOf({ [name]: 'x' }, update)[name]).toBe(
      'cannot be written: it is set by the system or only at creation (got "x")',
    )
  })
  test('is passed over when it stands as it was, also inside lines', () => {
    const current = { id, code: 'DD-1', amount: 3, lines: [{ id: other, ...line, line_total: 3 }] }
    const data = { ...current, customer: 'b' }
    expect(validate(data, { ...update, current })).toEqual({
      values: { customer: 'b', lines: [{ id: other, ...line }] },
      errors: {},
    })
    expect(errorsOf({ amount: 4 }, { ...update, current })).toEqual({
      amount: 'cannot be written: it is set by the system or only at creation (got 4)',
    })
  })
  test('is passed over when it is empty on creation', () => {
    expect(errorsOf({ ...whole, code: null, amount: null })).toEqual({})
  })
  test('may be given by a historical import, but for what is computed', () => {
    const data = { code: 'OLD-1', state: 'closed', created_at: '2020-01-02T03:04:05Z', amount: 5 }
    expect(validate(data, { historical: true })).toEqual({
      values: { code: 'OLD-1', state: 'closed', created_at: '2020-01-02T03:04:05.000Z' },
      errors: { amount: expect.anything() },
    })
  })
  test('a historical import keeps types and enums', () => {
    expect(Object.keys(validate({ state: 'gone', kind: 3 }, { historical: true }).errors)).toEqual([
      'state',
      'kind',
    ])
  })
})

const label = { zh: '字段', en: 'Field' }
const options = { a: label, b: label }
type Case = readonly [
  ValueField,
  good: readonly (readonly [unknown, unknown])[],
  bad: readonly unknown[],
]
const long = '字'.repeat(501)
/** Every type but lines, with values as stored, and values that are refused. */
const cases: Readonly<Record<Exclude<Field['type'], 'lines'>, Case>> = {
  text: [{ type: 'text', pattern: '[A-Z]{2,6}', label }, [[' AB ', 'AB'], ['', null], ['   ', null]], ['ab', 'ABCDEFG', 7, true, {}, 'A\u0000']],
  longtext: [{ type: 'longtext', max_length: 5, label }, [['一\n二', '一\n二'], ['😀😀😀😀😀', '😀😀😀😀😀']], ['123456', [], '\ud800']],
  integer: [{ type: 'integer', min: 1, max: 10, label }, [[1, 1], [10, 10]], [0, 11, 1.5, '3', NaN, Infinity, true]],
  decimal: [{ type: 'decimal', label }, [[0.1234567, 0.123457], [-0.0000005, -0.000001]], [1e9, '1']],
  money: [{ type: 'money', min: 0.01, label }, [[1.005, 1.01], [0.005, 0.01], [2.675, 2.68], [9_999_999_999_999, 9_999_999_999_999]], [0.004, -5, 1e13]],
  percent: [{ type: 'percent', max: "param('order.max_discount')", label }, [[15, 15], [12.34567, 12.3457]], [15.1]],
  date: [{ type: 'date', max: '$today', label }, [['2026-11-22', '2026-11-22'], ['2024-02-29', '2024-02-29']], ['2026-11-23', '2026-02-29', '2026-13-01', '2026-1-1', '2026-11-22T00:00:00Z', 20261122, '0000-01-01']],
  datetime: [{ type: 'datetime', min: '2026-01-01', label }, [['2026-11-22T08:30:00+08:00', '2026-11-22T00:30:00.000Z'], ['2025-12-31T16:00Z', '2025-12-31T16:00:00.000Z']], ['2025-12-31T15:59:00Z', '2026-11-22T08:30:00', '2026-02-30T00:00:00Z', '2026-11-22T24:00:00Z', '2026-11-22', 5]],
  boolean: [{ type: 'boolean', label }, [[true, true], [false, false]], ['true', 1]],
  enum: [{ type: 'enum', many: true, options, label }, [[['a', 'b', 'a'], ['a', 'b']], [[], []]], ['a', ['c'], [1], ['toString']]],
  tags: [{ type: 'tags', label }, [[['x', ' x ', 'y'], ['x', 'y']]], ['x', [1], Array.from({ length: 51 }, (_, i) => `t${i}`)]],
  email: [{ type: 'email', label }, [['a.b+c@example.com.cn', 'a.b+c@example.com.cn']], ['a@b', 'a b@c.de', '@x.com', 'a@x..com', 'a@@x.com']],
  phone: [{ type: 'phone', label }, [['13800138000', '13800138000'], ['(021) 5555-0000', '(021) 5555-0000'], ['+86 (21) 5555-0000 ext 12', '+86 (21) 5555-0000 ext 12'], ['021-55550000转8', '021-55550000转8']], ['12', 'call me', '138０0138000']],
  url: [{ type: 'url', label }, [['https://example.com/路?a=1', 'https://example.com/路?a=1']], ['example.com', 'javascript:alert(1)', 'http://']],
  reference: [{ type: 'reference', to: 'orders', label }, [[id.toUpperCase(), id]], ['1', 7, `${id}0`]],
  references: [{ type: 'references', to: 'orders', label }, [[[id, id, other], [id, other]]], [id, ['1']]],
  record_ref: [{ type: 'record_ref', to: ['orders'], label }, [[{ resource: 'orders', id }, { resource: 'orders', id }]], [id, { resource: 'employees', id }, { resource: 'orders', id: '1' }, { resource: 'orders', id, name: 'x' }, { resource: 'orders' }]],
  attachments: [{ type: 'attachments', max: 1, label }, [[[{ id, name: 'a.pdf', size: 1, type: 'application/pdf' }], [{ id, name: 'a.pdf', size: 1, type: 'application/pdf' }]]], [{ id }, [{ id: '1' }], [{ id, path: '/etc' }], [{ id }, { id: other }]]],
  serial: [{ type: 'serial', pattern: 'N{seq3}', label }, [['N001', 'N001']], [1]],
} // prettier-ignore

describe.each(Object.entries(cases))('%s', (type, [field, good, bad]) => {
  test.each(good)('takes %j as %j', (given, stored) => {
    expect(checkValue(field, given, ctx, index)).toEqual({ value: stored })
  })
  test.each(bad.map((value) => [value]))('refuses %j in both languages', (given) => {
    const checked = checkValue(field, given, ctx, index)
    expect(checked).toEqual({ error: { zh: expect.any(String), en: expect.any(String) } })
  })
  test('null clears it', () => {
    expect(checkValue(field, null, ctx, index)).toEqual({ value: null })
    expect(fieldTypes).toContain(type)
  })
})

test('a fixed field is given at creation and never again', () => {
  const fixed = indexModel(
    shopWith({ fields: { code: { type: 'text', fixed: true, required: true, label } } }),
  )
  const write = (mode: 'create' | 'update', code: string) =>
    Object.keys(
      validateInput(fixed, 'orders', { code }, { mode, ctx, current: { code: 'A' } }).errors,
    )
  expect([write('create', 'B'), write('update', 'A'), write('update', 'B')]).toEqual([
    [],
    [],
    ['code'],
  ])
})

test('a named format checks what a pattern cannot', () => {
  const field = { type: 'text', format: 'credit_code', label } as const
  expect(checkValue(field, '91350100M000100Y43', ctx, index)).toEqual({
    value: '91350100M000100Y43',
  })
  expect(checkValue(field, '91350100M000100Y44', ctx, index)).toHaveProperty('error')
})

test('a text has an end even where the definition names none', () => {
  expect(checkValue({ type: 'text', label }, long, ctx, index)).toEqual({
    error: {
      zh: '最多 500 个字符（收到 "501"）',
      en: 'must have at most 500 characters (got "501")',
    },
  })
})
