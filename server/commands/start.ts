import { existsSync } from 'node:fs'
import { pino } from 'pino'
import { model } from '#model/index.ts'
import { loadSample } from '../../mock-api/sample.ts'
import { sampleName } from '../../mock-api/sample/name.ts'
import { fillNewEntities, type FillOptions } from '../../mock-api/sample/fill.ts'
import { hasSnapshot, restoreSnapshot } from '../../mock-api/snapshot.ts'
import { embeddedPaths } from '../database/open.ts'
import { startServer } from '../host.ts'
import { buildIfNeeded } from './build-if-needed.ts'
import { endOnSignal } from './end-on-signal.ts'
import { sampleCompany } from './sample-company.ts'
import { exitWith, settingsOrExit } from './settle.ts'
import { startProblem } from './start-problem.ts'
import { numberAboveZero, wordsOf } from './words.ts'

/**
 * `npm start`: everything on one machine with nothing to set up. Builds the console when its sources are
 * newer, opens the embedded database below `./data`, fills it with the sample company on the first start.
 */
const { values } = wordsOf('npm start [-- --no-build] [-- --scale 0.1]', {
  options: {
    'no-build': { type: 'boolean', default: false },
    scale: { type: 'string', default: '1' },
  },
})
/** Part of the sample company that is made where none is prepared. */
const scale = numberAboveZero('scale', values.scale)
const config = settingsOrExit({ DEMO: 'true', LOG_LEVEL: 'warn' })
const say = (text: string) => process.stdout.write(`${text}\n`)

if (!values['no-build']) buildIfNeeded(say)

/** The prepared company is put in place before the database is opened: seconds instead of minutes. */
const restoreIfFirst = async (): Promise<void> => {
  const { directory } = embeddedPaths(config.dataDirectory)
  if (!config.demo || config.databaseUrl || existsSync(directory)) return
  if (!hasSnapshot(model, config.zone)) return
  say('putting the sample company in place ...')
  await restoreSnapshot(model, config.zone, new Date().toISOString(), directory)
}

/** Entities that were defined since then get rows too. */
const fillEmpty = async (parts: Pick<FillOptions, 'database' | 'index'>): Promise<void> => {
  const clock = () => new Date().toISOString()
  for (const { name, rows, refused } of await fillNewEntities({
    ...parts,
    zone: config.zone,
    clock,
  }))
    say(
      `${name}: ${rows} sample rows${refused === null ? '' : ` (others were refused: ${refused})`}`,
    )
}

const log = pino({ level: config.logLevel })
try {
  await restoreIfFirst()
  const running = await startServer({
    config,
    model,
    log,
    demoCompany: sampleName,
    sample: sampleCompany(config.zone),
    beforeListen: async (parts) => {
      if (!config.demo) return
      const loaded = await loadSample({ ...parts, zone: config.zone, say, scale })
      if (loaded) say(`sample company loaded: ${loaded}`)
      await fillEmpty(parts)
    },
  })
  endOnSignal(running, log)
  say(`Charter 章程 is at ${running.url}`)
  if (config.demo) say('sign in as one of the people offered there; no password is needed')
  say(config.databaseUrl ? 'data: the PostgreSQL of DATABASE_URL' : `data: ${config.dataDirectory}`)
} catch (error) {
  exitWith(startProblem(error, config) ?? error)
}
