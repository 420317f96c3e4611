import { inLanguage } from '../import/import-files.ts'
import type { ImportFile } from '../import/table.ts'
import { Problem } from '../problems.ts'
import { badRequest, readForm } from './body.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'

const flag = (call: Call, name: string): boolean | undefined => {
  const value = call.query.get(name)
  if (value === undefined || value === 'true' || value === 'false')
    return value === undefined ? undefined : value === 'true'
  throw new Problem('bad_query', {
    errors: { [name]: { zh: '应为 true 或 false', en: 'must be true or false' } },
  })
}

const invalid = (name: string, zh: string, en: string): Problem =>
  new Problem('invalid', { errors: { [name]: { zh, en } } })

const recipeIn = async (form: FormData): Promise<unknown> => {
  const given = form.get('recipe')
  if (given === null) throw invalid('recipe', '必填', 'is required')
  const text = typeof given === 'string' ? given : await given.text()
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'not JSON'
    throw badRequest(`导入方案不是有效的 JSON（${reason}）`, `The recipe is not valid JSON (${reason})`) // prettier-ignore
  }
}

const filesIn = async (form: FormData): Promise<readonly ImportFile[]> => {
  const files: ImportFile[] = []
  for (const given of form.getAll('files'))
    if (given instanceof File)
      files.push({ name: given.name, bytes: new Uint8Array(await given.arrayBuffer()) })
  if (files.length === 0) throw invalid('files', '请选择文件', 'must be at least one file')
  return files
}

const onlyParts = (form: FormData): void => {
  for (const name of form.keys())
    if (name !== 'files' && name !== 'recipe')
      throw invalid(name, '未知成员；可用：files, recipe', 'unknown member; allowed: files, recipe')
}

const run = async (call: Call): Promise<Response> => {
  const form = await readForm(call.http.req.raw, call.parts.settings.limits.fileBytes)
  onlyParts(form)
  const dryRun = flag(call, 'dry_run') ?? false
  const historical = flag(call, 'historical')
  const answer = await call.parts.service.importFiles(call.who, {
    recipe: await recipeIn(form),
    files: await filesIn(form),
    dryRun,
    ...(historical !== undefined && { historical }),
  })
  const told = inLanguage(answer, call.locale)
  if (answer.problem_count === 0 || dryRun) return jsonAnswer(told)
  throw new Problem('invalid', {
    message: {
      zh: `有 ${answer.problem_count} 处问题，未写入任何内容`,
      en: `There are ${answer.problem_count} problems; nothing was written`,
    },
    details: told,
  })
}

/** Import of files; a dry run answers 200 with its problems, a run with problems 422 with the same list. */
export const importRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/import', name: 'import', access: 'signed_in', body: 'form', query: ['dry_run', 'historical'], handle: run },
] // prettier-ignore
