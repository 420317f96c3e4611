import type { Log } from './routes/call.ts'
import { toProblem } from './routes/failures.ts'

const quietMs = 60_000

const reasonOf = (error: unknown): string => {
  if (typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors))
    return error.errors.map(reasonOf).join('; ') // one refusal an address of the host
  return error instanceof Error ? error.message : String(error)
} // prettier-ignore

/**
 * Tells a lost database in one line a minute, with the number of lines that it stands for; every request, job and
 * connection that meets it would say the same with a stack.
 */
export const outageLog = (log: Log, clock: () => string): Log => {
  let toldAt = Number.NEGATIVE_INFINITY
  let unsaid = 0
  const error = (fields: object, message: string): void => {
    const cause = 'err' in fields ? fields.err : undefined
    if (cause === undefined || toProblem(cause).code !== 'not_ready')
      return log.error(fields, message)
    const now = Date.parse(clock())
    if (now - toldAt < quietMs) {
      unsaid += 1
      return
    }
    log.error({ reason: reasonOf(cause), ...(unsaid > 0 && { unsaid }) }, `the database does not answer: ${message}`) // prettier-ignore
    toldAt = now
    unsaid = 0
  }
  return { info: (fields, message) => log.info(fields, message), warn: (fields, message) => log.warn(fields, message), error } // prettier-ignore
}
