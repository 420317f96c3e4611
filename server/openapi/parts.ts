/** A part of the document: JSON as the standard defines it; held right by validators in the tests. */
export type Json = Readonly<Record<string, unknown>>

/** Points to a schema of the document. */
export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })

export const listOf = (items: Json): Json => ({ type: 'array', items })
export const text: Json = { type: 'string' }
export const flag: Json = { type: 'boolean' }
export const id: Json = { type: 'string', format: 'uuid' }
export const instant: Json = { type: 'string', format: 'date-time' }
export const anything: Json = {}
export const anyObject: Json = { type: 'object', additionalProperties: true }
export const map = (values: Json): Json => ({ type: 'object', additionalProperties: values })
export const orNull = ({ type, ...rest }: Json): Json => ({ ...rest, type: [type, 'null'] })

/** An object whose members are all there, but for those named optional. */
export const object = (properties: Json, optional: readonly string[] = []): Json => {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', ...(required.length > 0 && { required }), properties }
}

const problems: Json = {
  '4XX': { $ref: '#/components/responses/Problem' },
  '5XX': { $ref: '#/components/responses/Problem' },
}

/** JSON content, with an example of the document's own where there is one. */
export const json = (schema: Json, example?: string): Json => ({
  'application/json': {
    schema,
    ...(example !== undefined && {
      examples: { usual: { $ref: `#/components/examples/${example}` } },
    }),
  },
})

/** Answers of an operation: the good one, and every problem. */
export const answers = (
  description: string,
  content: Json,
  options: { readonly status?: number; readonly headers?: Json } = {},
): Json => ({
  [options.status ?? 200]: {
    description,
    content,
    ...(options.headers && { headers: options.headers }),
  },
  ...problems,
})

/** A plain parameter of the query. */
export const query = (name: string, description: string, schema: Json = text): Json => ({
  name,
  in: 'query',
  description,
  schema,
})

/** A parameter of the query that is JSON. */
export const encoded = (name: string, description: string, schema: Json, example: unknown): Json => ({
  name,
  in: 'query',
  description,
  content: { 'application/json': { schema, example } },
}) // prettier-ignore

export const body = (content: Json): Json => ({ required: true, content })

/** A form with files. */
export const form = (properties: Json, required: readonly string[]): Json =>
  body({ 'multipart/form-data': { schema: { type: 'object', required, properties } } })

export const filePart: Json = {
  type: 'string',
  format: 'binary',
  contentMediaType: 'application/octet-stream',
}

export const idParameter: Json = { $ref: '#/components/parameters/id' }
export const ifMatch: Json = { $ref: '#/components/parameters/IfMatch' }
export const ifMatchOptional: Json = { $ref: '#/components/parameters/IfMatchOptional' }

/** Parameters that many operations share. */
export const sharedParameters: Json = {
  id: { name: 'id', in: 'path', required: true, schema: id },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'Version that the change is based on, as the ETag gave it.',
    schema: text,
    example: '"7"',
  },
  IfMatchOptional: {
    name: 'If-Match',
    in: 'header',
    description: 'Version that is expected; checked when it is sent.',
    schema: text,
    example: '"7"',
  },
}

type OperationOptions = {
  readonly requestBody?: Json
  readonly parameters?: readonly Json[]
  readonly status?: number
  /** Answered to anybody. */
  readonly isOpen?: boolean
}

/** An operation that is the same for every model; its tag is the first word of its id. */
export const operation = (
  operationId: string,
  summary: string,
  content: Json,
  options: OperationOptions = {},
): Json => {
  const { requestBody, parameters, status = 200, isOpen = false } = options
  return {
    operationId,
    summary,
    tags: [operationId.split('.')[0]],
    ...(isOpen && { security: [] }),
    ...(parameters && { parameters }),
    ...(requestBody && { requestBody }),
    responses: answers(summary, content, { status }),
  }
}
