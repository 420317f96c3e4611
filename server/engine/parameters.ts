import { sql, type Kysely } from 'kysely'
import type { Context } from '#model/language/context.ts'
import { parameterReader, type ParameterRow } from '#model/language/parameters.ts'
import type { Tables } from '../database/database.ts'
import { name } from '../sql/names.ts'
import { platform } from './platform.ts'
import type { Engine } from './work.ts'

/** Gives the policy parameters as they stand on a day: the newest row in force, else the model's default. */
export const loadParameters = async (
  engine: Pick<Engine, 'index'>,
  db: Kysely<Tables>,
  day: string,
): Promise<Context['param']> =>
  parameterReader(engine.index.model.parameters, await rowsInForce(engine, db), day)

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
