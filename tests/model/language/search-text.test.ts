import { expect, test } from 'vitest'
import { matchesSearch } from '#model/language/search.ts'
import {
  bigrams, searchFields, searchText, sortKey, sortKeyFields,
} from '#model/language/search-text.ts' // prettier-ignore
import { entityOf, indexOf, label } from '../../server/sql/model.ts'

test('a search text holds each text folded, in pinyin and in initials', () => {
  expect(searchText(['张三 ＡＢＣ', null, '', 'YS-001'])).toBe(
    '张三 abc\nzhangsan abc\nzs abc\nys-001',
  )
})

test.each([
  ['张', true],
  ['zhangs', true],
  ['ZS', true],
  ['abc 三', true],
  ['三张', false],
  ['', true],
])('a query "%s" matches: %s', (query, holds) => {
  expect(matchesSearch(query, searchText(['张三 ABC']))).toBe(holds)
})

test('pairs of neighbouring characters are counted by code point, within words', () => {
  expect(bigrams('ab ba\n𠮷野ab')).toEqual(['ab', 'ba', '𠮷野', '野a'])
})

test('sort keys put Latin before Chinese, and Chinese in the order of pinyin and tone', () => {
  const names = ['张三', '赵六', '阿里', 'Zoe', '李四', '10号', '王五', '妈', '马']
  expect(names.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))).toEqual([
    '10号', 'Zoe', '阿里', '李四', '妈', '马', '王五', '张三', '赵六',
  ]) // prettier-ignore
})

test('titles and fields with `search` are searched and sorted by key, confidential ones never searched', () => {
  const [resource] = [...indexOf([
    entityOf('things', {
      code: { type: 'serial', pattern: 'T-{seq4}', label: label('x') },
      name: { type: 'text', label: label('x') },
      alias: { type: 'text', search: true, label: label('x') },
      pay: { type: 'text', search: true, confidential: true, label: label('x') },
      note: { type: 'longtext', label: label('x') },
    }, { title: '{code} {name}' }),
  ]).resources.values()] // prettier-ignore
  if (!resource) throw new Error('things')
  expect(searchFields(resource)).toEqual(['code', 'name', 'alias'])
  expect(sortKeyFields(resource)).toEqual(['name', 'alias', 'pay'])
})
