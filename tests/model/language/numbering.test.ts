import { expect, test } from 'vitest'
import { renderSerial, serialPaths, serialPrefix } from '#model/language/numbering.ts'

const day = '2026-03-09'

test.each([
  ['YS-{yyyymm}-{seq5}', 7, 'YS-202603-00007'],
  ['{yyyymmdd}{seq2}', 31, '2026030931'],
  ['HT-{yyyy}-{department.code}-{seq4}', 12, 'HT-2026-SALES-0012'],
  ['{seq}', 5, '5'],
  ['N{seq3}', 12345, 'N12345'],
  ['KH{seq6}/{missing}', 1, 'KH000001/'],
])('%s numbered %i is %s', (pattern, seq, expected) => {
  expect(renderSerial(pattern, { day, values: { 'department.code': 'SALES' } }, seq)).toBe(expected)
})

test('numbers count up within the rest of their pattern', () => {
  const values = { 'department.code': 'FIN' }
  expect(serialPrefix('HT-{yyyy}-{department.code}-{seq4}', { day, values })).toBe(
    'HT-2026-FIN-{seq}',
  )
  expect(serialPrefix('YS-{yyyymm}-{seq5}', { day: '2026-04-01' })).toBe('YS-202604-{seq}')
})

test('a pattern names the paths that it needs', () => {
  expect(serialPaths('HT-{yyyy}-{department.code}-{contract.code}-{seq4}')).toEqual([
    'department.code',
    'contract.code',
  ])
})
