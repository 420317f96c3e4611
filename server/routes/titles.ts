import { accessTest } from '#model/language/access.ts'
import { resolvePath, type ModelIndex, type Resource } from '#model/language/resources.ts'
import { recordTitle, titlePaths } from '#model/language/title.ts'
import type { Row } from '#model/language/wire.ts'
import type { Call } from './call.ts'

/** Titles of records by `resource/id`. */
export type Titles = ReadonlyMap<string, string>

type Wanted = Map<string, Set<string>>
type Rows = Map<string, Row>

const idsAtOnce = 500

const want = (wanted: Wanted, to: string, id: unknown): void => {
  if (typeof id === 'string') wanted.set(to, (wanted.get(to) ?? new Set()).add(id))
}

/** Every record that rows refer to. */
const referredBy = (resource: Resource, rows: readonly Row[]): Wanted => {
  const wanted: Wanted = new Map()
  for (const [name, field] of Object.entries(resource.fields))
    for (const row of name === 'id' ? [] : rows) {
      const value = row[name]
      if (field.type === 'reference') want(wanted, field.to, value)
      else if (field.type === 'references' && Array.isArray(value))
        for (const id of value) want(wanted, field.to, id)
      else if (field.type === 'record_ref' && typeof value === 'object' && value !== null)
        if ('resource' in value && 'id' in value) want(wanted, String(value.resource), value.id)
    }
  return wanted
}

/** Reads records as the caller may read them; the others are simply absent. */
const fetch = async (call: Call, wanted: Wanted): Promise<Rows> => {
  const rows: Rows = new Map()
  for (const [name, ids] of wanted) {
    if (accessTest(call.parts.index, name, call.who, 'read') === false) continue
    const list = [...ids]
    for (let at = 0; at < list.length; at += idsAtOnce) {
      const page = await call.parts.service.list(call.who, name, {
        filter: { id: list.slice(at, at + idsAtOnce) },
        range: [0, idsAtOnce - 1],
        total: 'none',
        quiet: true,
      })
      for (const row of page.rows) rows.set(`${name}/${row.id}`, row)
    }
  }
  return rows
}

const templateOf = (resource: Resource): string =>
  (resource.parent ? resource.parent.lines.title : resource.entity.title) ?? '{id}'

/** References that a title follows: `{customer.name}` needs the record of `customer_id`. */
const hopsOf = (index: ModelIndex, resource: Resource) =>
  titlePaths(templateOf(resource)).flatMap((path) => {
    const found = resolvePath(index, resource.name, path)
    const hop = found?.hops.length === 1 ? found.hops[0] : undefined
    return found && hop ? [{ path, ...hop, name: found.name }] : []
  })

/** Titles of rows of one resource; what a title takes from related records is read for all rows at once. */
const titlesOf = async (call: Call, resource: Resource, rows: readonly Row[]): Promise<Titles> => {
  const { index } = call.parts
  const hops = hopsOf(index, resource)
  const wanted: Wanted = new Map()
  for (const { to, field } of hops) for (const row of rows) want(wanted, to, row[field])
  const related = await fetch(call, wanted)
  const get = (row: Row) => (path: string) => {
    const hop = hops.find((one) => one.path === path)
    return hop ? related.get(`${hop.to}/${String(row[hop.field])}`)?.[hop.name] : row[path]
  }
  return new Map(
    rows.map((row) => [
      `${resource.name}/${row.id}`,
      recordTitle(index, resource.name, get(row), call.locale),
    ]),
  )
}

/** Title of one record. */
export const titleOf = async (call: Call, resource: Resource, row: Row): Promise<string> =>
  [...(await titlesOf(call, resource, [row])).values()][0] ?? ''

/**
 * Finds the titles of every record that rows refer to.
 * A record that the caller may not read has no title.
 */
export const titlesFor = async (
  call: Call,
  resource: Resource,
  rows: readonly Row[],
): Promise<Titles> => {
  const found = await fetch(call, referredBy(resource, rows))
  const byResource = Map.groupBy(found, ([key]) => key.slice(0, key.indexOf('/')))
  const titles = new Map<string, string>()
  for (const [name, entries] of byResource) {
    const target = call.parts.index.resources.get(name)
    if (!target) continue
    const some = entries.map(([, row]) => row)
    for (const [key, title] of await titlesOf(call, target, some)) titles.set(key, title)
  }
  return titles
}
