import { streamSSE } from 'hono/streaming'
import type { ImportMode } from '#model/language/import/fields.ts'
import { localDay } from '#model/language/time.ts'
import { mayCreate } from '#model/language/access.ts'
import { isAdministrator } from '../../auth/accounts.ts'
import { forbidden } from '../../auth/denial.ts'
import { errorFile } from '../../import/error-file.ts'
import { inLanguage, type ImportAnswer, type ImportRequest } from '../../import/import-files.ts'
import { inspectFiles } from '../../import/inspect.ts'
import { csvTemplate, xlsxTemplate } from '../../import/template.ts'
import { Problem } from '../../problems.ts'
import { jsonAnswer, type Call, type Route } from '../call.ts'
import { toProblem } from '../failures.ts'
import { badQuery, parseWord } from '../query.ts'
import { namedResource } from '../resource.ts'
import { filesIn, flag, readingsIn, requestOf, uploadOf } from './form.ts'

/** Tells listeners, and forgets whose rights may have changed: records of any entity may have been written. */
export const afterImport = ({ parts }: Call): void => {
  parts.events.wake()
  parts.callers.forget()
}

const refusal = (answer: ImportAnswer, told: Readonly<Record<string, unknown>>): Problem =>
  new Problem('invalid', {
    message: {
      zh: `有 ${answer.problem_count} 处问题，未写入任何内容`,
      en: `There are ${answer.problem_count} problems; nothing was written`,
    },
    details: told,
  })

const run = async (call: Call): Promise<Response> => {
  const request = await requestOf(call)
  if (call.http.req.header('accept')?.includes('text/event-stream')) return tell(call, request)
  const answer = await call.parts.service.importFiles(call.who, request)
  if (answer.id !== null) afterImport(call)
  const told = inLanguage(answer, call.locale)
  if (answer.problem_count === 0 || request.dryRun === true) return jsonAnswer(told)
  throw refusal(answer, told)
}

/** Answers as a stream: how far the import is, then its answer or why it was refused. */
const tell = (call: Call, request: ImportRequest): Response => {
  call.http.header('cache-control', 'no-store')
  call.http.header('x-accel-buffering', 'no')
  return streamSSE(call.http, async (stream) => {
    const send = (event: string, data: unknown) => stream.writeSSE({ event, data: JSON.stringify(data) }) // prettier-ignore
    let sent = Promise.resolve()
    try {
      const answer = await call.parts.service.importFiles(call.who, {
        ...request,
        onProgress: (progress) => {
          sent = sent.then(() => send('progress', progress))
        },
      })
      if (answer.id !== null) afterImport(call)
      await sent
      await send('answer', inLanguage(answer, call.locale))
    } catch (error) {
      const problem = toProblem(error)
      if (problem.status >= 500)
        call.parts.log.error({ requestId: call.requestId, err: problem.cause ?? problem }, 'import failed') // prettier-ignore
      await send('problem', { status: problem.status, ...problem.toBody(call.locale) })
    }
  })
}

const inspect = async (call: Call): Promise<Response> => {
  const form = await uploadOf(call, ['readings'])
  return jsonAnswer(await inspectFiles(await filesIn(form), await readingsIn(form), call.locale))
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const fileAnswer = (body: BodyInit, type: string, plain: string, named: string): Response =>
  new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(named)}`,
      'cache-control': 'private, no-store',
    },
  })

const errors = async (call: Call): Promise<Response> => {
  const request = await requestOf(call)
  const answer = await call.parts.service.importFiles(call.who, { ...request, dryRun: true, allProblems: true }) // prettier-ignore
  const day = localDay(call.parts.clock(), call.parts.settings.zone)
  const named = call.locale === 'zh' ? `导入问题-${day}.xlsx` : `import-problems-${day}.xlsx`
  return fileAnswer(await errorFile(answer, call.locale), xlsx, `import-problems-${day}.xlsx`, named) // prettier-ignore
}

const template = async (call: Call): Promise<Response> => {
  const { index } = call.parts
  const name = call.query.get('resource')
  if (name === undefined) throw badQuery('resource', '必填', 'is required')
  const resource = namedResource(call, name)
  if (resource.kind !== 'entity')
    throw badQuery('resource', '应为实体，不是明细', 'must be an entity, not child rows')
  if (!mayCreate(index, name, call.who) && !isAdministrator(index, call.who)) throw forbidden()
  const format = parseWord(call.query, 'format', ['csv', 'xlsx']) ?? 'xlsx'
  const historical = flag(call, 'historical') ?? false
  const mode: ImportMode = { viewer: call.who, historical }
  const label = resource.label[call.locale]
  const word = call.locale === 'zh' ? '导入模板' : 'template'
  const [body, type] =
    format === 'csv'
      ? [csvTemplate(index, resource, mode, call.locale), 'text/csv; charset=utf-8']
      : [await xlsxTemplate(index, resource, mode, call.locale), xlsx]
  return fileAnswer(body, type, `${name}-template.${format}`, `${label}-${word}.${format}`)
}

const query = ['dry_run', 'historical']

/** Import of files; a dry run answers 200 with its problems, a run with problems 422 with the same list. */
export const importRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/import', name: 'import', access: 'signed_in', body: 'form', query, handle: run },
  { method: 'POST', path: '/api/import/inspect', name: 'inspect import', access: 'signed_in', body: 'form', handle: inspect },
  { method: 'POST', path: '/api/import/errors', name: 'import errors', access: 'signed_in', body: 'form', query: ['historical'], handle: errors },
  { method: 'GET', path: '/api/import/template', name: 'import template', access: 'signed_in', query: ['resource', 'format', 'historical'], handle: template },
] // prettier-ignore
