import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { pino } from 'pino'
import { model } from '#model/index.ts'
import { loadSample } from '../../mock-api/sample.ts'
import { hasSnapshot, restoreSnapshot } from '../../mock-api/snapshot.ts'
import { embeddedPaths } from '../database/open.ts'
import { startServer } from '../host.ts'
import { endOnSignal } from './end-on-signal.ts'
import { exitWith, settingsOrExit } from './settle.ts'

/**
 * `npm start`: everything on one machine with nothing to set up. Builds the console when its sources are
 * newer, opens the embedded database below `./data`, fills it with the sample company on the first start.
 */
const config = settingsOrExit({ DEMO: 'true', LOG_LEVEL: 'warn' })
const say = (text: string) => process.stdout.write(`${text}\n`)

const newest = (paths: readonly string[]): number =>
  Math.max(
    0,
    ...paths.flatMap((at) => {
      if (!existsSync(at)) return []
      if (statSync(at).isFile()) return [statSync(at).mtimeMs]
      const files = readdirSync(at, { recursive: true, encoding: 'utf8' })
      return files.map((name) => statSync(path.join(at, name)).mtimeMs)
    }),
  )

const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']

const buildIfNeeded = (): void => {
  const built = path.resolve('dist/index.html')
  if (existsSync(built) && newest(sources) <= statSync(built).mtimeMs) return
  say('building the console ...')
  const { status } = spawnSync(process.execPath, ['server/commands/build.ts'], { stdio: 'inherit' })
  if (status !== 0) exitWith('the console could not be built')
}

if (!process.argv.includes('--no-build')) buildIfNeeded()

/** The prepared company is put in place before the database is opened: seconds instead of minutes. */
const restoreIfFirst = async (): Promise<void> => {
  const { directory } = embeddedPaths(config.dataDirectory)
  if (!config.demo || config.databaseUrl || existsSync(directory)) return
  if (!hasSnapshot(model, config.zone)) return
  say('putting the sample company in place ...')
  await restoreSnapshot(model, config.zone, new Date().toISOString(), directory)
}

const log = pino({ level: config.logLevel })
try {
  await restoreIfFirst()
  const running = await startServer({
    config,
    model,
    log,
    beforeListen: async (parts) => {
      if (!config.demo) return
      const loaded = await loadSample({ ...parts, zone: config.zone, say })
      if (loaded) say(`sample company loaded: ${loaded}`)
    },
  })
  endOnSignal(running, log)
  say(`Charter 章程 is at ${running.url}`)
  if (config.demo) say('sign in as one of the people offered there; no password is needed')
  say(config.databaseUrl ? 'data: the PostgreSQL of DATABASE_URL' : `data: ${config.dataDirectory}`)
} catch (error) {
  exitWith(error)
}
