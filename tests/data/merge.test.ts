import { describe, expect, test } from 'vitest'
import { mergeVersions, resolveMerge } from '../../src/data/merge.ts'

const base = { id: '1', version: 1, amount: 100, region: '华东', phone: null, note: 'a' }

describe('two people changed one record', () => {
  test('fields that only one side changed are merged without a question', () => {
    const merge = mergeVersions(base, { ...base, amount: 120 }, { ...base, version: 2, phone: '0512' })
    expect(merge.conflicts).toEqual([])
    expect(merge.kept).toEqual({ amount: 120 })
    expect(merge.taken).toEqual(['phone'])
  })

  test('a field that both changed alike is no conflict', () => {
    const merge = mergeVersions(base, { ...base, amount: 90 }, { ...base, version: 2, amount: 90 })
    expect(merge.conflicts).toEqual([])
  })

  test('a field that both changed differently asks which to keep', () => {
    const merge = mergeVersions(base, { ...base, region: '华中', note: 'b' }, { ...base, version: 2, region: '西北' })
    expect(merge.conflicts).toEqual([{ field: 'region', base: '华东', mine: '华中', theirs: '西北' }])
    expect(resolveMerge(merge, {})).toEqual({ note: 'b', region: '华中' })
    expect(resolveMerge(merge, { region: 'theirs' })).toEqual({ note: 'b' })
  })
}) // prettier-ignore
