import type { Label, Transition } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { isSystemStep } from '#model/language/workflow.ts'
import {
  answers, anyObject, body, encoded, form, filePart, idParameter, ifMatch, ifMatchOptional, json, listOf, object, query, ref, text,
  type Json,
} from './parts.ts' // prettier-ignore
import { fieldSchema } from './schema.ts'

type Locale = keyof Label

const etag: Json = { ETag: { $ref: '#/components/headers/ETag' } }
const parameter = (name: string): Json => ({ $ref: `#/components/parameters/${name}` })
const words = (zh: string, en: string): Label => ({ zh, en })

const pair: Json = {
  type: 'array',
  prefixItems: [text, { type: 'string', enum: ['ASC', 'DESC'] }],
  minItems: 2,
  maxItems: 2,
}
const rowNumber: Json = { type: 'integer', minimum: 0 }
const range: Json = { type: 'array', prefixItems: [rowNumber, rowNumber], minItems: 2, maxItems: 2 }

/** Parameters of lists, once in the document. */
export const listParameters: Json = {
  filter: encoded('filter', 'A predicate over the fields.', anyObject, { id: { $null: false } }),
  sort: encoded('sort', 'Field and direction, or a list of such pairs.', { anyOf: [pair, listOf(pair)] }, ['id', 'ASC']),
  range: encoded('range', 'First and last row, zero based, inclusive.', range, [0, 24]),
  asOf: query('asOf', 'Values as they stood at the end of a day.', { type: 'string', format: 'date' }),
  total: query('total', 'How the total is counted.', { type: 'string', enum: ['exact', 'capped', 'none'] }),
  after: query('after', 'Cursor of the page before, its X-Next-After.'),
} // prettier-ignore

const summaries = {
  list: words('列表', 'A page of records'),
  create: words('新建', 'Create a record'),
  read: words('读取', 'Read a record'),
  update: words('修改', 'Change some fields'),
  replace: words('修改（整条记录）', 'Change, sending the whole record back'),
  archive: words('归档', 'Archive, recoverably'),
  restore: words('恢复', 'Restore from the archive'),
  steps: words('可用步骤', 'Steps on offer, with the reasons against them'),
  history: words('历史', 'Changes, steps and opinions, oldest first'),
  comments: words('评论', 'Comments'),
  comment: words('发表评论', 'Comment'),
  files: words('附件', 'Files'),
  attach: words('上传附件', 'Attach a file'),
  print: words('打印', 'On paper'),
  bulk: words('批量', 'Several records, all or none'),
  export: words('导出', 'All rows as a file'),
  aggregate: words('统计', 'Figures'),
  aggregate_by_address: words('统计（地址参数）', 'Figures, asked in the address'),
} as const satisfies Readonly<Record<string, Label>>

type Kind = keyof typeof summaries

type About = { readonly resource: Resource; readonly locale: Locale }

const operation = ({ resource, locale }: About, kind: Kind, rest: Json): Json => ({
  operationId: `${resource.name}.${kind}`,
  summary: `${resource.label[locale]}: ${summaries[kind][locale]}`,
  tags: [resource.entity.name],
  ...rest,
})

const one = ({ resource: { name } }: About, status = 200): Json =>
  answers('The whole record.', json(ref(name), name), { status, headers: etag })

const listOperation = (about: About, name = about.resource.name): Json =>
  operation(about, 'list', {
    parameters: Object.keys(listParameters).map(parameter),
    responses: answers('A page.', json(listOf(ref(name)), `${name}_list`), {
      headers: {
        'Content-Range': { $ref: '#/components/headers/ContentRange' },
        'X-Next-After': { $ref: '#/components/headers/NextAfter' },
      },
    }),
  })

const revealParameter = query('reveal', 'Shows one secret field; logged.')

const readOperation = (about: About): Json =>
  operation(about, 'read', {
    parameters: [parameter('asOf'), revealParameter],
    responses: one(about),
  })

const aggregatePath = (about: About): Json => {
  const responses = answers('Columns and rows.', json(ref('AggregateAnswer')))
  const question = ref('AggregateQuery')
  return {
    [`/api/${about.resource.name}/aggregate`]: {
      post: operation(about, 'aggregate', { requestBody: body(json(question)), responses }),
      get: operation(about, 'aggregate_by_address', {
        parameters: [{ ...encoded('query', 'The question.', question, { measures: ['rows'] }), required: true }],
        responses,
      }),
    },
  } // prettier-ignore
}

const stepOperation = (about: About, name: string, step: Transition): Json => ({
  operationId: `${about.resource.name}.step.${name}`,
  summary: `${about.resource.label[about.locale]}: ${step.label[about.locale]}`,
  tags: [about.resource.entity.name],
  parameters: [ifMatch],
  requestBody: body(json(stepSchema(about, step))),
  responses: one(about),
})

/** Answers of the dialog, and the fields of the record that it fills. */
const stepSchema = ({ resource, locale }: About, step: Transition): Json => {
  const filled = (step.fills ?? []).flatMap((name) => {
    const field = resource.fields[name]
    return field ? [[name, field] as const] : []
  })
  const asked = Object.entries(step.ask ?? {})
  const required = asked.flatMap(([name, { required: must }]) => (must === true ? [name] : []))
  const properties = [...filled, ...asked].map(([name, field]) => [name, fieldSchema(field, locale, 'write')]) // prettier-ignore
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(properties),
  }
}

const stepPaths = (about: About): Json =>
  Object.fromEntries(
    Object.entries(about.resource.entity.workflow?.transitions ?? {})
      .filter(([, step]) => !isSystemStep(step) || step.by.length > 1)
      .map(([name, step]) => [
        `/api/${about.resource.name}/{id}/transitions/${name}`,
        { parameters: [idParameter], post: stepOperation(about, name, step) },
      ]),
  )

const itself = (about: About): Json => {
  const { name } = about.resource
  const change = ref(`${name}_change`)
  const whole = { allOf: [change, object({ version: { type: 'integer' } })] }
  return {
    [`/api/${name}`]: {
      get: listOperation(about),
      post: operation(about, 'create', {
        parameters: [parameter('IdempotencyKey')],
        requestBody: body(json(ref(`${name}_new`), `${name}_new`)),
        responses: one(about, 201),
      }),
    },
    [`/api/${name}/{id}`]: {
      parameters: [idParameter],
      get: readOperation(about),
      patch: operation(about, 'update', { parameters: [ifMatch], requestBody: body(json(change)), responses: one(about) }),
      put: operation(about, 'replace', { requestBody: body(json(whole)), responses: one(about) }),
      delete: operation(about, 'archive', { parameters: [ifMatchOptional], responses: one(about) }),
    },
    [`/api/${name}/{id}/restore`]: {
      parameters: [idParameter],
      post: operation(about, 'restore', { parameters: [ifMatchOptional], responses: one(about) }),
    },
  } // prettier-ignore
}

/** What hangs on every record: steps, history, comments, files, paper. */
const around = (about: About): Json => {
  const at = `/api/${about.resource.name}/{id}`
  const page = { 'text/html': { schema: text } }
  const of = (rest: Json): Json => ({ parameters: [idParameter], ...rest })
  const many = (schema: string) => answers('In order.', json(listOf(ref(schema))))
  return {
    [`${at}/steps`]: of({ get: operation(about, 'steps', { responses: many('Step') }) }),
    [`${at}/history`]: of({ get: operation(about, 'history', { responses: many('HistoryEntry') }) }),
    [`${at}/comments`]: of({
      get: operation(about, 'comments', { responses: many('Comment') }),
      post: operation(about, 'comment', {
        requestBody: body(json(object({ body: { type: 'string', minLength: 1 } }))),
        responses: answers('The comment.', json(ref('Comment')), { status: 201 }),
      }),
    }),
    [`${at}/files`]: of({
      get: operation(about, 'files', { responses: many('File') }),
      post: operation(about, 'attach', {
        requestBody: form({ file: filePart, field: text }, ['file']),
        responses: answers('The file.', json(ref('File')), { status: 201 }),
      }),
    }),
    [`${at}/print`]: of({
      get: operation(about, 'print', { parameters: [query('template', 'Which paper.')], responses: answers('HTML for the printer.', page) }),
    }),
  } // prettier-ignore
}

const allRows = (about: About): Json => {
  const files = { 'text/csv': { schema: text }, [xlsx]: { schema: filePart } }
  const parameters = [
    query('format', 'Kind of file; default csv.', { type: 'string', enum: ['csv', 'xlsx'] }),
    ...['filter', 'sort', 'asOf'].map(parameter),
    encoded('columns', 'Fields, in order.', listOf(text), ['id']),
  ]
  return {
    [`/api/${about.resource.name}/export`]: {
      get: operation(about, 'export', { parameters, responses: answers('The file.', files) }),
    },
  }
}

const together = (about: About): Json => ({
  [`/api/${about.resource.name}/bulk`]: {
    post: operation(about, 'bulk', {
      requestBody: body(json(ref('BulkRequest'))),
      responses: answers('The records.', json(listOf(ref(about.resource.name)))),
    }),
  },
})

/** Media type of a workbook. */
export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Paths of one resource; child rows are read only, they are written with their parent. */
export const resourcePaths = (resource: Resource, locale: Locale): Json => {
  const about = { resource, locale }
  if (resource.kind === 'lines')
    return {
      [`/api/${resource.name}`]: { get: listOperation(about) },
      [`/api/${resource.name}/{id}`]: { parameters: [idParameter], get: readOperation(about) },
      ...allRows(about),
      ...aggregatePath(about),
    }
  return {
    ...itself(about),
    ...around(about),
    ...together(about),
    ...allRows(about),
    ...aggregatePath(about),
    ...stepPaths(about),
  }
}
