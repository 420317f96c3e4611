import { checkModel, problemText } from '#model/language/check.ts'
import type { Model } from '#model/language/definition.ts'
import { beginWork, systemPrincipal, type Engine } from './engine/work.ts'
import type { Log } from './routes/call.ts'
import { applyMigration } from './sql/migrate.ts'
import { recomputeAll } from './sql/recompute.ts'

/** The model has errors; every one of them stands in the message. */
export class ModelRefused extends Error {}

/** Refuses a model with errors. */
export const requireSound = (model: Model): void => {
  const errors = checkModel(model).filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return
  throw new ModelRefused(errors.map((problem) => problemText(problem)).join('\n'))
}

/**
 * Brings the tables to the model, and computes stored values anew when it changed.
 *
 * Errors: `MigrationRefused` when data would be lost that `allow` does not name.
 */
export const migrate = async (
  engine: Engine,
  { allow, log }: { readonly allow?: readonly string[]; readonly log: Log },
): Promise<void> => {
  const { database, index, clock } = engine
  await applyMigration(database, index, {
    now: clock(),
    ...(allow && { allow }),
    after: async (tx, plan) => {
      if (!plan.isModelChanged || plan.isFirst) return
      const { ctx } = await beginWork(engine, tx, systemPrincipal)
      const rows = await recomputeAll(tx, { index, ctx })
      log.info({ rows }, 'stored values were computed anew')
    },
  })
}
