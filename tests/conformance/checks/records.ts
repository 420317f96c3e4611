import { isSame } from '../../../src/data/diff.ts'
import { idsOf, Missing, must, mustFail, type Seen } from './ask.ts'

const unknown = 'no-such-id-4711'

/** One record by its id, as the list shows it. */
export const one = async (seen: Seen): Promise<void> => {
  const [row] = seen.rows
  if (!row) throw new Missing('not tried: there is no row')
  const { data } = await seen.provider.getOne(seen.resource, { id: row.id })
  must(String(data.id) === String(row.id), 'another record came back')
  const other = Object.keys(row).find((name) => name in data && !isSame(row[name], data[name]))
  must(other === undefined, `"${other}" differs between the list and the record`)
}

/** Several records by their ids, no others. */
export const many = async (seen: Seen): Promise<void> => {
  const ids = seen.rows.filter((_, i) => i % 2 === 0).slice(0, 5).map(({ id }) => id)
  const { data } = await seen.provider.getMany(seen.resource, { ids })
  must(isSame(idsOf(data).toSorted(), ids.map(String).toSorted()), `asked for ${ids.length} ids, ${data.length} other records came`)
} // prettier-ignore

/** What cannot be done answers the status of an error. */
export const errors = async ({ provider, resource, mayWrite }: Seen): Promise<void> => {
  await mustFail('reading an unknown id', () => provider.getOne(resource, { id: unknown }))
  await mustFail('a list of an unknown resource', () =>
    provider.getList('no_such_resource_4711', {
      pagination: { page: 1, perPage: 1 },
      sort: { field: 'id', order: 'ASC' },
      filter: {},
    }),
  )
  if (!mayWrite) return
  const previousData = { id: unknown, note: 'a' }
  const data = { id: unknown, note: 'b' }
  await mustFail('changing an unknown id', () => provider.update(resource, { id: unknown, data, previousData })) // prettier-ignore
  await mustFail('deleting an unknown id', () => provider.delete(resource, { id: unknown, previousData })) // prettier-ignore
}

const looksLikeNumber = (value: unknown): boolean =>
  typeof value === 'string' && /^-?\d+\.\d+$/.test(value)

/** Numbers of which some came as texts. */
const areMixed = (values: readonly unknown[]): boolean =>
  values.some((value) => typeof value === 'number') &&
  values.some((value) => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))

/** Numbers are numbers in JSON: by the model, else where every value of a field looks like one, or some are. */
export const numbers = (seen: Seen): Promise<void> => {
  const names = new Set(seen.rows.flatMap((row) => Object.keys(row)))
  for (const name of names) {
    const values: readonly unknown[] = seen.rows.map((row) => row[name] as unknown).filter((value) => value != null) // prettier-ignore
    const isNumber = seen.kinds
      ? seen.kinds[name] === 'number'
      : values.every(looksLikeNumber) || areMixed(values)
    if (!isNumber) continue
    const other = values.find((value) => typeof value !== 'number')
    must(other === undefined, `"${name}" is the text "${String(other)}": numbers must be JSON numbers`) // prettier-ignore
  }
  return Promise.resolve()
}

/** Days have no time, moments have a zone: else every browser reads another moment. */
export const times = (seen: Seen): Promise<void> => {
  for (const [name, kind] of seen.fields)
    for (const row of seen.rows) {
      const value: unknown = row[name]
      if (value == null || value === '') continue
      if (kind === 'day') must(/^\d{4}-\d{2}-\d{2}$/.test(String(value)), `"${name}" is the day "${String(value)}": must be YYYY-MM-DD`) // prettier-ignore
      if (kind === 'moment') must(/(?:Z|[+-]\d{2}:?\d{2})$/.test(String(value)), `"${name}" is "${String(value)}": a time needs its zone`) // prettier-ignore
    }
  return Promise.resolve()
}
