import type { fetchUtils } from 'ra-core'
import { HttpError } from 'ra-core'

type Row = { readonly id: string; readonly [field: string]: unknown }

/** Faults that a backend may have; each is planted in turn. */
export const faults = [
  'range off by one',
  'no total',
  'wrong total',
  'unstable order',
  'put drops fields',
  'delete without body',
  'filters ignored',
  'numbers as strings',
  'time zone shift',
  '200 on errors',
] as const
export type Fault = (typeof faults)[number]

const rowsAtFirst: readonly Row[] = Array.from({ length: 11 }, (_, i) => ({
  id: `r${String(i).padStart(2, '0')}`,
  name: `客户 ${i}`,
  region: i % 2 ? 'east' : 'north',
  amount: 10.25 * (i + 1),
  signed_at: `2026-03-${String(i + 1).padStart(2, '0')}T18:30:00.000Z`,
}))

const byField =
  (field: string, turn: number) =>
  (a: Row, b: Row): number => {
    const [x, y] = [a[field], b[field]]
    if (typeof x === 'number' && typeof y === 'number' && x !== y) return turn * (x - y)
    if (x !== y) return String(x) < String(y) ? -turn : turn
    return a.id < b.id ? -1 : 1
  }

const parsed = (url: URL, part: string, fallback: unknown): unknown =>
  JSON.parse(url.searchParams.get(part) ?? JSON.stringify(fallback))

/** A backend of one resource in the simple-rest dialect, sound or with one fault. */
export const createBackend = (fault: Fault | null): typeof fetchUtils.fetchJson => {
  let rows = [...rowsAtFirst]
  let asked = 0
  let made = 0
  const answer = (json: unknown, headers: Record<string, string> = {}) =>
    Promise.resolve({
      status: 200,
      headers: new Headers(headers),
      body: JSON.stringify(json),
      json,
    })
  const shown = (row: Row): Row =>
    fault === 'numbers as strings' ? { ...row, amount: Number(row.amount).toFixed(2) } : row
  const list = (url: URL) => {
    const filter = parsed(url, 'filter', {}) as Record<string, unknown> // written by the provider
    const [field, direction] = parsed(url, 'sort', ['id', 'ASC']) as [string, string]
    const wanted = Object.entries(filter)
    const fits = (row: Row) =>
      wanted.every(([name, value]) => Array.isArray(value) ? value.includes(row[name]) : row[name] === value)
    const isIgnored = fault === 'filters ignored' && !('id' in filter)
    const found = rows.filter((row) => isIgnored || fits(row)).toSorted(byField(field, direction === 'DESC' ? -1 : 1))
    asked += 1
    if (fault === 'unstable order' && field !== 'id' && asked % 2) found.push(...found.splice(0, 1))
    const [from, to] = parsed(url, 'range', [0, found.length - 1]) as [number, number]
    const page = found.slice(from, fault === 'range off by one' ? to : to + 1)
    const total = fault === 'wrong total' ? page.length : found.length
    const headers = fault === 'no total' ? { 'content-range': 'rows 0-1/*' } : { 'content-range': `rows ${from}-${to}/${total}` }
    return answer(page.map(shown), headers)
  } // prettier-ignore
  const one = (id: string) => {
    const row = rows.find((each) => each.id === id)
    if (row) return answer(shown(row))
    return fault === '200 on errors' ? answer({ id, error: 'not found' }) : Promise.reject(new HttpError('Not found', 404))
  } // prettier-ignore
  const write = (method: string, id: string, data: Record<string, unknown>) => {
    if (method === 'POST') {
      made += 1
      const moved = fault === 'time zone shift' ? { signed_at: shifted(data.signed_at) } : {}
      const row = { ...data, ...moved, id: `n${made}` }
      rows = [...rows, row]
      return answer(shown(row))
    }
    const old = rows.find((each) => each.id === id)
    if (!old) return Promise.reject(new HttpError('Not found', 404))
    if (method === 'DELETE') {
      rows = rows.filter((each) => each !== old)
      return answer(fault === 'delete without body' ? undefined : old)
    }
    const next = fault === 'put drops fields' ? { ...data, id } : { ...old, ...data, id }
    rows = rows.map((each) => (each === old ? next : each))
    return answer(shown(next))
  }
  return (address, options = {}) => {
    const url = new URL(String(address))
    const [, , id] = url.pathname.split('/')
    const method = options.method ?? 'GET'
    if (method === 'GET') return id === undefined ? list(url) : one(decodeURIComponent(id))
    const data: unknown = JSON.parse(typeof options.body === 'string' ? options.body : '{}')
    return write(method, id ?? '', data as Record<string, unknown>) // written by the provider
  }
}

/** Eight hours later, as by a server that takes local times for UTC. */
const shifted = (value: unknown): string =>
  new Date(Date.parse(String(value)) + 8 * 3_600_000).toISOString()
