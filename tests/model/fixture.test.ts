import { expect, test } from 'vitest'
import { formulaFunctions } from '#model/language/ast.ts'
import { checkModel } from '#model/language/check.ts'
import { fieldTypes } from '#model/language/definition.ts'
import { calls, parseFormula } from '#model/language/formula.ts'
import { fixtureIndex } from './fixture-rows.ts'
import { fixtureModel } from './fixture.ts'

const fields = [...fixtureIndex.resources.values()].flatMap((each) => Object.values(each.fields))

test('the fixture model has no problems', () => {
  expect(checkModel(fixtureModel)).toEqual([])
})

test('the fixture model equals its JSON', () => {
  expect(JSON.parse(JSON.stringify(fixtureModel))).toEqual(fixtureModel)
})

test.each(fieldTypes)('the fixture has a field of type %s', (type) => {
  expect(fields.some((field) => field.type === type)).toBe(true)
})

test.each(formulaFunctions)('the fixture has a formula that calls %s', (name) => {
  const formulas = fields.flatMap(({ formula }) => (formula === undefined ? [] : [formula]))
  expect(formulas.some((text) => calls(parseFormula(text), [name]))).toBe(true)
})

test.each(['count', 'sum', 'min', 'max', 'last', 'any', 'every'] as const)(
  'the fixture has a rollup by %s',
  (operation) => {
    expect(fields.some(({ rollup }) => rollup?.[operation] !== undefined)).toBe(true)
  },
)
