import { sql } from 'kysely'
import { sha256 } from '../../auth/secrets.ts'
import { Problem } from '../../problems.ts'
import type { Work } from '../work.ts'

/**
 * Creates a record once however often the same request arrives under one key; a repeat gets the first record.
 *
 * Two at a time: the second waits for the first's transaction. Errors: `conflict` when the key was used for
 * something else.
 */
export const once = async (
  work: Work,
  resource: string,
  data: Readonly<Record<string, unknown>>,
  key: string | undefined,
  create: () => Promise<string>,
): Promise<string> => {
  const { account } = work.who
  if (key === undefined || account === null) return create()
  const hash = await sha256(JSON.stringify([resource, data]))
  const { rows } = await sql`
    insert into "_idempotency" ("account", "key", "resource", "request_hash", "at")
    values (${account}, ${key}, ${resource}, ${hash}, ${work.ctx.now})
    on conflict ("account", "key") do nothing returning "key"`.execute(work.db)
  if (rows.length === 0) return firstRecord(work, account, key, hash)
  const id = await create()
  await sql`update "_idempotency" set "record" = ${id}
    where "account" = ${account} and "key" = ${key}`.execute(work.db)
  return id
}

const firstRecord = async (
  work: Work,
  account: string,
  key: string,
  hash: string,
): Promise<string> => {
  const { rows } = await sql<{ record: string | null; request_hash: string }>`
    select "record", "request_hash" from "_idempotency"
    where "account" = ${account} and "key" = ${key}`.execute(work.db)
  const [first] = rows
  if (first?.record && first.request_hash === hash) return first.record
  throw new Problem('conflict', {
    message: {
      zh: '该 Idempotency-Key 已用于另一个请求',
      en: 'this Idempotency-Key was used for another request',
    },
  })
}
