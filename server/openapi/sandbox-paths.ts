import { body, filePart, flag, form, id, instant, json, listOf, object, operation, orNull, query, ref, text, type Json } from './parts.ts' // prettier-ignore

const integer = (minimum: number, maximum: number): Json => ({ type: 'integer', minimum, maximum })
const percent = integer(0, 100)

const faults: Json = {
  latency_ms: integer(0, 30_000),
  error_percent: percent,
  timeout_percent: percent,
  offline_percent: percent,
  conflict_percent: percent,
}

const status = { now: instant, day: { type: 'string', format: 'date' }, days: { type: 'integer' }, faults: object(faults), sample: flag } // prettier-ignore
const stands = json(object(status))
const file = { 'application/gzip': { schema: filePart } }

/** Controls of a demonstration. */
export const sandboxPaths: Json = {
  '/api/sandbox': { get: operation('sandbox.read', 'Its clock, its faults, and whether there is a sample company.', stands) },
  '/api/sandbox/clock': {
    post: operation('sandbox.move_clock', 'Move the clock forward, day by day with the work that is due.', json(object({ ...status, done: { type: 'integer' } })), {
      requestBody: body(json(object({ days: { ...integer(1, 366), default: 1 } }, ['days']))),
    }),
  },
  '/api/sandbox/faults': {
    put: operation('sandbox.set_faults', 'Let calls wait, fail or meet conflicts; what is left out is 0.', stands, {
      requestBody: body(json(object({ ...faults, seed: integer(0, 2 ** 31 - 1) }, [...Object.keys(faults), 'seed']))),
    }),
  },
  '/api/sandbox/people': {
    get: operation('sandbox.people', 'Whom one may act as.', json(listOf(object({ employee: id, name: text, department: orNull(text), roles: listOf(text) }))), {
      parameters: [query('q', 'A part of the name or of its pinyin.')],
    }),
  },
  '/api/sandbox/act': {
    post: operation('sandbox.act', 'Sign in as somebody who works here.', json(ref('Viewer')), { requestBody: body(json(object({ employee: id }))) }),
  },
  '/api/sandbox/reset': {
    post: operation('sandbox.reset', 'Put the sample company or an empty one in place of everything.', stands, {
      requestBody: body(json(object({ company: { type: 'string', enum: ['sample', 'empty'] } }, ['company']))),
    }),
  },
  '/api/sandbox/file': {
    get: operation('sandbox.export', 'Everything as one file.', file),
    post: operation('sandbox.import', 'Put the contents of a file in place of everything.', stands, { requestBody: form({ file: filePart }, ['file']) }),
  },
} // prettier-ignore
