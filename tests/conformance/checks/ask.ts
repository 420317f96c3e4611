import type { DataProvider, RaRecord } from 'ra-core'
import { isSame } from '../../../src/data/diff.ts'

/** What a field holds; a key is a choice or an id: compared as a whole, never searched in. */
export type Kind = 'number' | 'text' | 'key' | 'day' | 'moment'

/** A backend under test, through the provider that speaks to it. */
export type Subject = {
  readonly provider: DataProvider
  readonly resource: string
  /** Writes are tried only when rows may be made and removed. */
  readonly mayWrite: boolean
  /** Fields of the model, when it knows the resource. */
  readonly kinds?: Readonly<Record<string, Kind>>
  /** A record that may be created; else a copy of the first row is tried. */
  readonly example?: Readonly<Record<string, unknown>>
}

/** The rows that questions are about, and what their fields hold. */
export type Seen = Subject & {
  readonly rows: readonly RaRecord[]
  /** Holds lists to those rows where the resource has more. */
  readonly scope: Readonly<Record<string, unknown>>
  readonly fields: readonly (readonly [name: string, kind: Kind])[]
}

/** The backend offers something and errs. */
export class Wrong extends Error {}
/** The backend does not offer something. */
export class Missing extends Error {}

/** Holds the backend to something. */
export const must = (holds: boolean, reason: string): void => {
  if (!holds) throw new Wrong(reason)
}

type Sort = { readonly field: string; readonly order: 'ASC' | 'DESC' }
type More = { readonly filter?: object; readonly sort?: Sort }

const byId: Sort = { field: 'id', order: 'ASC' }

/** Asks for one page of the rows in question. */
export const page = (seen: Subject & Partial<Seen>, number: number, perPage: number, { filter = {}, sort = byId }: More = {}) =>
  seen.provider.getList(seen.resource, { pagination: { page: number, perPage }, sort, filter: { ...seen.scope, ...filter } }) // prettier-ignore

/** Asks for all the rows in question. */
export const everyRow = (seen: Seen, more: More = {}) =>
  page(seen, 1, Math.max(1, seen.rows.length), more)

export const idsOf = (rows: readonly RaRecord[]): readonly string[] =>
  rows.map(({ id }) => String(id))

export const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0

export const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

/** Runs a call that has to fail with a client's error. */
export const mustFail = async (what: string, call: () => Promise<unknown>): Promise<void> => {
  try {
    await call()
  } catch (error) {
    return must(statusOf(error) >= 400, `${what} failed, but without the status of an error (${sentenceOf(error)})`) // prettier-ignore
  }
  throw new Wrong(`${what} was answered as if all were well`)
}

/** Holds a filter to the rows that it should find, and the total to their number. */
export const mustFind = async (seen: Seen, filter: object, fits: (row: RaRecord) => boolean): Promise<void> => {
  const wanted = idsOf(seen.rows.filter(fits)).toSorted()
  const asked = await everyRow(seen, { filter }).catch((error: unknown) => {
    if ([400, 422].includes(statusOf(error))) throw new Missing(`refused: ${sentenceOf(error)}`)
    throw error
  })
  const found = idsOf(asked.data).toSorted()
  const said = JSON.stringify(filter)
  must(isSame(found, wanted), `${said} finds ${found.length} rows, ${wanted.length} fit`)
  must(asked.total === wanted.length, `${said} finds ${wanted.length} rows, but the total is ${asked.total}`)
} // prettier-ignore

/** Distinct values of a field, empty ones left out. */
export const valuesOf = ({ rows }: Pick<Seen, 'rows'>, field: string): readonly unknown[] => [
  ...new Set(rows.map((row) => row[field] as unknown).filter((value) => value != null && value !== '')),
] // prettier-ignore

/** Fields of a kind with at least so many different values, the one with the fewest first. */
export const fieldsWith = (seen: Seen, kinds: readonly Kind[], least = 2): readonly string[] =>
  seen.fields
    .filter(([name, kind]) => kinds.includes(kind) && valuesOf(seen, name).length >= least)
    .map(([name]) => name)
    .toSorted((a, b) => valuesOf(seen, a).length - valuesOf(seen, b).length)

/** The first field of a kind; without one the capability cannot be tried. */
export const fieldWith = (seen: Seen, kinds: readonly Kind[], what: string): string => {
  const [name] = fieldsWith(seen, kinds)
  if (name === undefined) throw new Missing(`not tried: no field with different ${what}`)
  return name
}

const dayShape = /^\d{4}-\d{2}-\d{2}$/
const uuidShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const momentShape = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/

const kindOf = (values: readonly unknown[]): Kind | null => {
  if (values.length === 0) return null
  if (values.every((value) => typeof value === 'number')) return 'number'
  if (!values.every((value) => typeof value === 'string')) return null
  if (values.every((value) => dayShape.test(value))) return 'day'
  if (values.every((value) => uuidShape.test(value))) return 'key'
  return values.every((value) => momentShape.test(value)) ? 'moment' : 'text'
}

/** What the fields of rows hold: as the model says, else as their values look. */
export const fieldsOf = (
  rows: readonly RaRecord[],
  kinds?: Readonly<Record<string, Kind>>,
): Seen['fields'] => {
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  return [...names].flatMap((name) => {
    const kind = kinds ? kinds[name] : kindOf(valuesOf({ rows }, name))
    return name === 'id' || !kind ? [] : [[name, kind] as const]
  })
}
