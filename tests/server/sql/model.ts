import type { Entity, Field, Label, Model } from '#model/language/definition.ts'
import { indexModel, type ModelIndex } from '#model/language/resources.ts'
import type { Context } from '#model/language/context.ts'

export const label = (text: string): Label => ({ zh: text, en: text })

/** Makes an entity of a few fields; everything else is as small as a definition may be. */
export const entityOf = (
  name: string,
  fields: Readonly<Record<string, Field>>,
  more: Partial<Entity> = {},
): Entity => ({
  name,
  label: label(name),
  module: 'test',
  tier: 'core',
  clauses: ['T'],
  title: '{id}',
  access: {},
  fields,
  ...more,
})

export const modelOf = (entities: readonly Entity[]): Model => ({
  name: 'test',
  modules: [],
  roles: [],
  parameters: [],
  clauses: [],
  entities,
  metrics: [],
  dashboards: [],
})

export const indexOf = (entities: readonly Entity[]): ModelIndex => indexModel(modelOf(entities))

/** Saturday 21 November 2026, 10:00 in Shanghai. */
export const contextOf = (more: Partial<Context> = {}): Context => ({
  now: '2026-11-21T02:00:00.000Z',
  today: '2026-11-21',
  zone: 'Asia/Shanghai',
  me: null,
  roles: [],
  departments: [],
  param: () => null,
  ...more,
})

export const employees = entityOf(
  'employees',
  { name: { type: 'text', label: label('name') } },
  { title: '{name}' },
)
export const departments = entityOf(
  'departments',
  { name: { type: 'text', label: label('name') } },
  { title: '{name}' },
)
