import { pino } from 'pino'
import { model } from '#model/index.ts'
import { endOnSignal } from './commands/end-on-signal.ts'
import { exitWith, settingsOrExit } from './commands/settle.ts'
import { startProblem } from './commands/start-problem.ts'
import { wordsOf } from './commands/words.ts'
import { startServer } from './host.ts'

wordsOf('npm run serve')
const config = settingsOrExit()
const log = pino({ level: config.logLevel })
try {
  // What makes the sample company is loaded for a demonstration only.
  const demo = config.demo ? await import('./commands/sample-company.ts') : null
  const sample = demo?.sampleCompany(config.zone)
  const running = await startServer({ config, model, log, ...(sample && { sample }) })
  log.info({ url: running.url, database: config.databaseUrl ? 'postgres' : config.dataDirectory }, 'listening') // prettier-ignore
  endOnSignal(running, log)
} catch (error) {
  const problem = startProblem(error, config)
  if (problem !== null) exitWith(problem)
  log.fatal({ err: error }, 'the server could not start')
  process.exit(1)
}
