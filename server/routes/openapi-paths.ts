import type { Label, Transition } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { isSystemStep } from '#model/language/workflow.ts'
import { fieldSchema, type Json } from './openapi-schema.ts'

type Locale = keyof Label

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const json = (schema: Json) => ({
  'application/json': { schema },
})

const problem: Json = {
  description: 'A problem: its code, its message and the fields concerned.',
  content: json(ref('Problem')),
}

const answers = (status: number, description: string, schema: Json, headers?: Json): Json => ({
  [status]: { description, content: json(schema), ...(headers && { headers }) },
  default: problem,
})

const query = (name: string, description: string, schema: Json = { type: 'string' }): Json => ({
  name,
  in: 'query',
  description,
  schema,
})

const encoded = (name: string, description: string, example: unknown): Json => ({
  name,
  in: 'query',
  description,
  content: { 'application/json': { schema: {}, example } },
})

const idParameter: Json = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
}
const ifMatch: Json = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'Version that the change is based on.',
  schema: { type: 'string' },
  example: '"7"',
}
const etag = {
  ETag: { description: 'Version of the record.', schema: { type: 'string' as const } },
}

/** The one shape of every answer that is not a success. */
export const problemSchema = (codes: readonly string[]): Json => ({
  type: 'object',
  required: ['code', 'message'],
  properties: {
    code: { type: 'string', enum: [...codes] },
    message: { type: 'string' },
    errors: {
      type: 'object',
      description: 'Field path to its sentence.',
      additionalProperties: { type: 'string' },
    },
  },
  example: { code: 'invalid', message: 'Please check the marked fields', errors: { amount: 'must be at least 0.01' } },
}) // prettier-ignore

const listOperation = (resource: Resource, locale: Locale): Json => ({
  operationId: `list_${resource.name}`,
  summary: resource.label[locale],
  tags: [resource.entity.name],
  parameters: [
    encoded('filter', 'A predicate.', { id: [] }),
    encoded('sort', 'Field and direction.', ['id', 'ASC']),
    encoded('range', 'First and last row, zero based, inclusive.', [0, 24]),
    query('asOf', 'Values as they stood at the end of a day.', { type: 'string', format: 'date' }),
    query('total', 'How the total is counted.', { type: 'string', enum: ['exact', 'capped', 'none'] }),
    query('after', 'Cursor of the page before.'),
  ],
  responses: answers(200, 'A page.', { type: 'array', items: ref(resource.name) }, {
    'Content-Range': { description: 'Rows and total.', schema: { type: 'string' }, example: `${resource.name} 0-24/1042` },
  }),
}) // prettier-ignore

const body = (schema: Json): Json => ({
  required: true,
  content: json(schema),
})

const write = (
  resource: Resource,
  name: string,
  parameters: readonly Json[],
  withBody = true,
): Json => ({
  operationId: `${name}_${resource.name}`,
  tags: [resource.entity.name],
  ...(parameters.length > 0 && { parameters: [...parameters] }),
  ...(withBody && { requestBody: body(ref(resource.name)) }),
  responses: answers(name === 'create' ? 201 : 200, 'The whole record.', ref(resource.name), etag),
})

const stepOperation = (
  resource: Resource,
  name: string,
  step: Transition,
  locale: Locale,
): Json => ({
  operationId: `${name}_${resource.name}`,
  summary: step.label[locale],
  tags: [resource.entity.name],
  parameters: [ifMatch],
  requestBody: body({
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(step.ask ?? {}).map(([key, field]) => [key, fieldSchema(field, locale)]),
    ),
  }),
  responses: answers(200, 'The whole record.', ref(resource.name), etag),
})

const stepPaths = (resource: Resource, locale: Locale): Json =>
  Object.fromEntries(
    Object.entries(resource.entity.workflow?.transitions ?? {})
      .filter(([, step]) => !isSystemStep(step) || step.by.length > 1)
      .map(([name, step]) => [
        `/api/${resource.name}/{id}/transitions/${name}`,
        { parameters: [idParameter], post: stepOperation(resource, name, step, locale) },
      ]),
  )

const aggregatePath = (resource: Resource): Json => ({
  [`/api/${resource.name}/aggregate`]: {
    post: {
      operationId: `aggregate_${resource.name}`,
      tags: [resource.entity.name],
      requestBody: body({
        type: 'object',
        required: ['measures'],
        properties: { measures: { type: 'array', minItems: 1, items: { type: 'string' } } },
      }),
      responses: answers(200, 'Columns and rows.', { type: 'object' }),
    },
  },
})

/** Paths of one resource; child rows are read only, they are written with their parent. */
export const resourcePaths = (resource: Resource, locale: Locale): Json => {
  const { name, kind } = resource
  const one: Json = {
    operationId: `read_${name}`,
    tags: [resource.entity.name],
    responses: answers(200, 'The record.', ref(name), etag),
  }
  const list = listOperation(resource, locale)
  if (kind === 'lines')
    return {
      [`/api/${name}`]: { get: list },
      [`/api/${name}/{id}`]: { parameters: [idParameter], get: one },
      ...aggregatePath(resource),
    }
  return {
    [`/api/${name}`]: { get: list, post: write(resource, 'create', []) },
    [`/api/${name}/{id}`]: {
      parameters: [idParameter],
      get: one,
      patch: write(resource, 'update', [ifMatch]),
      put: write(resource, 'replace', []),
      delete: write(resource, 'archive', [], false),
    },
    [`/api/${name}/{id}/restore`]: {
      parameters: [idParameter],
      post: write(resource, 'restore', [], false),
    },
    ...stepPaths(resource, locale),
    ...aggregatePath(resource),
  }
}

/** Paths that are the same for every model. */
export const sharedPaths = (): Json => ({
  '/api/session': {
    post: {
      operationId: 'sign_in',
      security: [],
      requestBody: body({
        type: 'object',
        required: ['login', 'password'],
        properties: { login: { type: 'string' }, password: { type: 'string' } },
      }),
      responses: answers(200, 'Who signed in.', { type: 'object' }),
    },
    get: { operationId: 'who', responses: answers(200, 'Who is signed in.', { type: 'object' }) },
    delete: { operationId: 'sign_out', security: [], responses: answers(200, 'Nobody is.', { type: 'object' }) },
  },
  '/api/model': {
    get: { operationId: 'model', responses: answers(200, 'The model as the caller may see it.', { type: 'object' }) },
  },
  '/api/search': {
    get: {
      operationId: 'search',
      parameters: [query('q', 'What to look for.')],
      responses: answers(200, 'Records, best first.', { type: 'array', items: { type: 'object' } }),
    },
  },
}) // prettier-ignore
