import { expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { checkModel, problemText } from '#model/language/check.ts'

test('the model of the company has no problems', () => {
  const errors = checkModel(model).filter(({ severity }) => severity === 'error')
  expect(errors.map((problem) => problemText(problem))).toEqual([])
})
