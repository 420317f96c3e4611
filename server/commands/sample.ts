import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { loadSample } from '../../mock-api/sample.ts'
import { openConfigured } from '../database/open.ts'
import { createService } from '../engine/create-service.ts'
import { requireSound } from '../prepare.ts'
import { hooks } from '../hooks/hooks.ts'
import { applyMigration } from '../sql/migrate.ts'
import { settle, settingsOrExit } from './settle.ts'

/**
 * `npm run sample [-- --scale 2] [-- --seed 7]`: fills an empty database with the sample company.
 *
 * A database that has records is left as it is.
 */
const config = settingsOrExit()
const words = process.argv.slice(2)
const say = (text: string) => process.stdout.write(`${text}\n`)

const numberAfter = (word: string, fallback: number): number => {
  const at = words.indexOf(word)
  if (at < 0) return fallback
  const value = Number(words[at + 1])
  if (!(value > 0)) throw new Error(`${word} is "${words[at + 1]}" but must be a number above 0`)
  return value
}

await settle(async () => {
  requireSound(model)
  const [scale, seed] = [numberAfter('--scale', 1), numberAfter('--seed', 7)]
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
