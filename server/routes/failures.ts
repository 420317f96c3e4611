import { DatabaseUnavailable, DeadlineExceeded } from '../database/database.ts'
import { Problem, type ProblemCode } from '../problems.ts'

/** Error codes of the driver and of PostgreSQL that say something about the service rather than a defect. */
const byCode: Readonly<Record<string, ProblemCode>> = {
  '57014': 'too_slow',
  deadline_exceeded: 'too_slow',
  database_unavailable: 'not_ready',
  ECONNREFUSED: 'not_ready',
  ECONNRESET: 'not_ready',
  ENOTFOUND: 'not_ready',
  EPIPE: 'not_ready',
  '53100': 'disk_full',
  '53300': 'not_ready',
  '57P01': 'not_ready',
  '57P02': 'not_ready',
  '57P03': 'not_ready',
  '40001': 'not_ready',
  '40P01': 'not_ready',
}

const lostConnection =
  /connection terminated|connection error and is not queryable|timeout exceeded when trying to connect/i

const codeOf = (error: object): string => ('code' in error ? String(error.code) : '')

const known = (error: unknown): ProblemCode | undefined => {
  if (error instanceof DatabaseUnavailable) return 'not_ready'
  if (error instanceof DeadlineExceeded) return 'too_slow'
  if (typeof error !== 'object' || error === null) return undefined
  const code = codeOf(error)
  if (Object.hasOwn(byCode, code)) return byCode[code]
  if (code.startsWith('08')) return 'not_ready'
  if (error instanceof Error && lostConnection.test(error.message)) return 'not_ready'
  return undefined
}

/** Says what a caller may know of an error; whatever is not understood is `internal`, with its cause for the log. */
export const toProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(known(error) ?? 'internal', { cause: error })
