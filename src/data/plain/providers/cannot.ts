import { HttpError } from 'ra-core'

/**
 * The error by which a provider says that its backend cannot answer a question: a list is then answered from fetched
 * rows instead.
 */
export const cannot = (what: string): HttpError =>
  new HttpError(what, 501, { code: 'not_supported' })

const statusOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined

/** Whether an error says that the backend cannot answer. */
export const isCannot = (error: unknown): boolean => statusOf(error) === 501

/** Whether an error says that there is nothing at that address. */
export const isNotThere = (error: unknown): boolean => statusOf(error) === 404
