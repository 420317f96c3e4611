import { describe, expect, test } from 'vitest'
import { isChanged } from '../../src/views/list/presets/use-saved-views.ts'
import { readAddress, writeAddress } from '../../src/views/list/list-address.ts'

const standard = { field: 'code', order: 'DESC' } as const

describe('the address of a list', () => {
  test('holds filter, sort, page, view and columns, and reads them back', () => {
    const address = {
      filter: { state: ['draft'], note: { $null: true }, q: '轴' },
      sort: { field: 'amount', order: 'ASC' },
      page: 3,
      perPage: 50,
      view: 'v1',
      columns: ['code', 'amount'],
      arrangement: 'board',
    } as const
    expect(readAddress(writeAddress('', address, standard), standard)).toEqual(address)
  })

  test('is empty while everything is as usual, and keeps what it does not know', () => {
    const usual = readAddress('', standard)
    expect(writeAddress('', usual, standard)).toBe('')
    expect(writeAddress('?table=yes&page=4', usual, standard)).toBe('?table=yes')
  })

  test.each(['?filter=[1]', '?filter={', '?filter=null', '?page=-1', '?perPage=x'])(
    'reads %s as if it were not there',
    (search) => {
      expect(readAddress(search, standard)).toEqual(readAddress('', standard))
    },
  )

  test('never asks for more than a page may have', () => {
    expect(readAddress('?perPage=5000', standard).perPage).toBe(1000)
  })
})

describe('a saved view', () => {
  const saved = {
    id: 'v1',
    resource: 'orders',
    name: '大额',
    audience: 'mine',
    mine: true,
    data: { filter: { amount: { $gte: 100 } }, sort: ['amount', 'DESC'] },
  } as const

  test('is changed when filter, sort or columns are others than it keeps', () => {
    const { filter, sort } = saved.data
    expect(isChanged(saved, { filter, sort })).toBe(false)
    expect(isChanged(saved, { filter: {}, sort })).toBe(true)
    expect(isChanged(saved, { filter, sort: ['amount', 'ASC'] })).toBe(true)
    expect(isChanged(saved, { filter, sort, columns: ['code'] })).toBe(true)
  })
})
