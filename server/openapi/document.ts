import type { Entity, Label, Model } from '#model/language/definition.ts'
import { indexModel, type Resource } from '#model/language/resources.ts'
import { problems } from '../problems.ts'
import type { Settings } from '../routes/call.ts'
import { answerSchemas, problemSchema } from './answer-schemas.ts'
import { examplesOf } from './examples.ts'
import { json, ref, sharedParameters, text, type Json } from './parts.ts'
import { listParameters, resourcePaths } from './resource-paths.ts'
import { changeSchema, recordSchema, requiredFields } from './schema.ts'
import { sharedPaths, sharedTags } from './shared-paths.ts'

type Locale = keyof Label

const tagOf = (entity: Entity, locale: Locale): Json => ({
  name: entity.name,
  description: [entity.label[locale], ...(entity.help ? [entity.help[locale]] : [])].join(': '),
})

/** A record as it is read, as it is changed, and as it begins. */
const schemasOf = (resource: Resource, locale: Locale): Json => {
  const { name, kind, fields } = resource
  if (kind === 'lines') return { [name]: recordSchema(resource, locale) }
  const required = requiredFields(fields)
  return {
    [name]: recordSchema(resource, locale),
    [`${name}_change`]: changeSchema(resource, locale),
    [`${name}_new`]: {
      ...(required.length > 0 && { required }),
      allOf: [ref(`${name}_change`)],
    },
  }
}

const headers: Json = {
  ETag: { description: 'Version of the record.', schema: text, example: '"7"' },
  ContentRange: { description: 'Rows of the page and the total.', schema: text, example: 'orders 0-24/1042' },
  NextAfter: { description: 'Cursor of the next page.', schema: text },
} // prettier-ignore

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'The same key creates only once.',
  schema: { type: 'string', maxLength: 200 },
}

const componentsOf = (resources: readonly Resource[], locale: Locale): Json => ({
  securitySchemes: {
    session: { type: 'apiKey', in: 'cookie', name: 'charter_session' },
    token: { type: 'http', scheme: 'bearer' },
  },
  parameters: { ...sharedParameters, ...listParameters, IdempotencyKey: idempotencyKey },
  headers,
  responses: {
    Problem: {
      description: 'A problem: its code, its message and the fields concerned.',
      content: json(ref('Problem')),
    },
  },
  schemas: Object.assign(
    { Problem: problemSchema(Object.keys(problems)) },
    answerSchemas,
    ...resources.map((resource) => schemasOf(resource, locale)),
  ),
  examples: Object.assign({}, ...resources.map(examplesOf)),
})

/**
 * Describes the API of a model as OpenAPI 3.1: every route, every resource with its fields, steps and problems.
 *
 * Shape: the same paths as the route table serves, but for those of operators; what the caller may not see is not in
 * the model given.
 */
export const openApiOf = (
  model: Model,
  settings: Pick<Settings, 'version' | 'company'>,
  locale: Locale,
): Json => {
  const resources = [...indexModel(model).resources.values()]
  return {
    openapi: '3.1.0',
    info: {
      title: settings.company[locale],
      version: settings.version,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { token: [] }],
    tags: [
      ...Object.entries(sharedTags).map(([name, description]) => ({ name, description })),
      ...model.entities.map((entity) => tagOf(entity, locale)),
    ],
    paths: Object.assign(
      {},
      sharedPaths,
      ...resources.map((resource) => resourcePaths(resource, locale)),
    ),
    components: componentsOf(resources, locale),
  }
}
