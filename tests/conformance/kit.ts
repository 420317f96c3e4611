import type { DataProvider, RaRecord } from 'ra-core'
import { isSame } from '../../src/data/diff.ts'

/** A backend under test, through the provider that speaks to it. */
export type Subject = {
  readonly provider: DataProvider
  readonly resource: string
  /** Writes are tried only when rows may be made and removed. */
  readonly mayWrite: boolean
}

export type Finding = {
  readonly capability: string
  readonly result: 'pass' | 'missing' | 'wrong'
  readonly reason: string
}

/** What the rows of the resource look like: enough to ask about them. */
type Seen = Subject & { readonly rows: readonly RaRecord[]; readonly field: Fields }
type Fields = {
  /** A field with texts or choices, as even a spread as there is. */
  readonly text?: string
  readonly number?: string
  readonly day?: string
}

class Wrong extends Error {}
class Missing extends Error {}

const must = (holds: boolean, reason: string): void => {
  if (!holds) throw new Wrong(reason)
}

const order = { field: 'id', order: 'ASC' } as const
const everything = 10_000

const page = (seen: Subject, number: number, perPage: number, more: { readonly filter?: object; readonly sort?: { field: string; order: 'ASC' | 'DESC' } } = {}) =>
  seen.provider.getList(seen.resource, { pagination: { page: number, perPage }, sort: more.sort ?? order, filter: more.filter ?? {} }) // prettier-ignore

const idsOf = (rows: readonly RaRecord[]): readonly string[] => rows.map(({ id }) => String(id))

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0

/** Runs a call that has to fail with a client's error. */
const mustFail = async (call: () => Promise<unknown>, reason: string): Promise<void> => {
  try {
    await call()
  } catch (error) {
    return must(statusOf(error) >= 400, `${reason}: failed, but without an error status (${String(error)})`) // prettier-ignore
  }
  throw new Wrong(`${reason}: answered as if all were well`)
}

/** Pages of a size, read to the end, as the ids they held. */
const pagesOf = async (seen: Seen, perPage: number, sort?: { field: string; order: 'ASC' | 'DESC' }) => {
  const pages: (readonly string[])[] = []
  for (let number = 1; (number - 1) * perPage < seen.rows.length; number += 1)
    pages.push(idsOf((await page(seen, number, perPage, sort && { sort })).data))
  return pages
} // prettier-ignore

const size = ({ rows }: Seen): number => Math.max(1, Math.min(25, Math.ceil(rows.length / 3)))

const ranges = async (seen: Seen): Promise<void> => {
  const perPage = size(seen)
  const pages = await pagesOf(seen, perPage)
  for (const [i, ids] of pages.entries()) {
    const wanted = Math.min(perPage, seen.rows.length - i * perPage)
    must(ids.length === wanted, `page ${i + 1} of ${perPage} holds ${ids.length} rows instead of ${wanted}`) // prettier-ignore
  }
  must(new Set(pages.flat()).size === seen.rows.length, 'some row is on two pages, or on none')
}

const totals = async (seen: Seen): Promise<void> => {
  for (const [number, perPage] of [[1, 1], [1, size(seen)], [2, size(seen)]] as const) {
    const { total } = await page(seen, number, perPage)
    must(typeof total === 'number' && !Number.isNaN(total), `page ${number} has no total`)
    must(total === seen.rows.length, `the total is ${total}, but there are ${seen.rows.length} rows`)
  }
  const past = await page(seen, seen.rows.length + 2, 10)
  must(past.data.length === 0, 'a page past the end holds rows')
} // prettier-ignore

const stableOrder = async (seen: Seen): Promise<void> => {
  const field = seen.field.text ?? 'id'
  const sort = { field, order: 'ASC' as const }
  const first = (await pagesOf(seen, size(seen), sort)).flat()
  const second = (await pagesOf(seen, size(seen), sort)).flat()
  must(
    isSame(first, second),
    `sorted by "${field}", the same pages hold other rows when asked again`,
  )
  must(new Set(first).size === seen.rows.length, `sorted by "${field}", some row is on two pages`)
}

const sorting = async (seen: Seen): Promise<void> => {
  const field = seen.field.number
  if (field === undefined) throw new Missing('no field with numbers to sort by')
  const { data } = await page(seen, 1, everything, { sort: { field, order: 'ASC' } })
  const up = data.map((row) => row[field]).filter((value) => typeof value === 'number')
  const isUp = up.every((value, i) => i === 0 || Number(up[i - 1]) <= Number(value))
  must(isUp, `sorted by "${field}", the numbers are not in order`)
  const down = (await page(seen, 1, everything, { sort: { field, order: 'DESC' } })).data
  const values = down.map((row) => row[field]).filter((value) => typeof value === 'number')
  must(
    isSame(values, up.toReversed()),
    `sorted by "${field}" downwards, the order is not the reverse`,
  )
}

const filtering = async (seen: Seen): Promise<void> => {
  const field = seen.field.text
  if (field === undefined) throw new Missing('no field with different texts to filter by')
  const value: unknown = seen.rows.find((row) => row[field] != null)?.[field]
  const wanted = seen.rows.filter((row) => isSame(row[field], value))
  const found = await page(seen, 1, everything, { filter: { [field]: value } })
  must(isSame(idsOf(found.data).toSorted(), idsOf(wanted).toSorted()), `{"${field}": ${JSON.stringify(value)}} finds ${found.data.length} rows instead of ${wanted.length}`) // prettier-ignore
  must(found.total === wanted.length, `the total of a filter is ${found.total} instead of ${wanted.length}`) // prettier-ignore
  const none = await page(seen, 1, 10, { filter: { [field]: 'no such value 没有' } })
  must(none.data.length === 0 && none.total === 0, 'a filter that fits nothing finds rows: filters are ignored') // prettier-ignore
}

const one = async (seen: Seen): Promise<void> => {
  const [row] = seen.rows
  if (!row) throw new Missing('no row to read')
  const { data } = await seen.provider.getOne(seen.resource, { id: row.id })
  must(String(data.id) === String(row.id), 'another record came back')
  const other = Object.keys(row).find((name) => name in data && !isSame(row[name], data[name]))
  must(other === undefined, `"${other}" differs between the list and the record`)
  await mustFail(() => seen.provider.getOne(seen.resource, { id: 'no-such-id-4711' }), 'an unknown id')
} // prettier-ignore

const many = async (seen: Seen): Promise<void> => {
  const ids = seen.rows.filter((_, i) => i % 2 === 0).slice(0, 5).map(({ id }) => id)
  const { data } = await seen.provider.getMany(seen.resource, { ids })
  must(isSame(idsOf(data).toSorted(), ids.map(String).toSorted()), `asked for ${ids.length} ids, ${data.length} other records came`)
} // prettier-ignore

/** Texts that lines and child rows do not share: what a copy of a row may carry. */
const copyOf = (row: RaRecord): Record<string, unknown> => {
  const { id: _id, version: _version, ...rest } = row
  return rest
}

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value)

const writing = async (seen: Seen): Promise<void> => {
  const [row] = seen.rows
  if (!row) throw new Missing('no row to copy')
  const { provider, resource, field } = seen
  const made = (await provider.create(resource, { data: copyOf(row) })).data as RaRecord // a record
  must(made.id !== undefined && String(made.id) !== String(row.id), 'a created record needs an id of its own') // prettier-ignore
  try {
    const kept = (await provider.getOne(resource, { id: made.id })).data as RaRecord // a record
    for (const name of [field.text, field.number, field.day]) {
      if (name === undefined || row[name] == null) continue
      must(typeof kept[name] === typeof row[name], `"${name}" was written as ${typeof row[name]} and comes back as ${typeof kept[name]}`) // prettier-ignore
      if (isDay(row[name])) must(isSameMoment(row[name], kept[name]), `"${name}" was written as ${row[name]} and comes back as ${String(kept[name])}`) // prettier-ignore
    }
    await partial(seen, kept)
  } finally {
    await removed(seen, made)
  }
}

const isSameMoment = (a: string, b: unknown): boolean =>
  typeof b === 'string' && (a.length === 10 ? a === b : Date.parse(a) === Date.parse(b))

const partial = async ({ provider, resource, field }: Seen, kept: RaRecord): Promise<void> => {
  const name = field.number ?? field.text
  if (name === undefined) throw new Missing('no field to change')
  const value = field.number === undefined ? kept[name] : 3
  const data = { id: kept.id, version: kept.version as unknown, [name]: value }
  const answer = (await provider.update(resource, { id: kept.id, data, previousData: kept }))
    .data as RaRecord // a record
  must(isSame(answer[name], value), `"${name}" was set to ${String(value)}, the answer says ${String(answer[name])}`) // prettier-ignore
  const now = (await provider.getOne(resource, { id: kept.id })).data as RaRecord // a record
  const lost = Object.keys(kept).find((key) => kept[key] != null && now[key] == null)
  must(lost === undefined, `an update of "${name}" alone lost "${lost}"`)
}

const removed = async ({ provider, resource }: Seen, made: RaRecord): Promise<void> => {
  const { data } = await provider.delete(resource, { id: made.id, previousData: made })
  must(data !== undefined && data !== null && String(data.id) === String(made.id), 'DELETE does not answer the record') // prettier-ignore
}

const types = (seen: Seen): Promise<void> => {
  for (const row of seen.rows)
    for (const [name, value] of Object.entries(row)) {
      const isNumberText = typeof value === 'string' && /^-?\d+\.\d+$/.test(value)
      must(!isNumberText, `"${name}" is the text "${String(value)}": numbers must be JSON numbers`)
    }
  return Promise.resolve()
}

const checks: readonly (readonly [string, (seen: Seen) => Promise<void>, 'writes'?])[] = [
  ['list: ranges', ranges],
  ['list: totals', totals],
  ['list: stable order', stableOrder],
  ['list: sort', sorting],
  ['list: filter', filtering],
  ['record: one, unknown ids', one],
  ['record: many', many],
  ['values: types', types],
  ['write: create, update, delete', writing, 'writes'],
]

const fieldsOf = (rows: readonly RaRecord[]): Fields => {
  const names = Object.keys(rows[0] ?? {}).filter((name) => name !== 'id')
  const spread = (name: string) => new Set(rows.map((row) => JSON.stringify(row[name] ?? null))).size
  const isText = (name: string) =>
    rows.every((row) => row[name] == null || typeof row[name] === 'string') &&
    rows.some((row) => typeof row[name] === 'string' && row[name] !== '' && !isDay(row[name]))
  const text = names
    .filter((name) => isText(name) && spread(name) > 1)
    .toSorted((a, b) => spread(a) - spread(b))[0]
  const number = names.find(
    (name) => !['version', 'id'].includes(name) && spread(name) > 1 && rows.some((row) => typeof row[name] === 'number'),
  )
  const day = names.find((name) => isDay(rows.find((row) => row[name] != null)?.[name]))
  return { ...(text && { text }), ...(number && { number }), ...(day && { day }) }
} // prettier-ignore

const notThere = new Set([404, 405, 501])

/**
 * Runs the suite on one resource of a backend: does it do what the console relies on?
 *
 * Shape: one finding a capability; `missing` = the backend does not offer it, `wrong` = it offers it and errs.
 */
export const examine = async (subject: Subject): Promise<readonly Finding[]> => {
  const first = await page(subject, 1, everything)
  const rows = first.data as readonly RaRecord[] // rows of a list
  const seen: Seen = { ...subject, rows, field: fieldsOf(rows) }
  const findings: Finding[] = []
  for (const [capability, check, writes] of checks) {
    if (writes && !subject.mayWrite) {
      findings.push({ capability, result: 'missing', reason: 'not tried: reading only' })
      continue
    }
    findings.push(await finding(capability, () => check(seen)))
  }
  return findings
}

const finding = async (capability: string, run: () => Promise<void>): Promise<Finding> => {
  try {
    await run()
    return { capability, result: 'pass', reason: '' }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const isMissing = error instanceof Missing || notThere.has(statusOf(error))
    return { capability, result: isMissing ? 'missing' : 'wrong', reason }
  }
}
