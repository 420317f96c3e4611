import { describe, expect, test } from 'vitest'
import { indexModel } from '#model/language/resources.ts'
import { model } from '#model/index.ts'
import { creationSections } from '../../src/views/form/creation.ts'
import { sectionsOf } from '../../src/views/record/sections.ts'
import { newRecord } from '../../src/views/form/values/defaults.ts'
import { listErrors } from '../../src/views/form/form-errors.ts'
import {
  formProblems,
  toFieldErrors,
  valuesToSend,
} from '../../src/views/form/values/validate-form.ts'
import { cellsOf, readCell } from '../../src/views/inputs/lines/paste.ts'
import { parseNumber, plainNumber } from '../../src/views/inputs/number-text.ts'
import { sumOf } from '../../src/views/record/lines/sum.ts'
import { sampleConsole } from './harness.tsx'

const customer = '01920000-0000-7000-8000-000000000001'
const create = { resource: 'orders', mode: 'create', base: null } as const
const texts = { label: (label: { readonly zh: string }) => label.zh, required: '必填' }
const problems = (values: Record<string, unknown>) =>
  formProblems(sampleConsole, create, values, texts)

describe('a form made from a definition', () => {
  test('asks for what the model requires, nothing the system gives', () => {
    expect(Object.keys(problems({})).toSorted()).toEqual(['amount', 'customer_id'])
    expect(problems({ customer_id: customer, amount: 10 })).toEqual({})
  })

  test('a bound is refused below and accepted at it', () => {
    expect(problems({ customer_id: customer, amount: 0 })).toHaveProperty('amount')
    expect(problems({ customer_id: customer, amount: 0.01 })).toEqual({})
  })

  test('a condition makes a field required only while it is shown', () => {
    const order = { customer_id: customer, amount: 1 }
    expect(problems({ ...order, kind: 'custom' })).toEqual({ drawing: '必填' })
    expect(problems({ ...order, kind: 'spot' })).toEqual({})
    expect(problems({ ...order, kind: 'custom', drawing: 'T-1' })).toEqual({})
  })

  test('an error in a row of the lines stands at its cell', () => {
    const found = problems({ customer_id: customer, amount: 1, lines: [{ name: '轴', quantity: 'x' }] })
    expect(Object.keys(found)).toEqual(['lines.0.quantity'])
    expect(listErrors(toFieldErrors(found)).map(({ path }) => path)).toEqual(['lines.0.quantity'])
  })

  test('a new record sends what is filled; rows lose what the form added', () => {
    const values = { customer_id: customer, note: '', kind: null, lines: [{ _key: 'k', name: '轴', quantity: 2, unit_price: null }] }
    expect(valuesToSend(create, values)).toEqual({ customer_id: customer, lines: [{ name: '轴', quantity: 2 }] })
  })

  test('an edit sends what was changed, an emptied field as null', () => {
    const base = { id: '1', version: 2, note: 'a', amount: 5, kind: 'spot' }
    expect(valuesToSend({ resource: 'orders', mode: 'update', base }, { ...base, note: '' })).toEqual({ note: null })
  })

  test.each([
    ['payments', ['到账', '核销'], ['到账', '核销']],
    ['complaints', ['投诉', '受理', '调查与定责', '方案与执行', '回访与改进'], ['投诉']],
    ['penalties', ['违规', '处理'], ['违规']],
    ['projects', ['立项', '委员会', '团队', '进展'], ['立项', '团队', '进展']],
    ['visits', ['计划', '结果', '下一步'], ['计划']],
    ['shipments', ['发货', '明细', '运输', '签收'], ['发货', '明细']],
    ['orders', ['基本信息', '明细', '收货与物流', '审核', '履行'], ['基本信息', '明细', '收货与物流', '审核']],
  ])('a new record of %s is not asked what later steps fill in', (resource, all, asked) => {
    const at = indexModel(model).resources.get(resource)
    if (!at) throw new Error(`the model has ${resource}`)
    const named = (sections: ReturnType<typeof sectionsOf>) =>
      sections.flatMap(({ label, fields }) => (label && fields.length > 0 ? [label.zh] : []))
    expect(named(sectionsOf(at))).toEqual(all)
    expect(named(creationSections(at, sectionsOf(at)))).toEqual(asked)
  })

  test('what the first step wants and no step asks for stays in the form of a new record', () => {
    const at = indexModel(model).resources.get('contracts')
    const sections = at ? creationSections(at, sectionsOf(at)) : []
    expect(sections.find(({ label }) => label?.zh === '签订与归档')?.fields).toEqual(['signatory_id'])
  })

  test('a new record belongs to the viewer', () => {
    expect(newRecord(sampleConsole, 'orders')).toMatchObject({ owner_id: '01920000-0000-7000-8000-0000000000e1' })
  })

  test.each([
    ['1,234.50', 1234.5], ['１２', 12], ['¥ 30', 30], ['(5)', -5], ['12%', 12], ['', null], ['abc', 'abc'],
  ])('the number %j is read as %j', (typed, value) => {
    expect(parseNumber(typed)).toBe(value)
  })

  test('a number is shown grouped with all its decimals', () => {
    expect(plainNumber(1234567.125)).toBe('1,234,567.125')
    expect(plainNumber(null)).toBe('')
  })

  test('cells copied from a spreadsheet keep their rows and are read by column', () => {
    expect(cellsOf('轴\t2\r\n套\t3\r\n')).toEqual([['轴', '2'], ['套', '3']])
    expect(cellsOf('one value')).toBeNull()
    const day = { type: 'date', label: { zh: '日期', en: 'Day' } } as const
    expect(readCell(day, '2026/3/7')).toBe('2026-03-07')
    const kind = { type: 'enum', options: { spot: { zh: '现货', en: 'Spot' } }, label: day.label } as const
    expect(readCell(kind, '现货')).toBe('spot')
    expect(readCell(kind, 'SPOT')).toBe('spot')
  })

  test('sums of amounts are exact', () => {
    expect(sumOf([{ a: 0.1 }, { a: 0.2 }, { a: null }], 'a')).toBe(0.3)
    expect(sumOf([{ a: -1.005 }, { a: 0.005 }], 'a')).toBe(-1)
  })
}) // prettier-ignore
