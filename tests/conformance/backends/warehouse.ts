import { json, type Handler } from './listen.ts'

type Row = { readonly id: string; readonly [field: string]: unknown }

const text = (value: unknown): string => String(value ?? '')

const compare = (value: unknown, given: string): number => {
  const [a, b] = typeof value === 'number' ? [value, Number(given)] : [text(value), given]
  return a < b ? -1 : a > b ? 1 : 0
}

/** `ge:100`, `in:a|b`, `has:泵`; empty values are on no side. */
const fits = (row: Row, field: string, term: string): boolean => {
  const [word = '', ...rest] = term.split(':')
  const given = rest.join(':')
  const value = row[field]
  if (word === 'in') return given.split('|').includes(text(value))
  if (word === 'has') return text(value).toLowerCase().includes(given.toLowerCase())
  if (word === 'eq') return text(value) === given
  if (word === 'ne') return text(value) !== given
  if (value == null) return false
  const order = compare(value, given)
  const holds: Readonly<Record<string, boolean>> = {
    ge: order >= 0,
    gt: order > 0,
    le: order <= 0,
    lt: order < 0,
  }
  return holds[word] === true
}

const sorted = (rows: readonly Row[], sort: string): readonly Row[] => {
  const turn = sort.startsWith('-') ? -1 : 1
  const field = sort.replace(/^-/, '')
  return rows.toSorted((a, b) => {
    const [x, y] = [a[field], b[field]]
    if (x != null && y != null && x !== y) return turn * compare(x, text(y))
    if (x != y && (x == null || y == null)) return x == null ? 1 : -1
    return a.id < b.id ? -turn : turn
  })
}

/** A backend in a dialect of its own, as somebody's warehouse may have: what `docs/examples/warehouse.js` speaks to. */
export const warehouse = (rows: readonly Row[]): Handler => {
  let kept = [...rows]
  const list = ({ searchParams }: URL): Response => {
    const terms = [...searchParams].filter(([key]) => !['page', 'size', 'sort'].includes(key))
    const found = kept.filter((row) => terms.every(([field, term]) => fits(row, field, term)))
    const [page, size] = [Number(searchParams.get('page')), Number(searchParams.get('size'))]
    const ordered = sorted(found, searchParams.get('sort') ?? 'id')
    return json({ total: found.length, rows: ordered.slice((page - 1) * size, page * size) })
  }
  return async (request) => {
    const url = new URL(request.url)
    const [, id] = /^\/v2\/sales\/orders(?:\/([^/]+))?$/.exec(url.pathname) ?? []
    if (!url.pathname.startsWith('/v2/sales/orders')) return json({ message: 'no such address' }, 404) // prettier-ignore
    if (id === undefined && request.method === 'GET') return list(url)
    const data = ['POST', 'PATCH'].includes(request.method) ? ((await request.json()) as Row) : null // written by the provider
    if (id === undefined) {
      const made = { ...data, id: `w${kept.length + 1}` }
      kept = [...kept, made]
      return json(made, 201)
    }
    const old = kept.find((row) => row.id === decodeURIComponent(id))
    if (!old) return json({ message: 'no such order' }, 404)
    const next = { ...old, ...data, id: old.id }
    kept = kept.flatMap((row) => (row !== old ? [row] : request.method === 'DELETE' ? [] : [next]))
    return json(next)
  }
}
