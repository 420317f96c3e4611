import { sql } from 'kysely'
import type { Field } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { Problem } from '../problems.ts'
import { isData, isId } from './body.ts'
import type { Call } from './call.ts'

type Data = Readonly<Record<string, unknown>>
type Stored = {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly type: string
}
type Found = Stored & {
  readonly resource: string | null
  readonly record_id: string | null
  readonly created_by: string | null
}

type Visit = (value: unknown, path: string) => unknown

/** Rebuilds data with every attachments value replaced, in fields and in their lines. */
const mapAttachments = (
  fields: Readonly<Record<string, Field>>,
  data: Data,
  at: string,
  visit: Visit,
): Data =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined
      if (field?.type === 'attachments') return [name, visit(value, `${at}${name}`)]
      if (field?.type === 'lines' && Array.isArray(value))
        return [
          name,
          value.map((row: unknown, i) =>
            isData(row) ? mapAttachments(field.fields, row, `${at}${name}.${i}.`, visit) : row,
          ),
        ]
      return [name, value]
    }),
  )

const idsIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap((item: unknown) => (isData(item) && isId(item['id']) ? [item['id']] : []))
    : []

const find = async (call: Call, ids: readonly string[]): Promise<ReadonlyMap<string, Found>> => {
  const { rows } = await sql<Found & { size: string }>`
    select id, name, size, type, resource, record_id, created_by from _files
    where id = any(${[...ids]}::uuid[])`.execute(call.parts.database.kysely)
  return new Map(rows.map((row) => [row.id, { ...row, size: Number(row.size) }]))
}

/**
 * Replaces what a client says of its attachments by what the server knows of them.
 *
 * Errors: `invalid` at the field for a file that is not there, is somebody else's or belongs to another record.
 */
export const withKnownFiles = async (
  call: Call,
  fields: Resource['fields'],
  data: Data,
  record: string | null,
): Promise<Data> => {
  const ids: string[] = []
  mapAttachments(fields, data, '', (value) => void ids.push(...idsIn(value)))
  if (ids.length === 0) return data
  const files = await find(call, ids)
  const mine = call.who.employee ?? call.who.account
  return mapAttachments(fields, data, '', (value, path) => {
    if (!Array.isArray(value)) return value
    return value.map((item: unknown, i): Stored => {
      const file = isData(item) ? files.get(String(item['id'])) : undefined
      const usable = file && (file.record_id === null ? file.created_by === mine : file.record_id === record) // prettier-ignore
      if (!usable)
        throw new Problem('invalid', {
          errors: { [`${path}.${i}`]: { zh: '请先上传文件', en: 'must be a file uploaded for this record' } },
        }) // prettier-ignore
      return { id: file.id, name: file.name, size: file.size, type: file.type }
    })
  })
}

/** Attaches the loose files that a saved record names; called after the save. */
export const claimFiles = async (call: Call, data: Data, record: string): Promise<void> => {
  const ids: string[] = []
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      ids.push(...idsIn(value))
      value.forEach(walk)
    } else if (isData(value)) Object.values(value).forEach(walk)
  }
  walk(data)
  if (ids.length === 0) return
  const mine = call.who.employee ?? call.who.account
  await sql`update _files set record_id = ${record}::uuid
    where id = any(${ids}::uuid[]) and record_id is null and created_by = ${mine}::uuid`.execute(
    call.parts.database.kysely,
  )
}
