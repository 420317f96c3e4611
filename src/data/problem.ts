import type { Row } from '#model/language/wire.ts'

/** Body of every refused call; see api.md. */
export type Problem = {
  readonly status: number
  readonly code: string
  readonly message: string
  /** Sentence by dot path; `_record` for the record as a whole. */
  readonly errors: Readonly<Record<string, string>>
  /** Of a stale version: the record as it stands now, and who changed what since. */
  readonly current?: Row
  readonly changes?: readonly { readonly field: string; readonly by_name?: string | null; readonly at?: string }[] // prettier-ignore
  /** Of a bulk call: what is wrong with each item. */
  readonly items?: readonly { readonly id: string; readonly message?: string; readonly errors?: Readonly<Record<string, string>> }[] // prettier-ignore
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Reads what a failed call says; anything unknown becomes the code `unknown`. */
export const problemOf = (error: unknown): Problem => {
  const known = isObject(error) ? error : {}
  const body = isObject(known.body) ? known.body : {}
  const errors = isObject(body.errors) ? body.errors : {}
  return {
    ...body,
    status: typeof known.status === 'number' ? known.status : 0,
    code: typeof body.code === 'string' ? body.code : 'unknown',
    message: typeof known.message === 'string' ? known.message : 'charter.error.unknown',
    errors: Object.fromEntries(
      Object.entries(errors).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  } // prettier-ignore
}
