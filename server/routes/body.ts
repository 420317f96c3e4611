import { Problem } from '../problems.ts'

type Data = Readonly<Record<string, unknown>>

const tooLarge = (limit: number): Problem => {
  const megabytes = Math.round((limit / 1024 / 1024) * 100) / 100
  return new Problem('too_large', {
    message: { zh: `内容超过 ${megabytes} MB`, en: `The content is larger than ${megabytes} MB` },
    details: { limit_bytes: limit },
  })
}

/** Refuses a request: the body is not what the route needs. */
export const badRequest = (zh: string, en: string): Problem =>
  new Problem('bad_request', { message: { zh, en } })

/** Reads a body up to a limit; the announced length is not trusted. */
export const readBytes = async (
  request: Request,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> => {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit)
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > limit) {
      await reader.cancel()
      throw tooLarge(limit)
    }
    chunks.push(value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

/** Levels that JSON may nest; nothing that the API understands comes near, and code that walks it stays within its stack. */
const jsonDepth = 64

/** Whether a value nests deeper than some levels; looks no further than these. */
const nestsDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => nestsDeeper(part, levels - 1)))

/** Parses JSON. Errors: a sentence for each language that says why it is refused, to be put behind its name. */
export const parseJson = (text: string, refuse: (zh: string, en: string) => Problem): unknown => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'not JSON'
    throw refuse(`不是有效的 JSON（${reason}）`, `is not valid JSON (${reason})`)
  }
  if (nestsDeeper(value, jsonDepth)) throw refuse(`嵌套最多 ${jsonDepth} 层`, `may nest at most ${jsonDepth} levels`) // prettier-ignore
  return value
}

const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw badRequest('请求内容不是有效的 JSON（应为 UTF-8）', 'The body is not valid JSON (it must be UTF-8)') // prettier-ignore
  }
}

/** Reads a JSON body; an empty body is undefined. */
export const readJson = async (request: Request, limit: number): Promise<unknown> => {
  const bytes = await readBytes(request, limit)
  if (bytes.byteLength === 0) return undefined
  return parseJson(textOf(bytes), (zh, en) => badRequest(`请求内容${zh}`, `The body ${en}`))
}

/** Whether a value is a JSON object. */
export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a JSON object; an empty body is an empty object. */
export const readData = async (request: Request, limit: number): Promise<Data> => {
  const value = (await readJson(request, limit)) ?? {}
  if (!isData(value)) throw badRequest('请求内容应为 JSON 对象', 'The body must be a JSON object')
  return value
}

/** Refuses members that a fixed body does not know. */
export const onlyMembers = (data: Data, known: readonly string[]): void => {
  const unknown = Object.keys(data).filter((key) => !known.includes(key))
  if (unknown.length === 0) return
  const list = known.join(', ')
  const message = { zh: `未知成员；可用：${list}`, en: `unknown member; allowed: ${list}` }
  throw new Problem('invalid', { errors: Object.fromEntries(unknown.map((key) => [key, message])) })
}

/** Reads a text member, trimmed; refuses other types, empty text and overlong text. */
export const textMember = (data: Data, name: string, maxLength = 200): string => {
  const value = data[name]
  const refuse = (zh: string, en: string) => new Problem('invalid', { errors: { [name]: { zh, en } } }) // prettier-ignore
  if (typeof value !== 'string' || value.trim() === '') throw refuse('必填', 'is required')
  if (value.length > maxLength)
    throw refuse(`最多 ${maxLength} 个字符`, `may have at most ${maxLength} characters`)
  return value.trim()
}

/** Reads a multipart form up to a limit. */
export const readForm = async (request: Request, limit: number): Promise<FormData> => {
  const bytes = await readBytes(request, limit)
  const type = request.headers.get('content-type') ?? ''
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData()
  } catch {
    throw badRequest('表单内容无法解析', 'The form cannot be parsed')
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text is an id. */
export const isId = (text: unknown): text is string => typeof text === 'string' && uuid.test(text)

/** Reads the version of If-Match: `"7"`; undefined when the header is absent. */
export const ifMatch = (request: Request): number | undefined => {
  const header = request.headers.get('if-match')
  if (header === null) return undefined
  const digits = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header.trim())?.[1]
  if (digits === undefined)
    throw badRequest(
      'If-Match 应为记录版本，如 "7"',
      'If-Match must be the version of the record, such as "7"',
    )
  return Number(digits)
}
