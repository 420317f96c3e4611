import { sql, type RawBuilder } from 'kysely'

const allowed = /^_?[a-z][a-z0-9_]{0,61}$/

/**
 * Quotes a table or column name that comes from the model.
 *
 * Errors: throws when the name is not snake_case of at most 62 characters: such a name never came from a checked model.
 */
export const name = (text: string): RawBuilder<unknown> => sql.id(checkedName(text))

/** Returns the name when it is one that SQL may carry, and throws otherwise. */
export const checkedName = (text: string): string => {
  if (!allowed.test(text))
    throw new Error(
      `"${text}" is no name for SQL: lower-case letters, digits and _, at most 62 characters`,
    )
  return text
}

/** Quotes a column of an aliased table. */
export const column = (alias: string, text: string): RawBuilder<unknown> =>
  sql`${name(alias)}.${name(text)}`

/** Shortens a constructed name (index, constraint) to what PostgreSQL keeps, without letting two become one. */
export const constructedName = (...parts: readonly string[]): string => {
  const full = parts.join('_')
  if (full.length <= 62) return checkedName(full)
  let hash = 0
  for (const character of full) hash = (hash * 31 + character.charCodeAt(0)) >>> 0
  return checkedName(`${full.slice(0, 53)}_${hash.toString(36)}`)
}
