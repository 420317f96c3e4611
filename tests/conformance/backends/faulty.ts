import { json, type Handler } from './listen.ts'

type Row = { readonly id: string; readonly [field: string]: unknown }

/** Faults that a backend may have, and the capability that each of them breaks. */
export const faults = {
  'a range ends one row early': 'list: ranges',
  'ranges are ignored': 'list: ranges',
  'there is no total': 'list: totals',
  'the total is that of the page': 'list: totals',
  'the total is one too many': 'list: totals',
  'equal rows change places between calls': 'list: stable order',
  'equal rows stand otherwise on each page': 'list: stable order',
  'sorting is ignored': 'list: sort',
  'numbers are sorted as texts': 'list: sort',
  'filters are ignored': 'filter: equal',
  'the total leaves the filter out': 'filter: equal',
  'a list of values means its first': 'filter: one of several',
  'bounds leave their own value out': 'filter: bounds',
  'a text is taken for a pattern': 'filter: text',
  'unequal leaves empty values out': 'filter: empty values',
  'or is taken for and': 'filter: and, or, not',
  'a search finds everything': 'search: q',
  'a search finds nothing': 'search: q',
  'an id is answered with the first record': 'record: one',
  'the record differs from its row': 'record: one',
  'several ids are answered with everything': 'record: many',
  'numbers come as strings': 'values: numbers',
  'some numbers come as strings': 'values: numbers',
  'times come without a zone': 'values: days and times',
  'days come with a time': 'values: days and times',
  'errors are answered with 200': 'errors: by status',
  'a new record loses a field': 'write: create',
  'times move by a time zone': 'write: values',
  'days move by a time zone': 'write: values',
  'PUT drops the other fields': 'write: update',
  'PUT answers but does not keep': 'write: update',
  'DELETE answers without a body': 'write: remove',
  'DELETE keeps the row': 'write: remove',
} as const
export type Fault = keyof typeof faults

const rowsAtFirst: readonly Row[] = Array.from({ length: 11 }, (_, i) => ({
  id: `r${String(i).padStart(2, '0')}`,
  name: `客户 ${i}`,
  region: i === 4 ? null : i % 2 ? 'east' : 'north',
  amount: i === 7 ? null : (41 * (i + 1)) / 4,
  signed_on: `2026-03-${String(i + 1).padStart(2, '0')}`,
  signed_at: `2026-03-${String(i + 1).padStart(2, '0')}T18:30:00.000Z`,
}))

type Has = (fault: Fault) => boolean
type Condition = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Condition =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const hasText = (value: unknown, part: unknown, has: Has): boolean => {
  const text = String(value ?? '').toLowerCase()
  const wanted = String(part).toLowerCase()
  if (!has('a text is taken for a pattern')) return text.includes(wanted)
  return new RegExp(wanted.replaceAll('_', '.').replaceAll('%', '.*')).test(text)
}

const inOrder = (a: unknown, b: unknown, holds: (order: number) => boolean): boolean => {
  if (a == null || b == null) return false
  const [x, y] = typeof a === 'number' ? [a, Number(b)] : [String(a), String(b)]
  return holds(x < y ? -1 : x > y ? 1 : 0)
}

const operator = (op: string, value: unknown, given: unknown, has: Has): boolean => {
  const isOpen = has('bounds leave their own value out')
  if (op === '$gte') return inOrder(value, given, (order) => (isOpen ? order > 0 : order >= 0))
  if (op === '$lte') return inOrder(value, given, (order) => order <= 0)
  if (op === '$gt') return inOrder(value, given, (order) => order > 0)
  if (op === '$lt') return inOrder(value, given, (order) => order < 0)
  if (op === '$contains') return hasText(value, given, has)
  if (op === '$null') return (value == null) === given
  const isLost = value == null && has('unequal leaves empty values out')
  return op === '$ne' && value !== given && !isLost
}

const fits = (row: Row, filter: Condition, has: Has): boolean =>
  Object.entries(filter).every(([name, given]) => {
    if (name === 'q')
      return (
        !has('a search finds nothing') &&
        (has('a search finds everything') || hasText(row.name, given, () => false))
      )
    const each = Array.isArray(given) ? (given as readonly Condition[]) : []
    if (name === '$and' || (name === '$or' && has('or is taken for and'))) return each.every((one) => fits(row, one, has)) // prettier-ignore
    if (name === '$or') return each.some((one) => fits(row, one, has))
    if (name === '$not') return isObject(given) && !fits(row, given, has)
    if (isObject(given)) return Object.entries(given).every(([op, value]) => operator(op, row[name], value, has)) // prettier-ignore
    if (!Array.isArray(given)) return row[name] === given
    if (name === 'id' && has('several ids are answered with everything')) return true
    return has('a list of values means its first') && name !== 'id'
      ? row[name] === given[0]
      : given.includes(row[name])
  })

const byField =
  (field: string, turn: number, has: Has) =>
  (a: Row, b: Row): number => {
    const [x, y] = [a[field], b[field]]
    if (x == null || y == null) return x == y ? (a.id < b.id ? -1 : 1) : x == null ? 1 : -1
    if (typeof x === 'number' && typeof y === 'number' && x !== y && !has('numbers are sorted as texts')) return turn * (x - y) // prettier-ignore
    if (x !== y) return String(x) < String(y) ? -turn : turn
    return a.id < b.id ? -1 : 1
  }

const rotated = (rows: readonly Row[], by: number): readonly Row[] => [...rows.slice(by % 2), ...rows.slice(0, by % 2)] // prettier-ignore

const inZone = (value: unknown, hours: number): string =>
  new Date(Date.parse(String(value)) + hours * 3_600_000).toISOString()

/** The row as the backend writes it out. */
const shown = (row: Row, has: Has): Row => ({
  ...row,
  ...(has('some numbers come as strings') && Number(row.amount) > 50 && { amount: String(row.amount) }),
  ...(has('numbers come as strings') && row.amount != null && { amount: Number(row.amount).toFixed(2) }),
  ...(has('times come without a zone') && { signed_at: String(row.signed_at).replace(/\.\d+Z$/, '') }),
  ...(has('days come with a time') && { signed_on: `${String(row.signed_on)}T00:00:00.000Z` }),
}) // prettier-ignore

/** The row as the backend keeps it. */
const stored = (row: Row, has: Has): Row => {
  const { signed_on: on, signed_at: at, name, ...rest } = row
  return {
    ...rest,
    ...(!has('a new record loses a field') && { name }),
    signed_on: has('days move by a time zone') ? inZone(on, -8).slice(0, 10) : on,
    signed_at: has('times move by a time zone') ? inZone(at, 8) : at,
  }
}

const notFound = (id: string, has: Has): Response =>
  has('errors are answered with 200')
    ? json({ id, message: 'not found' })
    : json({ message: 'not found' }, 404)

/** A backend of one resource `rows` in the simple-rest dialect, sound or with one fault. */
export const createBackend = (fault: Fault | null): Handler => {
  const has: Has = (each) => each === fault
  let rows = [...rowsAtFirst]
  let asked = 0
  const isIgnored = (filter: Condition) => has('filters are ignored') && !('id' in filter)
  const list = (url: URL): Response => {
    const read = (part: string, standard: unknown): unknown => JSON.parse(url.searchParams.get(part) ?? JSON.stringify(standard)) // prettier-ignore
    const filter = read('filter', {}) as Condition // written by the provider
    const [field, direction] = read('sort', ['id', 'ASC']) as [string, string]
    const found = rows.filter((row) => isIgnored(filter) || fits(row, filter, has))
    const sorted = has('sorting is ignored') ? found : found.toSorted(byField(field, direction === 'DESC' ? -1 : 1, has)) // prettier-ignore
    const [from, to] = read('range', [0, found.length - 1]) as [number, number]
    asked += 1
    const isMoved = has('equal rows change places between calls') ? asked : has('equal rows stand otherwise on each page') && from > 0 ? 1 : 0 // prettier-ignore
    const ordered = field === 'id' ? sorted : rotated(sorted, isMoved)
    const page = has('ranges are ignored') ? ordered : ordered.slice(from, has('a range ends one row early') ? to : to + 1) // prettier-ignore
    const number = has('the total is that of the page') ? page.length : has('the total leaves the filter out') ? rows.length : found.length // prettier-ignore
    const total = has('there is no total') ? '*' : number + (has('the total is one too many') ? 1 : 0) // prettier-ignore
    return json(page.map((row) => shown(row, has)), 200, { 'content-range': `rows ${from}-${to}/${total}` }) // prettier-ignore
  }
  const one = (id: string): Response => {
    const row = rows.find((each) => each.id === id)
    if (!row) return notFound(id, has)
    const other = has('an id is answered with the first record') ? rows[1] : row
    const changed = has('the record differs from its row') ? { amount: 1 } : {}
    return json({ ...shown(other ?? row, has), ...changed })
  }
  const write = (method: string, id: string, data: Condition): Response => {
    if (method === 'POST') {
      const row = stored({ ...data, id: `n${(asked += 1)}` }, has)
      rows = [...rows, row]
      return json(shown(row, has), 201)
    }
    const old = rows.find((each) => each.id === id)
    if (!old) return notFound(id, has)
    if (method === 'DELETE') {
      if (!has('DELETE keeps the row')) rows = rows.filter((each) => each !== old)
      return has('DELETE answers without a body') ? new Response(null, { status: 204 }) : json(old)
    }
    const next: Row = has('PUT drops the other fields') ? { ...data, id } : { ...old, ...data, id }
    if (!has('PUT answers but does not keep'))
      rows = rows.map((each) => (each === old ? next : each))
    return json(shown(next, has))
  }
  return async (request) => {
    const url = new URL(request.url)
    const [, resource, id] = url.pathname.split('/')
    if (resource !== 'rows') return notFound('', has)
    if (request.method === 'GET') return id === undefined ? list(url) : one(decodeURIComponent(id))
    const text = await request.text()
    return write(request.method, decodeURIComponent(id ?? ''), text === '' ? {} : (JSON.parse(text) as Condition)) // written by the provider
  } // prettier-ignore
}
