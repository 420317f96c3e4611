import {
  exampleRecord,
  exampleValue,
  middle,
  type ExampleContext,
} from '#model/language/example.ts'
import { renderSerial } from '#model/language/numbering.ts'
import type { Resource } from '#model/language/resources.ts'
import { initialState } from '#model/language/workflow.ts'
import { requiredFields } from './schema.ts'
import type { Json } from './parts.ts'

/** Day and records around which every example is made up. */
const day = '2026-03-02'
const exampleId = '0195554f-7c00-7000-8000-000000000001'

const contextOf = ({ entity }: Resource): ExampleContext => ({
  chance: middle,
  day,
  reference: () => exampleId,
  entities: [entity.name],
  ...(entity.sample && { sample: entity.sample }),
})

const readValue = (resource: Resource, name: string, context: ExampleContext): unknown => {
  const field = resource.fields[name]
  if (!field) return null
  if (field.type === 'serial') return renderSerial(field.pattern, { day }, 1)
  if (field.type !== 'lines') return exampleValue(name, field, context)
  return [{ id: exampleId, ...exampleRecord(field.fields, { ...context, sample: {} }) }]
}

const record = (resource: Resource): Json => {
  const context = contextOf(resource)
  const values = Object.keys(resource.fields).map((name) => [name, readValue(resource, name, context)]) // prettier-ignore
  const state = initialState(resource.entity)
  if (resource.kind === 'lines') return { ...Object.fromEntries(values), id: exampleId }
  return {
    ...Object.fromEntries(values),
    id: exampleId,
    ...(state !== null && { state }),
    version: 1,
    archived: false,
  }
}

/** What somebody writes first: the fields that are required. */
const fresh = (resource: Resource): Json => {
  const wanted = new Set(requiredFields(resource.fields))
  const all = exampleRecord(resource.fields, contextOf(resource))
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.has(name)))
}

/** Examples of one resource by name: a record, a page, what creates one. */
export const examplesOf = (resource: Resource): Json => {
  const { name } = resource
  const value = record(resource)
  return {
    [name]: { value },
    [`${name}_list`]: { value: [value] },
    ...(resource.kind === 'entity' && { [`${name}_new`]: { value: fresh(resource) } }),
  }
}
