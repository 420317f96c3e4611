import type { RaRecord } from 'ra-core'
import { isSame } from '../../../src/data/diff.ts'
import { everyRow, fieldsWith, idsOf, Missing, must, mustFind, page, valuesOf, fieldWith, type Seen } from './ask.ts' // prettier-ignore

const size = ({ rows }: Seen): number => Math.max(1, Math.min(25, Math.ceil(rows.length / 3)))

/** The rows in question page by page, as the ids that the pages held. */
const pagesOf = async (seen: Seen, sort?: { field: string; order: 'ASC' | 'DESC' }) => {
  const perPage = size(seen)
  const pages: (readonly string[])[] = []
  for (let number = 1; (number - 1) * perPage < seen.rows.length; number += 1)
    pages.push(idsOf((await page(seen, number, perPage, sort && { sort })).data))
  return pages
}

/** Pages hold as many rows as asked for, each row once. */
export const ranges = async (seen: Seen): Promise<void> => {
  const perPage = size(seen)
  const pages = await pagesOf(seen)
  for (const [i, ids] of pages.entries()) {
    const wanted = Math.min(perPage, seen.rows.length - i * perPage)
    must(ids.length === wanted, `page ${i + 1} of ${perPage} holds ${ids.length} rows instead of ${wanted}`) // prettier-ignore
  }
  must(new Set(pages.flat()).size === seen.rows.length, 'some row is on two pages, or on none')
  const past = await page(seen, pages.length + 3, perPage)
  must(past.data.length === 0, 'a page past the end holds rows')
}

/** Every page says how many rows there are in all. */
export const totals = async (seen: Seen): Promise<void> => {
  const asked = [[1, 1], [1, size(seen)], [2, size(seen)], [seen.rows.length + 3, 10]] as const // prettier-ignore
  for (const [number, perPage] of asked) {
    const { total } = await page(seen, number, perPage)
    must(typeof total === 'number' && !Number.isNaN(total), `page ${number} has no total`)
    must(total === seen.rows.length, `page ${number} of ${perPage} says that there are ${total} rows, there are ${seen.rows.length}`) // prettier-ignore
  }
}

/** Rows that are equal by the sort stand in one order, over all pages and every time. */
export const stableOrder = async (seen: Seen): Promise<void> => {
  const [field = 'id'] = fieldsWith(seen, ['text', 'key', 'day', 'number'], 1)
  for (const order of ['ASC', 'DESC'] as const) {
    const sort = { field, order }
    const first = (await pagesOf(seen, sort)).flat()
    const second = (await pagesOf(seen, sort)).flat()
    must(isSame(first, second), `sorted by "${field}", the same pages hold other rows when asked again`) // prettier-ignore
    must(new Set(first).size === seen.rows.length, `sorted by "${field}", some row is on two pages, or on none`) // prettier-ignore
    const whole = idsOf((await everyRow(seen, { sort })).data)
    must(isSame(whole, first), `sorted by "${field}", pages hold the rows in another order than the whole list`) // prettier-ignore
  }
}

type Comparable = number | string

const present = (rows: readonly RaRecord[], field: string): readonly Comparable[] =>
  rows.flatMap((row) => {
    const value: unknown = row[field]
    return typeof value === 'number' || typeof value === 'string' ? [value] : []
  })

/** Numbers and days are sorted by their size, up and down. */
export const sorting = async (seen: Seen): Promise<void> => {
  const fields = fieldsWith(seen, ['number', 'day', 'moment'])
  if (fields.length === 0) throw new Missing('not tried: no field with different numbers or days')
  for (const field of fields.slice(0, 3)) {
    const up = present((await everyRow(seen, { sort: { field, order: 'ASC' } })).data, field)
    const isUp = up.every((value, i) => i === 0 || (up[i - 1] ?? value) <= value)
    must(isUp, `sorted by "${field}", the values are not in order`)
    const down = present((await everyRow(seen, { sort: { field, order: 'DESC' } })).data, field)
    must(isSame(down, up.toReversed()), `sorted by "${field}" downwards, the order is not the reverse`) // prettier-ignore
  }
}

/** The children of a record: rows whose field has a value. */
export const children = async (seen: Seen): Promise<void> => {
  const target = fieldWith(seen, ['text', 'key'], 'texts')
  const [value] = valuesOf(seen, target)
  const wanted = idsOf(seen.rows.filter((row) => row[target] === value))
  const asked = { target, id: String(value), filter: seen.scope, sort: { field: 'id', order: 'ASC' as const } } // prettier-ignore
  const all = await seen.provider.getManyReference(seen.resource, {
    ...asked,
    pagination: { page: 1, perPage: seen.rows.length },
  })
  must(isSame(idsOf(all.data).toSorted(), wanted.toSorted()), `${wanted.length} rows have "${target}" ${JSON.stringify(value)}, ${all.data.length} came`) // prettier-ignore
  must(all.total === wanted.length, `the total of children is ${all.total} instead of ${wanted.length}`) // prettier-ignore
  const first = await seen.provider.getManyReference(seen.resource, {
    ...asked,
    pagination: { page: 1, perPage: 1 },
  })
  must(first.data.length === 1 && first.total === wanted.length, 'a page of children has not the rows and the total asked for') // prettier-ignore
}

/** Whether a search for what a row holds in a field finds that row. */
const isFoundBy = async (seen: Seen, row: RaRecord, field: string): Promise<boolean> => {
  const { data } = await everyRow(seen, { filter: { q: String(row[field]) } })
  return data.some(({ id }) => id === row.id)
}

/** `q` finds a record by one of its texts - which ones are searched is the backend's choice - and nothing by none. */
export const search = async (seen: Seen): Promise<void> => {
  const fields = fieldsWith(seen, ['text']).toReversed()
  const texts: string[] = []
  let isFound = false
  for (const field of fields) {
    const row = seen.rows.find((each) => typeof each[field] === 'string' && each[field] !== '')
    if (!row || isFound) continue
    texts.push(String(row[field]))
    isFound = await isFoundBy(seen, row, field)
  }
  if (texts.length === 0) throw new Missing('not tried: no field with different texts')
  must(isFound, `a search for "${texts[0]}" does not find that row, nor does one for a text of another field`) // prettier-ignore
  await mustFind(seen, { q: 'no such text 没有4711' }, () => false)
}
