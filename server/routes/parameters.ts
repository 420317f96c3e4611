import { sql } from 'kysely'
import { localDay } from '#model/language/time.ts'
import type { Context } from '#model/language/context.ts'
import { parameterReader } from '#model/language/parameters.ts'
import type { Parts } from './call.ts'

type Setting = { key: string; value: string | null; effective_from: string; state: string }

/** Reads the policy parameters as they stand today. */
export const currentParameters = async ({
  index,
  database,
  clock,
  settings,
}: Parts): Promise<Context['param']> => {
  const today = localDay(clock(), settings.zone)
  const resource = index.resources.get('policy_parameters')
  const rows = resource
    ? await sql<Setting>`select key, value, effective_from, state from policy_parameters
        where not archived and effective_from <= ${today}::date`.execute(database.kysely)
    : { rows: [] }
  return parameterReader(index.model.parameters, rows.rows, today)
}
