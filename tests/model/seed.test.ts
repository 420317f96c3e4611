import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { validateInput } from '#model/language/validate.ts'
import { parameterReader } from '#model/language/parameters.ts'
import { seedRows } from '#model/seed.ts'

const rows = seedRows(model)
const of = (resource: string) => rows.filter((row) => row.resource === resource)
const index = indexModel(model)
const ctx = {
  now: '2026-11-02T01:00:00.000Z',
  today: '2026-11-02',
  zone: 'Asia/Shanghai',
  me: null,
  roles: [],
  departments: [],
  param: parameterReader(model.parameters, [], '2026-11-02'),
}

describe('the rows that the model brings', () => {
  test('satisfy the definitions of their resources', () => {
    const wrong = rows.flatMap(({ resource, values }) => {
      const { errors } = validateInput(index, resource, values, {
        mode: 'create',
        ctx,
        historical: true,
      })
      return Object.keys(errors).length === 0 ? [] : [{ resource, values, errors }]
    })
    expect(wrong).toEqual([])
  })

  test('hold one row for each parameter with a value of its own', () => {
    expect(of('policy_parameters')).toHaveLength(
      model.parameters.filter(({ default: value, view }) => value !== null && !view).length,
    )
    expect(of('policy_parameters')[0]).toMatchObject({ state: 'effective' })
    expect(rows).toContainEqual({
      resource: 'policy_parameters',
      key: ['key', 'effective_from'],
      values: {
        key: 'contract.important_amount',
        name: '重要合同金额',
        module: '合同与订单',
        value_type: 'money',
        value: '200000',
        min: '0',
        max: null,
        effective_from: '2000-01-01',
        clause_ref: 'P2 §3.1.4',
      },
      state: 'effective',
    })
  })

  test('define every numbered measure and metric once', () => {
    const codes = of('metric_definitions').map(({ values }) => values.code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).toEqual(expect.arrayContaining(['M-101', 'M-201', 'M-203', 'M-214', 'M-1101']))
    expect(rows.find(({ values }) => values.code === 'M-214')?.values).toEqual({
      code: 'M-214',
      name: '信用额度占用',
      group: 'finance',
      scenario: ['finance', 'sales'],
      formula: '100 * outstanding / credit_limit',
      resource: 'customers',
      dimensions: expect.arrayContaining(['customer', 'level']),
      grain: 'month',
      unit: '%',
      better: 'lower',
      target: 100,
      dashboard: ['应收与回款'],
    })
  })
})
