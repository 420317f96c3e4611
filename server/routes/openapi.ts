import type { Entity, Label, Model } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import { problems } from '../problems.ts'
import type { Settings } from './call.ts'
import { problemSchema, resourcePaths, sharedPaths } from './openapi-paths.ts'
import { recordSchema, type Json } from './openapi-schema.ts'

type Locale = keyof Label

const tagOf = (entity: Entity, locale: Locale): Json => ({
  name: entity.name,
  description: [entity.label[locale], ...(entity.help ? [entity.help[locale]] : [])].join(': '),
})

/**
 * Describes the API of a model as OpenAPI 3.1: every resource with its fields, steps and problems.
 *
 * Shape: the same paths as the route table serves; what the caller may not see is not in the model given.
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
    tags: model.entities.map((entity) => tagOf(entity, locale)),
    paths: Object.assign(
      sharedPaths(),
      ...resources.map((resource) => resourcePaths(resource, locale)),
    ),
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'charter_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        Problem: problemSchema(Object.keys(problems)),
        ...Object.fromEntries(
          resources.map((resource) => [resource.name, recordSchema(resource, locale)]),
        ),
      },
    },
  }
}
