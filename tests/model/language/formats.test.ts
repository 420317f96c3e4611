import { expect, test } from 'vitest'
import { formatProblem } from '#model/language/formats.ts'

test.each([
  ['91350100M000100Y43', true],
  ['91350100M000100Y44', false],
  ['91350100M000100Y4', false],
  ['9135010IM000100Y43', false],
  ['91350100m000100y43', false],
])('credit code %s: %s', (text, isValid) => {
  expect(formatProblem('credit_code', text) === null).toBe(isValid)
})
