import { sql, type Kysely } from 'kysely'
import type { Context } from '#model/language/context.ts'
import { parameterReader, type ParameterRow } from '#model/language/parameters.ts'
import type { Tables } from '../../database/database.ts'
import { name } from '../../sql/names.ts'
import { platform } from '../platform.ts'
import type { Engine } from '../work.ts'

/** Rows of policy parameters, used again for a moment. */
export type ParameterCache = {
  rows: readonly ParameterRow[]
  until: number
  /** Grows whenever the rows are found changed. */
  revision: number
  /** What reads the rows as they stand on a day. */
  readonly readers: Map<string, Context['param']>
}

/** Milliseconds for which rows once read are used; other instances know a changed parameter after this time. */
const keep = 1000
/** Days whose readers are kept. */
const manyDays = 100

export const newParameterCache = (): ParameterCache => ({
  rows: [],
  until: 0,
  revision: 0,
  readers: new Map(),
})

/** Gives the policy parameters as they stand on a day: the newest row in force, else the model's default. */
export const loadParameters = async (
  engine: Pick<Engine, 'index' | 'parameters'>,
  db: Kysely<Tables>,
  day: string,
): Promise<Context['param']> => {
  const cache = engine.parameters
  const now = performance.now()
  if (now >= cache.until) {
    const rows = await rowsInForce(engine, db)
    if (JSON.stringify(rows) !== JSON.stringify(cache.rows)) {
      cache.revision += 1
      cache.readers.clear()
    }
    Object.assign(cache, { rows, until: now + keep })
  }
  const reader = cache.readers.get(day) ?? parameterReader(engine.index.model.parameters, cache.rows, day) // prettier-ignore
  if (cache.readers.size >= manyDays) cache.readers.clear()
  cache.readers.set(day, reader)
  return reader
}

/** Forgets what was kept, after a write of policy parameters. */
export const forgetParameters = (cache: ParameterCache): void => {
  cache.until = 0
}

const rowsInForce = async (
  engine: Pick<Engine, 'index'>,
  db: Kysely<Tables>,
): Promise<readonly ParameterRow[]> => {
  const resource = engine.index.resources.get(platform.parameters)
  if (!resource) return []
  const { rows } = await sql<ParameterRow>`
    select "key", "value", "effective_from", "state" from ${name(resource.table)}
    where not "archived" and "state" in ('effective', 'superseded')`.execute(db)
  return rows
}
