import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { openConfigured } from '../database/open.ts'
import { requireSound } from '../prepare.ts'
import { applyMigration, planMigration } from '../sql/migrate.ts'
import { settle, settingsOrExit } from './settle.ts'
import { wordsOf } from './words.ts'

/**
 * `npm run migrate [-- --plan] [-- --allow drop:orders.note]`: brings the database to the model.
 *
 * `--plan` only prints. What loses data is refused unless it is named.
 */
const { plan: isOnlyPlan, allow } = wordsOf(
  'npm run migrate [-- --plan] [-- --allow drop:orders.note]',
  {
    options: {
      plan: { type: 'boolean', default: false },
      allow: { type: 'string', multiple: true, default: [] },
    },
  },
).values
const config = settingsOrExit()
const say = (text: string) => process.stdout.write(`${text}\n`)

await settle(async () => {
  requireSound(model)
  const index = indexModel(model)
  const clock = () => new Date().toISOString()
  const { database } = await openConfigured(config, { clock, onError: () => {} })
  try {
    const plan = await planMigration(database.kysely, index, allow)
    for (const step of plan.steps) say(step.statement)
    for (const loss of plan.refused)
      say(
        `refused: ${loss.allow} would lose ${loss.rows} rows; allow it with --allow ${loss.allow}`,
      )
    if (plan.steps.length === 0 && plan.refused.length === 0)
      say('the database is as the model says')
    if (!isOnlyPlan) await applyMigration(database, index, { now: clock(), allow })
  } finally {
    await database.close()
  }
})
