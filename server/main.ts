import { pino } from 'pino'
import { model } from '#model/index.ts'
import { endOnSignal } from './commands/end-on-signal.ts'
import { ConfigProblem, readConfig, type Config } from './config.ts'
import { ModelRefused, startServer } from './host.ts'

const refuse = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const configOrExit = (): Config => {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (error instanceof ConfigProblem) return refuse(error.message)
    throw error
  }
}

const config = configOrExit()
const log = pino({ level: config.logLevel })
try {
  const running = await startServer({ config, model, log })
  log.info({ url: running.url, database: config.databaseUrl ? 'postgres' : config.dataDirectory }, 'listening') // prettier-ignore
  endOnSignal(running, log)
} catch (error) {
  if (error instanceof ModelRefused) refuse(error.message)
  log.fatal({ err: error }, 'the server could not start')
  process.exit(1)
}
