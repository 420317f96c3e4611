import { sql } from 'kysely'
import type { Count, KeptImport } from '#model/language/import/wire.ts'
import { isAdministrator } from '../../auth/accounts.ts'
import { isData } from '../body.ts'
import { jsonAnswer, type Call, type Route } from '../call.ts'
import { idOf } from '../resource.ts'
import { afterImport } from './run.ts'

/** Imports that the list goes back. */
const mostShown = 100

type Row = {
  readonly id: string
  readonly at: string
  readonly name: string | null
  readonly state: KeptImport['state']
  readonly account_id: string | null
  readonly counts: unknown
  readonly by: string | null
  /** Sign-in name of an account that belongs to no employee. */
  readonly login: string | null
  readonly undone_at: string | null
  readonly undone_by: string | null
}

type Names = ReadonlyMap<string, string>

const listIn = (counts: unknown, name: string): readonly unknown[] => {
  const list = isData(counts) ? counts[name] : undefined
  return Array.isArray(list) ? list : []
}

const shown = (call: Call, row: Row, names: Names): KeptImport => ({
  id: row.id,
  at: row.at,
  by_name: names.get(row.by ?? '') ?? row.login,
  mine: row.account_id === call.who.account,
  name: row.name,
  state: row.state,
  historical: isData(row.counts) && row.counts['historical'] === true,
  files: listIn(row.counts, 'files').flatMap((file) => (isData(file) ? [String(file['name'])] : [])),
  counts: listIn(row.counts, 'records') as readonly Count[], // as the import wrote them
  undone_at: row.undone_at,
  undone_by_name: names.get(row.undone_by ?? '') ?? null,
}) // prettier-ignore

const list = async (call: Call): Promise<Response> => {
  const { index, database } = call.parts
  const all = isAdministrator(index, call.who)
  const { rows } = await sql<Row>`
    select "i"."id", "i"."at", "i"."name", "i"."state", "i"."account_id", "i"."counts", "i"."by", "i"."undone_at",
      "i"."undone_by", "a"."login"
    from "_imports" as "i" left join "_accounts" as "a" on "a"."id" = "i"."account_id"
    where ${all} or "i"."account_id" = ${call.who.account}::uuid
    order by "i"."at" desc, "i"."id" desc limit ${sql.lit(mostShown)}`.execute(database.kysely)
  const people = await namesOf(call, rows.flatMap(({ by, undone_by: other }) => [by, other])) // prettier-ignore
  return jsonAnswer(rows.map((row) => shown(call, row, people)))
}

const namesOf = async ({ parts }: Call, ids: readonly (string | null)[]): Promise<Names> => {
  if (!parts.index.resources.has('employees')) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select "id", "name" from "employees" where "id" = any(${[...new Set(ids)]}::uuid[])`.execute(
    parts.database.kysely,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const undo = async (call: Call): Promise<Response> => {
  const undone = await call.parts.service.undoImport(call.who, idOf(call))
  afterImport(call)
  return jsonAnswer(undone)
}

/** Imports that were made, one's own or for those who administer all, and the way to take one back. */
export const keptImportRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/imports', name: 'imports', access: 'signed_in', handle: list },
  { method: 'POST', path: '/api/imports/:id/undo', name: 'undo import', access: 'signed_in', body: 'none', handle: undo },
] // prettier-ignore
