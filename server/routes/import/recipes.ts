import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { KeptRecipe } from '#model/language/import/wire.ts'
import { requireAdministrator } from '../../auth/accounts.ts'
import { checkRecipe } from '../../import/recipe-check.ts'
import { ImportRefused } from '../../import/table.ts'
import { Problem } from '../../problems.ts'
import { onlyMembers, readData, textMember } from '../body.ts'
import { jsonAnswer, type Call, type Route } from '../call.ts'
import { changeableKept, findKept } from '../kept.ts'
import { accountOfCall } from '../session.ts'

type Data = Readonly<Record<string, unknown>>

const invalid = (name: string, zh: string, en: string): Problem =>
  new Problem('invalid', { errors: { [name]: { zh, en } } })

const shown = (call: Call, row: Data): KeptRecipe => ({
  id: String(row['id']),
  name: String(row['name']),
  audience: row['audience'] === 'everyone' ? 'everyone' : 'mine',
  mine: row['account_id'] === call.who.account,
  recipe: row['recipe'] as KeptRecipe['recipe'], // checked when it was kept
})

const columns = ['id', 'name', 'audience', 'account_id', 'recipe'] as const

const list = async (call: Call): Promise<Response> => {
  const rows = await call.parts.database.kysely
    .selectFrom('_import_recipes')
    .select([...columns])
    .where(sql<boolean>`(audience = 'everyone' or account_id = ${call.who.account}::uuid)`)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return jsonAnswer(rows.map((row) => shown(call, row)))
}

const audienceOf = (call: Call, data: Data): string => {
  const audience = ['mine', 'everyone'].find((each) => each === (data['audience'] ?? 'mine'))
  if (audience === undefined) throw invalid('audience', '可选：mine、everyone', 'must be one of mine, everyone') // prettier-ignore
  if (audience === 'everyone') requireAdministrator(call.parts.index, call.who)
  return audience
}

/** Takes a recipe that the model understands. Errors: `invalid` with everything that is wrong with it. */
const recipeOf = (call: Call, data: Data): string => {
  try {
    return JSON.stringify(checkRecipe(call.parts.index, data['recipe']))
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error
    const errors = error.problems.map(({ column, message }) => [column ?? 'recipe', message])
    throw new Problem('invalid', { errors: Object.fromEntries(errors) })
  }
}

const read = (call: Call) => readData(call.http.req.raw, call.parts.settings.limits.bodyBytes)

const find = (call: Call, id: string): Promise<Data> =>
  findKept(call, '_import_recipes', columns, id)

const changeable = (call: Call): Promise<Data> => changeableKept(call, '_import_recipes', columns)

const create = async (call: Call): Promise<Response> => {
  const data = await read(call)
  onlyMembers(data, ['name', 'audience', 'recipe'])
  const now = call.parts.clock()
  const id = v7()
  await call.parts.database.kysely
    .insertInto('_import_recipes')
    .values({
      id,
      name: textMember(data, 'name', 100),
      audience: audienceOf(call, data),
      account_id: accountOfCall(call).id,
      recipe: recipeOf(call, data),
      created_at: now,
      updated_at: now,
    }) // prettier-ignore
    .execute()
  return jsonAnswer(shown(call, await find(call, id)), { status: 201 })
}

const update = async (call: Call): Promise<Response> => {
  const row = await changeable(call)
  const data = await read(call)
  onlyMembers(data, ['name', 'audience', 'recipe'])
  const id = String(row['id'])
  await call.parts.database.kysely
    .updateTable('_import_recipes')
    .set({
      ...('name' in data && { name: textMember(data, 'name', 100) }),
      ...('audience' in data && { audience: audienceOf(call, data) }),
      ...('recipe' in data && { recipe: recipeOf(call, data) }),
      updated_at: call.parts.clock(),
    })
    .where('id', '=', id)
    .execute()
  return jsonAnswer(shown(call, await find(call, id)))
}

const remove = async (call: Call): Promise<Response> => {
  const row = await changeable(call)
  await call.parts.database.kysely
    .deleteFrom('_import_recipes')
    .where('id', '=', row['id'])
    .execute()
  return jsonAnswer(shown(call, row))
}

/** Recipes that people keep for imports that come again: for themselves, or for everybody. */
export const importRecipeRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/import/recipes', name: 'import recipes', access: 'signed_in', handle: list },
  { method: 'POST', path: '/api/import/recipes', name: 'create import recipe', access: 'signed_in', handle: create },
  { method: 'PATCH', path: '/api/import/recipes/:id', name: 'update import recipe', access: 'signed_in', handle: update },
  { method: 'DELETE', path: '/api/import/recipes/:id', name: 'delete import recipe', access: 'signed_in', handle: remove },
] // prettier-ignore
