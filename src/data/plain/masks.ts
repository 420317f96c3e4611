import type { DataProvider } from 'ra-core'
import type { Field } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import type { AppDataProvider } from '../provider.ts'

type Data = Readonly<Record<string, unknown>>
type Fields = Readonly<Record<string, Field>>

/** Secrets are shown one at a time; what the role may not see on any row is marked in its model. */
const isHidden = (field: Field): boolean => field.secret === true || 'masked' in field

const emptied = (row: Data, fields: Fields): Data => {
  const hidden = Object.keys(fields).filter((name) => {
    const field = fields[name]
    return field !== undefined && isHidden(field) && name in row
  })
  return hidden.length === 0 ? row : { ...row, ...Object.fromEntries(hidden.map((name) => [name, null])) }
} // prettier-ignore

/** A record as the role may see it: as Charter's server would answer it, though here nothing is protected. */
const masked = <T extends Data>(index: ModelIndex, resource: string, row: T): T => {
  const fields = index.resources.get(resource)?.fields ?? {}
  const seen: Record<string, unknown> = { ...emptied(row, fields) }
  for (const [name, field] of Object.entries(fields)) {
    const lines = seen[name]
    if (field.type === 'lines' && Array.isArray(lines))
      seen[name] = lines.map((line: Data) => emptied(line, field.fields))
  }
  return seen as T // the same fields
}

/** Puts back into saved lines what the form was not shown. */
export const withHidden = (fields: Fields, values: Data, current: Data): Data => {
  const kept: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const [lines, known] = [values[name], current[name]]
    if (field.type !== 'lines' || !Array.isArray(lines) || !Array.isArray(known)) continue
    const hidden = Object.keys(field.fields).filter((key) => {
      const inner = field.fields[key]
      return inner !== undefined && isHidden(inner)
    })
    const byId = new Map(known.map((line: Data) => [line.id, line]))
    kept[name] = lines.map((line: Data) => {
      const before = byId.get(line.id)
      const back = hidden.filter((key) => line[key] == null && before?.[key] != null)
      return { ...line, ...Object.fromEntries(back.map((key) => [key, before?.[key]])) }
    })
  }
  return { ...values, ...kept }
}

const oneRow = ['getOne', 'create', 'update', 'delete', 'transition'] as const
const manyRows = ['getList', 'getMany', 'getManyReference'] as const

type Method = (resource: string, ...rest: unknown[]) => Promise<{ readonly data: unknown }>

/** Lets every record that reaches the console be masked. */
export const withMasks = (index: ModelIndex, provider: AppDataProvider): AppDataProvider => {
  const changed = (name: string, change: (resource: string, data: unknown) => unknown) => {
    const method = provider[name as keyof DataProvider] as Method // one of the names above
    const call: Method = async (resource, ...rest) => {
      const answer = await method(resource, ...rest)
      return { ...answer, data: change(resource, answer.data) }
    }
    return [name, call] as const
  }
  const mask = (resource: string, row: unknown): unknown => masked(index, resource, row as Row) // a record
  return {
    ...provider,
    ...Object.fromEntries([
      ...oneRow.map((name) => changed(name, mask)),
      ...manyRows.map((name) => changed(name, (resource, rows) => (rows as Row[]).map((row) => mask(resource, row)))), // records
    ]),
  }
} // prettier-ignore
