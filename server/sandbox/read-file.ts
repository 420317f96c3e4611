import { Problem } from '../problems.ts'

/** First line of a sandbox file. */
export type FileHeader = {
  readonly charter: 'sandbox'
  readonly format: 1
  /** Digest of the model whose rows these are. */
  readonly model: string
  /** When it was written, by the clock of the sandbox. */
  readonly at: string
  /** That day in the company's zone. */
  readonly day: string
  /** Days that the clock was moved. */
  readonly days: number
  readonly zone: string
  /** Tables in order of references, with the number of their rows that follow. */
  readonly tables: readonly { readonly name: string; readonly rows: number }[]
}

/** Some rows of one table, each the JSON text of an object of columns. */
export type FilePart = { readonly table: string; readonly rows: readonly string[] }

/** Characters of one line at most: a file of 50 MB within a row, in hex, with its other columns. */
const longestLine = 150_000_000
const partRows = 1_000
const partCharacters = 1_000_000

/** Refuses a file that is not whole. */
export const brokenFile = (zh: string, en: string, cause?: unknown): Problem =>
  new Problem('invalid', {
    errors: { file: { zh, en } },
    message: { zh: `沙盒文件无法使用：${zh}`, en: `The sandbox file cannot be used: it ${en}` },
    ...(cause !== undefined && { cause }),
  })

const damaged = (cause?: unknown): Problem =>
  brokenFile('文件不完整或已损坏', 'is damaged or not whole', cause)

/** The lines of a compressed text. Errors: a problem when it is damaged. */
async function* linesOf(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<string> {
  const stream = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .pipeThrough(new TextDecoderStream('utf-8', { fatal: true }))
  const reader = stream.getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw damaged(error)
      })
      if (done) break
      const lines = `${rest}${value}`.split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > longestLine) throw damaged()
      yield* lines
    }
    if (rest !== '') yield rest
  } finally {
    await reader.cancel().catch(() => undefined) // it has failed or ended
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0 // prettier-ignore

const isTable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null &&
  'name' in value && typeof value.name === 'string' && 'rows' in value && isCount(value.rows) // prettier-ignore

const isHeader = (value: unknown): value is FileHeader => {
  if (typeof value !== 'object' || value === null) return false
  const { charter, format, model, day, days, tables } = value as Readonly<Record<string, unknown>> // an object
  const isKnown = charter === 'sandbox' && format === 1 && typeof model === 'string'
  const isDated = typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && isCount(days)
  return isKnown && isDated && Array.isArray(tables) && tables.every(isTable)
}

const headerIn = (line: string | undefined): FileHeader => {
  const foreign = brokenFile('不是沙盒文件', 'is not a sandbox file')
  try {
    const value: unknown = JSON.parse(line ?? '')
    if (isHeader(value)) return value
  } catch {
    throw foreign
  }
  throw foreign
}

const isCompressed = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** Takes what an iterator gives next, null at its end. */
const nextLine = async (lines: AsyncGenerator<string>): Promise<string | null> => {
  const { done, value } = await lines.next()
  return done ? null : value
}

async function* partsOf(
  lines: AsyncGenerator<string>,
  header: FileHeader,
): AsyncGenerator<FilePart> {
  for (const { name: table, rows: count } of header.tables) {
    let rows: string[] = []
    let characters = 0
    for (let left = count; left > 0; left--) {
      const line = await nextLine(lines)
      if (line === null || line[0] !== '{') throw damaged()
      rows.push(line)
      characters += line.length
      if (rows.length < partRows && characters < partCharacters && left > 1) continue
      yield { table, rows }
      rows = []
      characters = 0
    }
  }
  if ((await nextLine(lines)) !== '{"end":true}' || (await nextLine(lines)) !== null)
    throw damaged()
}

/**
 * Reads a sandbox file: its header, then its rows table by table in order of references.
 *
 * Errors: `invalid` when it is no sandbox file; while the parts are read, when it is damaged.
 */
export const readSandboxFile = async (
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ readonly header: FileHeader; readonly parts: AsyncGenerator<FilePart> }> => {
  const lines = linesOf(bytes)
  const first = await nextLine(lines).catch((error: unknown) => {
    throw isCompressed(bytes) ? error : brokenFile('不是沙盒文件', 'is not a sandbox file', error)
  })
  const header = headerIn(first ?? undefined)
  return { header, parts: partsOf(lines, header) }
}
