import { sql } from 'kysely'
import { v7 } from 'uuid'
import { accessTest, fieldAccess, mayCreate } from '#model/language/access.ts'
import { localDay } from '#model/language/time.ts'
import type { Resource } from '#model/language/resources.ts'
import { sha256 } from '../auth/secrets.ts'
import type { Row } from '#model/language/wire.ts'
import { forbidden } from '../auth/denial.ts'
import { Problem } from '../problems.ts'
import { readForm } from './body.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'
import { endingOf, mediaTypeOf } from './file-types.ts'
import { currentParameters } from './parameters.ts'
import { employeeNames } from './people.ts'
import { idOf, namedResource, noteAccess, resourceOf } from './resource.ts'
import { requireRight } from './scope.ts'

type Data = Readonly<Record<string, unknown>>

/** Multipart adds boundaries and part headers to the file itself. */
const formOverhead = 64 * 1024

/** Who uploaded: the employee, else the account itself. */
const uploader = (call: Call): string | null => call.who.employee ?? call.who.account

const invalid = (path: string, zh: string, en: string): Problem =>
  new Problem('invalid', { errors: { [path]: { zh, en } } })

/** A file of a type and size that the parameters allow, whose content is what its ending says (R-192). */
const acceptable = async (
  call: Call,
  file: File,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string; ending: string }> => {
  const param = await currentParameters(call.parts)
  const most = Math.min(Number(param('files.max_mb') ?? 20) * 1024 * 1024, call.parts.settings.limits.fileBytes) // prettier-ignore
  const megabytes = Math.round((most / 1024 / 1024) * 100) / 100
  if (file.size > most)
    throw new Problem('too_large', {
      message: { zh: `文件超过 ${megabytes} MB`, en: `The file is larger than ${megabytes} MB` },
      details: { limit_bytes: most },
    })
  if (file.size === 0) throw invalid('file', '文件为空', 'is empty')
  const listed = param('files.types')
  const types = Array.isArray(listed) ? listed.map(String) : []
  const ending = endingOf(file.name)
  if (!types.includes(ending))
    throw new Problem('unsupported_type', {
      message: { zh: `文件类型应为 ${types.join('、')}`, en: `The file must be one of ${types.join(', ')}` },
      details: { allowed: types },
    }) // prettier-ignore
  const bytes = new Uint8Array(await file.arrayBuffer())
  const type = mediaTypeOf(ending, bytes)
  if (type === null)
    throw new Problem('unsupported_type', {
      message: { zh: `文件内容不是有效的 ${ending}`, en: `The content of the file is not a readable ${ending}` },
      details: { allowed: types },
    }) // prettier-ignore
  return { bytes, type, ending }
}

const codeOf = (resource: Resource, row: Row | null): string => {
  const serial = Object.entries(resource.fields).find(([, field]) => field.type === 'serial')?.[0]
  const code = row?.[serial ?? 'code']
  return typeof code === 'string' && code !== '' ? code : (row?.id.slice(-12) ?? 'new')
}

/**
 * Standard name: record code, field, date, counter. The counter is never given twice.
 *
 * Source: R-192, P2 §4.1.3.
 */
const standardName = async (
  call: Call,
  resource: Resource,
  row: Row | null,
  field: string | null,
  ending: string,
): Promise<string> => {
  const { database, clock, settings } = call.parts
  const day = localDay(clock(), settings.zone).replaceAll('-', '')
  const stem = `${codeOf(resource, row)}-${field ?? 'file'}-${day}`.replaceAll(
    /[\\/:*?"<>|\s]/g,
    '_',
  )
  const { rows } = await sql<{ value: string }>`
    insert into _counters (key, value) values (${`file:${stem}`}, 1)
    on conflict (key) do update set value = _counters.value + 1 returning value`.execute(
    database.kysely,
  )
  return `${stem}-${String(rows[0]?.value ?? 1).padStart(2, '0')}.${ending}`
}

const store = async (
  call: Call,
  resource: Resource,
  row: Row | null,
  form: FormData,
): Promise<Response> => {
  const file = form.get('file')
  if (!(file instanceof File)) throw invalid('file', '请选择文件', 'must be a file')
  const asked = form.get('field')
  const field = typeof asked === 'string' && asked !== '' ? asked : null
  if (field !== null && resource.fields[field]?.type !== 'attachments')
    throw invalid('field', '不是附件字段', 'is not a field of attachments')
  const { bytes, type, ending } = await acceptable(call, file)
  const id = v7()
  const name = await standardName(call, resource, row, field, ending)
  const at = call.parts.clock()
  await call.parts.database.kysely
    .insertInto('_files')
    .values({
      id,
      name,
      type,
      field,
      content: bytes,
      resource: resource.name,
      record_id: row?.id ?? null,
      original_name: file.name.slice(0, 300),
      size: bytes.byteLength,
      sha256: await sha256(bytes),
      created_at: at,
      created_by: uploader(call),
    }) // prettier-ignore
    .execute()
  return jsonAnswer(
    { id, name, size: bytes.byteLength, type, original_name: file.name, ...(field && { field }), at }, // prettier-ignore
    { status: 201 },
  )
}

const read = (call: Call) =>
  readForm(call.http.req.raw, call.parts.settings.limits.fileBytes + formOverhead)

const upload = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const id = idOf(call)
  await requireRight(call, 'update', resource.name, id)
  const row = await call.parts.service.get(call.who, resource.name, id, { quiet: true })
  return store(call, resource, row, await read(call))
}

/** A file for a record that is still being written; the save that names it attaches it. */
const uploadLoose = async (call: Call): Promise<Response> => {
  const form = await read(call)
  const name = form.get('resource')
  if (typeof name !== 'string') throw invalid('resource', '必填', 'is required')
  const resource = namedResource(call, name)
  const { index } = call.parts
  const may =
    mayCreate(index, name, call.who) || accessTest(index, name, call.who, 'update') !== false
  if (!may) throw forbidden({ details: { rule: `${name}.access.create` } })
  return store(call, resource, null, form)
}

const listed = ['id', 'name', 'original_name', 'size', 'type', 'field', 'created_at', 'created_by'] as const // prettier-ignore

/** Whether the viewer may see the files of a field; files of no field follow the record. */
const fieldVisible = async (call: Call, resource: Resource, row: Row, field: unknown) => {
  if (typeof field !== 'string' || !Object.hasOwn(resource.fields, field)) return true
  const test = fieldAccess(call.parts.index, resource.name, field, call.who)
  if (typeof test === 'boolean') return test
  const page = await call.parts.service.list(call.who, resource.name, {
    filter: { $and: [{ id: row.id }, test] }, range: [0, 0], total: 'none', quiet: true,
  }) // prettier-ignore
  return page.rows.length > 0
}

const list = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const row = await call.parts.service.get(call.who, resource.name, idOf(call), { quiet: true })
  const files = await call.parts.database.kysely
    .selectFrom('_files')
    .select([...listed])
    .where('resource', '=', resource.name)
    .where('record_id', '=', row.id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const names = await employeeNames(call, files.map((file) => file['created_by'])) // prettier-ignore
  const fields = new Map<unknown, boolean>()
  for (const { field } of files)
    if (!fields.has(field)) fields.set(field, await fieldVisible(call, resource, row, field))
  return jsonAnswer(
    files
      .filter((file) => fields.get(file['field']) === true)
      .map(({ created_at, created_by, field, size, ...file }: Data) => ({
        ...file,
        size: Number(size),
        ...(field !== null && { field }),
        at: created_at,
        by_name: names.get(String(created_by)) ?? null,
      })),
  )
}

/** The row of a file that the caller may have; anything else is not found. */
const permitted = async (call: Call, id: string): Promise<Data> => {
  const file = await call.parts.database.kysely
    .selectFrom('_files')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  const resource = call.parts.index.resources.get(String(file?.['resource']))
  if (!file || !resource) throw new Problem('not_found')
  const record = file['record_id']
  if (typeof record !== 'string') {
    if (file['created_by'] !== uploader(call)) throw new Problem('not_found')
    return file
  }
  const row = await call.parts.service.get(call.who, resource.name, record, { quiet: true })
  if (!(await fieldVisible(call, resource, row, file['field']))) throw new Problem('not_found')
  return file
}

const download = async (call: Call): Promise<Response> => {
  const file = await permitted(call, idOf(call))
  const content = file['content']
  if (!(content instanceof Uint8Array)) throw new Problem('internal')
  const record = typeof file['record_id'] === 'string' ? file['record_id'] : undefined
  await noteAccess(call, 'download', String(file['resource']), record, { file: file['name'] })
  const name = String(file['name'])
  return new Response(new Uint8Array(content), {
    headers: {
      'content-type': String(file['type']),
      'content-length': String(content.byteLength),
      'content-disposition': `attachment; filename="${name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
}

/** Files of records, kept in the database and handed out under the rules of their record. */
export const fileRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/files', name: 'upload for a new record', access: 'signed_in', body: 'form', handle: uploadLoose },
  { method: 'GET', path: '/api/files/:id', name: 'download', access: 'signed_in', handle: download },
  { method: 'GET', path: '/api/:resource/:id/files', name: 'files', access: 'signed_in', handle: list },
  { method: 'POST', path: '/api/:resource/:id/files', name: 'upload', access: 'signed_in', body: 'form', handle: upload },
] // prettier-ignore
