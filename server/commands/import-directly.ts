import { model } from '#model/index.ts'
import type { Label } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import { openConfigured } from '../database/open.ts'
import { createService } from '../engine/create-service.ts'
import type { Principal } from '../engine/service.ts'
import { hooks } from '../hooks/hooks.ts'
import { requireSound } from '../prepare.ts'
import { inLanguage, type ImportRequest } from '../import/import-files.ts'
import { applyMigration } from '../sql/migrate.ts'
import { settingsOrExit } from './settle.ts'

const administrator: Principal = {
  account: null,
  employee: null,
  roles: model.roles.map(({ key }) => key),
  departments: [],
  department: null,
  locale: 'en',
  via: 'import',
}

/** Imports into the configured database, as an administrator; nobody else may have it open. */
export const importDirectly = async (
  request: ImportRequest,
  locale: keyof Label,
): Promise<Record<string, unknown>> => {
  const config = settingsOrExit()
  requireSound(model)
  const index = indexModel(model)
  const clock = () => new Date().toISOString()
  const { database } = await openConfigured(config, { clock, onError: () => {} })
  try {
    await applyMigration(database, index, { now: clock() })
    const service = createService({ index, database, clock, zone: config.zone, hooks })
    const answer = await service.importFiles({ ...administrator, locale }, request)
    await service.flush()
    return inLanguage(answer, locale)
  } finally {
    await database.close()
  }
}
