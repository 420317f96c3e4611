import { anyObject, anything, flag, id, instant, listOf, map, object, orNull, ref, text, type Json } from './parts.ts' // prettier-ignore

const label = object({ zh: text, en: text })
const integer: Json = { type: 'integer' }
const oneOf = (...words: readonly string[]): Json => ({ type: 'string', enum: words })

/** The one shape of every answer that is not a success. */
export const problemSchema = (codes: readonly string[]): Json => ({
  ...object({
    code: { type: 'string', enum: [...codes] },
    message: text,
    errors: { ...map(text), description: 'Field path to its sentence.' },
  }, ['errors']),
  examples: [{ code: 'invalid', message: 'Please check the marked fields', errors: { amount: 'must be at least 0.01' } }],
}) // prettier-ignore

const viewer = object({
  account: id, login: text, employee: orNull(id), name: text, roles: listOf(text), departments: listOf(id),
  department: orNull(id), locale: oneOf('zh', 'en'), must_change: flag,
}) // prettier-ignore

const history = object({
  at: instant, by: orNull(text), by_name: orNull(text), version: integer,
  action: oneOf('create', 'update', 'archive', 'restore', 'transition', 'import', 'undo'),
  transition: text, from: orNull(text), to: orNull(text), ask: anyObject,
  cause: object({ resource: text, id, transition: text }, ['transition']),
  diff: map({ type: 'array', minItems: 2, maxItems: 2, items: anything }),
}, ['transition', 'from', 'to', 'ask', 'cause', 'diff']) // prettier-ignore

const question = {
  ...object({
    measures: { type: 'array', minItems: 1, items: text },
    by: listOf({ anyOf: [text, object({ time: text, grain: text })] }),
    range: object({ on: text, from: text, to: text }, ['on']),
    filter: anyObject, having: anyObject,
    compare: listOf(oneOf('previousPeriod', 'previousYear')),
    top: object({ n: integer, of: text, by: text, others: flag }, ['others']),
    post: map(listOf(anything)), fill: flag, totals: flag, target: flag,
    asOf: { type: 'string', format: 'date' }, sort: listOf({ type: 'array', items: text }), limit: integer,
  }, ['by', 'range', 'filter', 'having', 'compare', 'top', 'post', 'fill', 'totals', 'target', 'asOf', 'sort', 'limit']),
  description: 'A question of the metric layer: named measures by named dimensions.',
} // prettier-ignore

const column = object({
  key: text, kind: oneOf('dimension', 'time', 'measure'), label, grain: text, format: text, unit: text, additive: flag,
  better: oneOf('up', 'down', 'none'), help: label, clauses: listOf(text), where: anything,
}, ['grain', 'format', 'unit', 'additive', 'better', 'help', 'clauses', 'where']) // prettier-ignore

const answer = object({
  resource: text, columns: listOf(column),
  rows: listOf({ ...object({ key: text, label: map(text), drill: anyObject }), additionalProperties: true }),
  totals: anyObject,
  meta: { ...object({ timezone: text, computedAt: instant, scope: oneOf('all', 'restricted'), truncated: flag }), additionalProperties: true },
}, ['totals']) // prettier-ignore

const file = object({
  id, name: text, original_name: text, size: integer, type: text, field: text, at: instant, by_name: orNull(text),
}, ['field', 'by_name']) // prettier-ignore

const account = object({
  id, login: text, employee_id: orNull(id), employee_name: orNull(text), roles: listOf(text), locale: oneOf('zh', 'en'),
  disabled: flag, must_change: flag, last_sign_in_at: orNull(instant), created_at: orNull(instant),
}) // prettier-ignore

const token = object({
  id, name: orNull(text), prefix: orNull(text), created_at: instant, last_seen_at: orNull(instant), expires_at: orNull(instant),
}, ['last_seen_at', 'expires_at']) // prettier-ignore

const view = object({
  id, resource: text, name: text, audience: oneOf('mine', 'role', 'everyone'), role: text, mine: flag, data: anyObject,
}, ['role']) // prettier-ignore

const recipe = object({ id, name: text, audience: oneOf('mine', 'everyone'), mine: flag, recipe: anyObject }) // prettier-ignore

const importAnswer = object({
  id: orNull(id), dry_run: flag, historical: flag, files: listOf(anyObject), counts: listOf(anyObject),
  constants: listOf(anyObject), gaps: listOf(anyObject), problems: listOf(anyObject), problem_count: integer,
  rows: listOf(anyObject),
}) // prettier-ignore

const kept = object({
  id, at: instant, by_name: orNull(text), mine: flag, name: orNull(text), state: text, historical: flag, files: listOf(text),
  counts: listOf(anyObject), undone_at: orNull(instant), undone_by_name: orNull(text),
}) // prettier-ignore

/** Schemas that are the same for every model. */
export const answerSchemas: Json = {
  Viewer: viewer,
  Account: account,
  Token: token,
  View: view,
  ImportRecipe: recipe,
  ImportAnswer: importAnswer,
  Import: kept,
  File: file,
  Comment: object({ id, at: instant, by: orNull(id), by_name: orNull(text), body: text }),
  HistoryEntry: history,
  Step: object({
    name: text, to: text, enabled: flag,
    reasons: listOf(object({ rule: text, message: text }, ['rule'])), fills: listOf(text), ask: listOf(text),
  }),
  SearchHit: object({ resource: text, id, title: text, detail: text }, ['detail']),
  AggregateQuery: question,
  AggregateAnswer: answer,
  BulkRequest: object({
    op: oneOf('update', 'delete', 'transition'),
    items: { type: 'array', minItems: 1, items: object({ id, version: integer }) },
    data: anyObject, name: text,
  }, ['data', 'name']),
  Model: { ...object({ entities: listOf(anyObject), viewer: { anyOf: [ref('Viewer'), { type: 'null' }] }, zone: text }), additionalProperties: true },
} // prettier-ignore
