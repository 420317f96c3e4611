import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { loadSample } from '../../mock-api/sample.ts'
import { openConfigured } from '../database/open.ts'
import { createService } from '../engine/create-service.ts'
import { requireSound } from '../prepare.ts'
import { hooks } from '../hooks/hooks.ts'
import { applyMigration } from '../sql/migrate.ts'
import { settle, settingsOrExit } from './settle.ts'
import { numberAboveZero, wordsOf } from './words.ts'

/**
 * `npm run sample [-- --scale 2] [-- --seed 7]`: fills an empty database with the sample company.
 *
 * A database that has records is left as it is.
 */
const { values } = wordsOf('npm run sample [-- --scale 2] [-- --seed 7]', {
  options: { scale: { type: 'string', default: '1' }, seed: { type: 'string', default: '7' } },
})
const [scale, seed] = [numberAboveZero('scale', values.scale), numberAboveZero('seed', values.seed)]
const config = settingsOrExit()
const say = (text: string) => process.stdout.write(`${text}\n`)

await settle(async () => {
  requireSound(model)
  const index = indexModel(model)
  const clock = () => new Date().toISOString()
  const { database } = await openConfigured(config, { clock, onError: () => {} })
  try {
    await applyMigration(database, index, { now: clock() })
    const service = createService({ index, database, clock, zone: config.zone, hooks })
    const loaded = await loadSample({
      database,
      service,
      index,
      zone: config.zone,
      clock,
      scale,
      seed,
      say,
    })
    say(loaded === null ? 'there are records already: nothing was changed' : `loaded ${loaded}`)
  } finally {
    await database.close()
  }
})
