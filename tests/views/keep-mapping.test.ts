import { expect, test } from 'vitest'
import type { Recipe } from '#model/language/import/recipe.ts'
import type { InspectedFile } from '#model/language/import/wire.ts'
import { keepMapping } from '../../src/import/keep-mapping.ts'

const fileWith = (...names: readonly string[]): InspectedFile => ({
  name: 'c.csv', kind: 'text', read: {}, sheets: [], rows: 1, preview: [], nulls: [], problems: [],
  columns: names.map((name) => ({ name, kind: 'text', filled: 1, distinct: null, formats: [], bounds: null, samples: [] })),
}) // prettier-ignore

const chosen: Recipe = {
  sources: { c: { file: 'c.csv', delimiter: ',', columns: { 名称: { type: 'text' } } } },
  emit: [{ entity: 'customers', from: 'c', key: ['name'], values: { name: { column: '名称' }, note: '=concat(甲, 乙)', level: 'key' } }],
} // prettier-ignore
const proposed = (values: Recipe['emit'][number]['values']): Recipe => ({
  sources: { c: { file: 'c.csv', delimiter: ';' } },
  emit: [{ entity: 'customers', from: 'c', key: ['code'], values }],
})

test('a file read anew keeps the whole mapping when it has the same columns', () => {
  const kept = keepMapping(chosen, proposed({ code: { column: '甲' } }), [fileWith('名称', '甲', '乙')]) // prettier-ignore
  expect(kept.emit).toEqual(chosen.emit)
  expect(kept.sources).toEqual({ c: { file: 'c.csv', delimiter: ';', columns: { 名称: { type: 'text' } } } }) // prettier-ignore
})

test('it keeps what still matches and takes the rest from the proposal', () => {
  const kept = keepMapping(chosen, proposed({ name: { column: '全称' }, phone: { column: '电话' } }), [fileWith('名称', '电话')]) // prettier-ignore
  expect(kept.emit[0]).toMatchObject({
    key: ['name'],
    values: { name: { column: '名称' }, phone: { column: '电话' }, level: 'key' },
  })
  expect(kept.emit[0]?.values.note).toBeUndefined()
})

test('where nothing matches only constants stay', () => {
  const kept = keepMapping(chosen, proposed({ code: { column: 'x' } }), [fileWith('x')])
  expect(kept.emit[0]).toMatchObject({ key: ['code'], values: { code: { column: 'x' }, level: 'key' } }) // prettier-ignore
})

test('another kind of record keeps its own proposal', () => {
  const other: Recipe = { sources: { c: { file: 'c.csv' } }, emit: [{ entity: 'orders', from: 'c', values: { code: { column: '名称' } } }] } // prettier-ignore
  expect(keepMapping(chosen, other, [fileWith('名称', '甲', '乙')])).toEqual(other)
})
