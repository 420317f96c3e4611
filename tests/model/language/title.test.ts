import { describe, expect, test } from 'vitest'
import { recordTitle, renderTitle, titlePaths } from '#model/language/title.ts'
import { indexModel } from '#model/language/resources.ts'
import { shopWith } from './shop.ts'

test.each([
  ['{code} {name}', { code: 'A1', name: '螺栓' }, 'A1 螺栓'],
  ['{code} {name}', { code: 'A1' }, 'A1'],
  ['{code} ({note}) {name}', { code: 'A1', name: 'Bolt' }, 'A1 Bolt'],
  ['{code} - {name}', { name: 'Bolt' }, 'Bolt'],
  ['{customer.name}：{amount}', { 'customer.name': '甲', amount: 0 }, '甲：0'],
  ['{tags}', { tags: ['a', null, 'b'] }, 'a, b'],
  ['{name}', {}, ''],
  ['{owner_id}', { owner_id: '0197a2f0-0000-7000-8000-0000000000ab' }, '000000ab'],
])('%s of %j is "%s"', (template, row: Record<string, unknown>, title) => {
  expect(renderTitle(template, (path) => row[path])).toBe(title)
})

test('a template names its paths', () => {
  expect(titlePaths('{code} {customer.name}!')).toEqual(['code', 'customer.name'])
})

describe('the title of a record', () => {
  const index = indexModel(shopWith({ title: '{customer} {kind} {state}' }))
  const row: Record<string, unknown> = { id: 'abc', customer: '甲', kind: 'goods', state: 'draft' }
  test('says choices and states by their labels', () => {
    expect(recordTitle(index, 'orders', (path) => row[path], 'en')).toBe('甲 Goods Draft')
    expect(recordTitle(index, 'orders', (path) => row[path], 'zh')).toBe('甲 货物 草稿')
  })
  test('is the id where the record has none of its texts', () => {
    expect(recordTitle(index, 'orders', (path) => (path === 'id' ? 'abc' : null), 'en')).toBe('abc')
  })
  test('of a line without a title is its id', () => {
    expect(recordTitle(index, 'order_lines', (path) => row[path], 'en')).toBe('abc')
  })
})
