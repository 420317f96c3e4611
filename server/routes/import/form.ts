import { delimiters, encodings } from '#model/language/import/recipe.ts'
import type { Correction } from '#model/language/import/wire.ts'
import type { ImportRequest } from '../../import/import-files.ts'
import type { Readings } from '../../import/inspect.ts'
import type { ImportFile } from '../../import/table.ts'
import { Problem } from '../../problems.ts'
import { badRequest, isData, parseJson, readForm } from '../body.ts'
import type { Call } from '../call.ts'

const invalid = (name: string, zh: string, en: string): Problem =>
  new Problem('invalid', { errors: { [name]: { zh, en } } })

/** Reads a flag of the query; undefined when it is absent. */
export const flag = (call: Call, name: string): boolean | undefined => {
  const value = call.query.get(name)
  if (value === undefined || value === 'true' || value === 'false')
    return value === undefined ? undefined : value === 'true'
  throw new Problem('bad_query', {
    errors: { [name]: { zh: '应为 true 或 false', en: 'must be true or false' } },
  })
}

/** Reads the form of an upload; parts that it does not know are refused. */
export const uploadOf = async (call: Call, parts: readonly string[]): Promise<FormData> => {
  const form = await readForm(call.http.req.raw, call.parts.settings.limits.fileBytes)
  const known = ['files', ...parts].join(', ')
  for (const name of form.keys())
    if (name !== 'files' && !parts.includes(name))
      throw invalid(name, `未知成员；可用：${known}`, `unknown member; allowed: ${known}`)
  return form
}

const jsonPart = async (form: FormData, name: string): Promise<unknown> => {
  const given = form.get(name)
  if (given === null) return undefined
  const text = typeof given === 'string' ? given : await given.text()
  return parseJson(text, (zh, en) => badRequest(`${name} ${zh}`, `The ${name} ${en}`))
}

/** Reads the files of an upload, at least one. */
export const filesIn = async (form: FormData): Promise<readonly ImportFile[]> => {
  const files: ImportFile[] = []
  for (const given of form.getAll('files'))
    if (given instanceof File)
      files.push({ name: given.name, bytes: new Uint8Array(await given.arrayBuffer()) })
  if (files.length === 0) throw invalid('files', '请选择文件', 'must be at least one file')
  return files
}

const isCorrection = (value: unknown): value is Correction =>
  isData(value) &&
  typeof value['file'] === 'string' &&
  typeof value['row'] === 'number' &&
  (value['skip'] === true
    ? Object.keys(value).length === 3
    : typeof value['column'] === 'string' && typeof value['value'] === 'string' && Object.keys(value).length === 4) // prettier-ignore

const correctionsIn = async (form: FormData): Promise<readonly Correction[]> => {
  const given = (await jsonPart(form, 'corrections')) ?? []
  if (Array.isArray(given) && given.every(isCorrection)) return given
  throw invalid('corrections', '应为 { file, row, column, value } 或 { file, row, skip: true } 的列表', 'must be a list of { file, row, column, value } or { file, row, skip: true }') // prettier-ignore
}

/** Reads what is to be imported: files, recipe, corrections, and how. */
export const requestOf = async (call: Call): Promise<ImportRequest> => {
  const form = await uploadOf(call, ['recipe', 'corrections'])
  const historical = flag(call, 'historical')
  const recipe = await jsonPart(form, 'recipe')
  if (recipe === undefined) throw invalid('recipe', '必填', 'is required')
  return {
    recipe,
    files: await filesIn(form),
    corrections: await correctionsIn(form),
    dryRun: flag(call, 'dry_run') ?? false,
    ...(historical !== undefined && { historical }),
  }
}

const isReading = (value: unknown): boolean =>
  isData(value) &&
  Object.entries(value).every(([name, each]) =>
    name === 'sheet'
      ? typeof each === 'string'
      : name === 'encoding'
        ? encodings.some((known) => known === each)
        : name === 'delimiter' && delimiters.some((known) => known === each),
  )

/** Reads how files are to be read: sheet, encoding and delimiter by the name of the file. */
export const readingsIn = async (form: FormData): Promise<Readings> => {
  const given = (await jsonPart(form, 'readings')) ?? {}
  if (isData(given) && Object.values(given).every(isReading)) return given as Readings
  throw invalid('readings', '应为 { 文件名: { sheet, encoding, delimiter } }', 'must be { file: { sheet, encoding, delimiter } }') // prettier-ignore
}
