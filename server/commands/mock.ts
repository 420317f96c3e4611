import { existsSync } from 'node:fs'
import path from 'node:path'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { writeDbFile } from '../../mock-api/db-file.ts'
import { startMock } from '../../mock-api/json-server.ts'
import { requireSound } from '../prepare.ts'
import { buildIfNeeded } from './build-if-needed.ts'
import { settle, settingsOrExit } from './settle.ts'
import { numberAboveZero, wordsOf } from './words.ts'

/**
 * `npm run mock`: the console over json-server, on a JSON file that one may read and edit.
 *
 * `-- --file other.json` serves another file, `-- --scale 0.1` makes a larger one when there is none,
 * `-- --no-build` leaves the console as it is. `PORT` chooses the port.
 */
const usage = 'npm run mock [-- --file other.json] [-- --scale 0.1] [-- --no-build]'
const { values } = wordsOf(usage, {
  options: {
    file: { type: 'string', default: 'mock-api/db.json' },
    scale: { type: 'string', default: '0.02' },
    'no-build': { type: 'boolean', default: false },
  },
})
const { file } = values
const scale = numberAboveZero('scale', values.scale)
const config = settingsOrExit({ PORT: '3001' })
const say = (text: string) => process.stdout.write(`${text}\n`)

await settle(async () => {
  requireSound(model)
  const clock = () => new Date().toISOString()
  if (!values['no-build']) buildIfNeeded(say)
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
