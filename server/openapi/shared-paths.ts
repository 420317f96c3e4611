import {
  anyObject, anything, body, filePart, flag, form, id, idParameter, json, listOf, map, object, operation, query, ref, text, type Json,
} from './parts.ts' // prettier-ignore
import { xlsx } from './resource-paths.ts'
import { sandboxPaths } from './sandbox-paths.ts'

const nothing = json(anyObject)
const one = (name: string) => json(ref(name))
const many = (name: string) => json(listOf(ref(name)))
const given = (properties: Json, optional: readonly string[] = []) => body(json(object(properties, optional))) // prettier-ignore
const roles = listOf(text)
const employee: Json = { ...id, type: ['string', 'null'] }
const credentials = object({ login: text, password: text })

const sessionPaths: Json = {
  '/api/session/options': { get: operation('session.options', 'How one may sign in.', json(anyObject), { isOpen: true }) },
  '/api/setup': {
    post: operation('session.set_up', 'The first administrator.', one('Viewer'), {
      isOpen: true, status: 201, requestBody: given({ login: text, password: text, code: text }, ['code']),
    }),
  },
  '/api/session': {
    get: operation('session.read', 'Who is signed in.', one('Viewer')),
    post: operation('session.sign_in', 'Sign in: with a password, or in a demonstration as a persona.', one('Viewer'), {
      isOpen: true, requestBody: body(json({ anyOf: [credentials, object({ persona: text })] })),
    }),
    patch: operation('session.change', 'Change the language.', one('Viewer'), {
      requestBody: given({ locale: { type: 'string', enum: ['zh', 'en'] } }),
    }),
    delete: operation('session.sign_out', 'Sign out.', nothing, { isOpen: true }),
  },
  '/api/session/all': { delete: operation('session.sign_out_everywhere', 'End every session of one’s own.', nothing) },
  '/api/session/password': {
    post: operation('session.change_password', 'Change one’s own password.', nothing, { requestBody: given({ current: text, password: text }) }),
  },
  '/api/tokens': {
    get: operation('tokens.list', 'One’s own tokens.', many('Token')),
    post: operation('tokens.create', 'A token for a program; it is shown once.', json({ allOf: [ref('Token'), object({ token: text })] }), {
      status: 201, requestBody: given({ name: text, expires_on: { type: ['string', 'null'], format: 'date' } }, ['expires_on']),
    }),
  },
  '/api/tokens/{id}': { parameters: [idParameter], delete: operation('tokens.revoke', 'Revoke a token.', json(object({ id }))) },
} // prettier-ignore

const accountPaths: Json = {
  '/api/accounts': {
    get: operation('accounts.list', 'Every account.', many('Account')),
    post: operation('accounts.create', 'A new account with a temporary password.', one('Account'), {
      status: 201, requestBody: given({ login: text, password: text, employee_id: employee, roles, locale: text }, ['employee_id', 'roles', 'locale']),
    }),
  },
  '/api/accounts/{id}': {
    parameters: [idParameter],
    patch: operation('accounts.update', 'Change or disable an account.', one('Account'), {
      requestBody: given({ login: text, employee_id: employee, roles, locale: text, disabled: flag }, ['login', 'employee_id', 'roles', 'locale', 'disabled']),
    }),
  },
  '/api/accounts/{id}/password': {
    parameters: [idParameter],
    post: operation('accounts.reset_password', 'Give a temporary password.', one('Account'), { requestBody: given({ password: text }) }),
  },
  '/api/accounts/{id}/sessions': { parameters: [idParameter], delete: operation('accounts.sign_out', 'End every session of an account.', one('Account')) },
} // prettier-ignore

const viewData = { name: text, audience: text, role: text, data: anyObject }

const viewPaths: Json = {
  '/api/views': {
    get: operation('views.list', 'Kept lists of a resource.', many('View'), { parameters: [{ ...query('resource', 'Name of the resource.'), required: true }] }),
    post: operation('views.create', 'Keep a list.', one('View'), { status: 201, requestBody: given({ resource: text, ...viewData }, ['audience', 'role']) }),
  },
  '/api/views/{id}': {
    parameters: [idParameter],
    patch: operation('views.update', 'Change a kept list.', one('View'), { requestBody: given(viewData, Object.keys(viewData)) }),
    delete: operation('views.delete', 'Forget a kept list.', one('View')),
  },
} // prettier-ignore

const files = listOf(filePart)
const recipeData = { name: text, audience: text, recipe: anyObject }
const historical = query('historical', 'Records of the past: what is missing is reported, not refused.', flag) // prettier-ignore
const workbook = { [xlsx]: { schema: filePart } }

const importPaths: Json = {
  '/api/import': {
    post: operation('import.run', 'Import files by a recipe, all or nothing.', one('ImportAnswer'), {
      parameters: [query('dry_run', 'Judges and writes nothing.', flag), historical],
      requestBody: form({ files, recipe: text, corrections: text }, ['files', 'recipe']),
    }),
  },
  '/api/import/inspect': {
    post: operation('import.inspect', 'What files hold.', json(anything), { requestBody: form({ files, readings: text }, ['files']) }),
  },
  '/api/import/errors': {
    post: operation('import.errors', 'The rows with problems, as a workbook.', workbook, {
      parameters: [historical], requestBody: form({ files, recipe: text, corrections: text }, ['files', 'recipe']),
    }),
  },
  '/api/import/template': {
    get: operation('import.template', 'An empty file to fill in.', { ...workbook, 'text/csv': { schema: text } }, {
      parameters: [
        { ...query('resource', 'Name of the entity.'), required: true },
        query('format', 'Kind of file; default xlsx.', { type: 'string', enum: ['csv', 'xlsx'] }),
        historical,
      ],
    }),
  },
  '/api/import/recipes': {
    get: operation('import.recipes', 'Kept recipes.', many('ImportRecipe')),
    post: operation('import.keep_recipe', 'Keep a recipe.', one('ImportRecipe'), { status: 201, requestBody: given(recipeData, ['audience']) }),
  },
  '/api/import/recipes/{id}': {
    parameters: [idParameter],
    patch: operation('import.change_recipe', 'Change a kept recipe.', one('ImportRecipe'), { requestBody: given(recipeData, Object.keys(recipeData)) }),
    delete: operation('import.forget_recipe', 'Forget a recipe.', one('ImportRecipe')),
  },
  '/api/imports': { get: operation('import.list', 'What was imported.', many('Import')) },
  '/api/imports/{id}/undo': {
    parameters: [idParameter],
    post: operation('import.undo', 'Take an import back.', json(object({ removed: map({ type: 'integer' }), restored: map({ type: 'integer' }) }))),
  },
} // prettier-ignore

const batchItem = { allOf: [ref('AggregateQuery'), object({ resource: text, metric: text }, ['resource', 'metric'])] } // prettier-ignore

const otherPaths: Json = {
  '/api/model': { get: operation('model.read', 'The model as the caller may see it.', one('Model')) },
  '/api/openapi.json': { get: operation('model.openapi', 'This document.', json(anyObject)) },
  '/api/search': {
    get: operation('search.run', 'Records by text, pinyin or initials, best first.', many('SearchHit'), { parameters: [query('q', 'What to look for.')] }),
  },
  '/api/events': {
    get: operation('events.listen', 'What changes, while it changes.', { 'text/event-stream': { schema: text } }, {
      parameters: [{ name: 'Last-Event-ID', in: 'header', description: 'Resumes after this event.', schema: text }],
    }),
  },
  '/api/aggregate': {
    post: operation('aggregate.batch', 'Several questions at once; one that fails does not fail the others.', json(listOf(anyObject)), {
      requestBody: body(json({ type: 'array', maxItems: 50, items: batchItem })),
    }),
  },
  '/api/files': {
    post: operation('files.upload', 'A file for a record that is still being written.', one('File'), {
      status: 201, requestBody: form({ resource: text, file: filePart, field: text }, ['resource', 'file']),
    }),
  },
  '/api/files/{id}': {
    parameters: [idParameter],
    get: operation('files.download', 'The file itself.', { '*/*': { schema: filePart } }),
  },
} // prettier-ignore

/** Paths that are the same for every model. */
export const sharedPaths: Json = {
  ...sessionPaths,
  ...accountPaths,
  ...viewPaths,
  ...importPaths,
  ...otherPaths,
  ...sandboxPaths,
}

/** What the shared paths are about, by the first word of their operations. */
export const sharedTags: Readonly<Record<string, string>> = {
  session: 'Signing in and out',
  tokens: 'Tokens for programs',
  accounts: 'Accounts, for those who administer',
  views: 'Kept lists',
  import: 'Import of files',
  model: 'The model and this description of it',
  search: 'Search over everything',
  events: 'What changes, while it changes',
  aggregate: 'Figures',
  files: 'Files',
  sandbox: 'Controls of a demonstration; elsewhere these addresses answer 404',
}
