import { describe, expect, test } from 'vitest'
import { parameters } from '#model/parameters.ts'
import { modules } from '#model/modules.ts'
import { parameterProblem, parameterReader, type ParameterRow } from '#model/language/parameters.ts'
import { hasRequirements, requirement } from './requirements.ts'

const row = (key: string, value: string, effective_from: string, state = 'effective') =>
  ({ key, value, effective_from, state }) satisfies ParameterRow

describe('the parameter register', () => {
  test.skipIf(!hasRequirements)('has every row of the catalogue with its rules', () => {
    const rows = [
      ...(requirement('rules.md').split('## 3.19')[1] ?? '').matchAll(
        /^\| ([a-z_.]+) \| .*? \| (R-[\dR, -]+) \|/gm,
      ),
    ].map(([, key, rules]) => `${key}: ${rules}`)
    const own = parameters.map(({ key, rules }) => `${key}: ${rules.join(', ')}`)
    expect(rows.length).toBe(167)
    expect(rows.filter((line) => !own.includes(line))).toEqual([])
  })

  test('names each key once, in a module of the model', () => {
    const keys = parameters.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    const known = new Set(modules.map(({ key }) => key))
    expect(parameters.filter(({ module }) => !known.has(module))).toEqual([])
  })

  test('has defaults that its own check accepts', () => {
    const wrong = parameters.flatMap((parameter) => {
      const { key, type, default: value, view } = parameter
      if (view || value === null) return []
      const text = type === 'list' || type === 'map' ? JSON.stringify(value) : String(value)
      return parameterProblem(parameter, text) ? [key] : []
    })
    expect(wrong).toEqual([])
  })
})

describe('reading a parameter', () => {
  test('gives the default while no row is in force', () => {
    const rows = [
      row('receivable.grace_days', '5', '2026-11-02'),
      row('receivable.grace_days', '9', '2026-10-01', 'proposed'),
    ]
    expect(parameterReader(parameters, rows, '2026-11-01')('receivable.grace_days')).toBe(0)
  })

  test('gives the newest row from its day on, and the older one before', () => {
    const rows = [
      row('receivable.grace_days', '3', '2026-01-01', 'superseded'),
      row('receivable.grace_days', '5', '2026-11-02'),
    ]
    expect(parameterReader(parameters, rows, '2026-11-01')('receivable.grace_days')).toBe(3)
    expect(parameterReader(parameters, rows, '2026-11-02')('receivable.grace_days')).toBe(5)
  })

  test('picks a key of a map and asks a list whether it contains a word', () => {
    const read = parameterReader(parameters, [], '2026-11-01')
    expect(read('customer.contact_interval', 'key')).toBe(30)
    expect(read('customer.contact_interval', 'other')).toBe(null)
    expect(read('contract.copy_departments', 'finance')).toBe(true)
    expect(read('contract.copy_departments', 'legal')).toBe(false)
    expect(read('no.such_key')).toBe(null)
  })

  test('R-186: the amount table shows the single amounts, also when they change', () => {
    const rows = [row('contract.important_amount', '300000', '2026-01-01')]
    expect(parameterReader(parameters, rows, '2026-11-01')('approval.amount_table')).toEqual({
      contract_head: 300000,
      contract_executive: 1000000,
      change_percent: 10,
      credit_executive: 1000000,
    })
  })

  test.each([
    ['order.review_wd', '2', null],
    ['order.review_wd', '2.5', 'the value must be a whole number'],
    ['order.review_wd', '-1', 'the value must be at least 0'],
    ['order.review_wd', '31', 'the value must be at most 30'],
    ['receivable.red_blocks_orders', 'yes', 'the value must be true or false'],
    ['visit.return_days', '{"key": 20}', null],
    ['visit.return_days', '[20]', 'the value must be a JSON object'],
    ['files.types', '["pdf"]', null],
    ['approval.amount_table', '{}', 'this parameter only shows others: change those'],
  ])('%s = %s: %s', (key, text, problem) => {
    const parameter = parameters.find((item) => item.key === key)
    expect(parameter).toBeDefined()
    if (parameter) expect(parameterProblem(parameter, text)?.en ?? null).toBe(problem)
  })
})
