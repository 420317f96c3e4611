import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

type Schema = Readonly<Record<string, unknown>>
type Content = { readonly content?: { readonly 'application/json'?: { readonly schema: Schema } } }
type Operation = { readonly responses: Readonly<Record<string, Content & { $ref?: string }>> }

/** As much of an OpenAPI document as the tests look at. */
export type Document = {
  readonly openapi: string
  readonly paths: Record<string, Readonly<Record<string, unknown>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly examples: Record<string, { readonly value: unknown }>
    readonly responses: Readonly<Record<string, Content>>
  }
}

const schemaOf = (document: Document, template: string, method: string, status: number) => {
  const operation = document.paths[template]?.[method.toLowerCase()] as Operation | undefined
  const response = operation?.responses[status] ?? operation?.responses[`${String(status)[0]}XX`]
  const shared = response?.$ref?.split('/').at(-1)
  const found = shared === undefined ? response : document.components.responses[shared]
  return found?.content?.['application/json']?.schema
}

/** Checks values against the schemas of a document, by JSON Schema 2020-12; answers what is wrong. */
export const schemaChecker = (document: Document) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'charter', components: document.components })
  const check = (schema: Schema, value: unknown): readonly string[] => {
    const text = JSON.stringify(schema).replaceAll('"#/components', '"charter#/components')
    const validate = ajv.compile(JSON.parse(text))
    validate(value)
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
  }
  const answer = (template: string, method: string, status: number, body: unknown) => {
    const schema = schemaOf(document, template, method, status)
    return schema ? check(schema, body) : [`${method} ${template} has no answer ${status}`]
  }
  return Object.assign(check, { answer })
}
