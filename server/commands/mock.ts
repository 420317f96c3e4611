import { existsSync } from 'node:fs'
import path from 'node:path'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { writeDbFile } from '../../mock-api/db-file.ts'
import { startMock } from '../../mock-api/json-server.ts'
import { requireSound } from '../prepare.ts'
import { buildIfNeeded } from './build-if-needed.ts'
import { settle, settingsOrExit } from './settle.ts'

/**
 * `npm run mock`: the console over json-server, on a JSON file that one may read and edit.
 *
 * `-- --file other.json` serves another file, `-- --scale 0.1` makes a larger one when there is none,
 * `-- --no-build` leaves the console as it is. `PORT` chooses the port.
 */
const config = settingsOrExit({ PORT: '3001' })
const words = process.argv.slice(2)
const say = (text: string) => process.stdout.write(`${text}\n`)

const wordAfter = (word: string, fallback: string): string => {
  const at = words.indexOf(word)
  return at < 0 ? fallback : (words[at + 1] ?? fallback)
}

await settle(async () => {
  requireSound(model)
  const file = wordAfter('--file', 'mock-api/db.json')
  const scale = Number(wordAfter('--scale', '0.02'))
  if (!(scale > 0)) throw new Error('--scale must be a number above 0')
  const clock = () => new Date().toISOString()
  if (!words.includes('--no-build')) buildIfNeeded(say)
  if (!existsSync(file)) {
    say(`writing ${file} from the sample company ...`)
    await writeDbFile(file, { model, zone: config.zone, clock, scale })
  }
  const { url } = await startMock({
    index: indexModel(model),
    file: path.resolve(file),
    port: config.port,
    zone: config.zone,
    clock,
    say,
    ...(existsSync('dist/index.html') && { console: 'dist' }),
  })
  say(`Charter 章程 over json-server is at ${url}`)
  say(`data: ${file} - edit it while this runs; rights, rules and history are not enforced here`)
})
