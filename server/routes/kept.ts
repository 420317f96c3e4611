import { isAdministrator } from '../auth/accounts.ts'
import { Problem } from '../problems.ts'
import type { Call } from './call.ts'
import { idOf } from './resource.ts'

/**
 * Finds what somebody keeps for himself or herself or shares: a view, an import recipe.
 *
 * Errors: `not_found`.
 */
export const findKept = async (
  call: Call,
  table: string,
  columns: readonly string[],
  id: string,
): Promise<Readonly<Record<string, unknown>>> => {
  const row = await call.parts.database.kysely
    .selectFrom(table)
    .select([...columns])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Problem('not_found')
  return row
}

/** Finds one that the caller may change: one's own, or a shared one for those who administer. */
export const changeableKept = async (
  call: Call,
  table: string,
  columns: readonly string[],
): Promise<Readonly<Record<string, unknown>>> => {
  const row = await findKept(call, table, columns, idOf(call))
  const isShared = row['audience'] !== 'mine'
  const may = isShared ? isAdministrator(call.parts.index, call.who) : row['account_id'] === call.who.account // prettier-ignore
  if (!may) throw new Problem('not_found')
  return row
}
