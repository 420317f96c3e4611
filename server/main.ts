import { pino } from 'pino'
import { model } from '#model/index.ts'
import { ConfigProblem, readConfig, type Config } from './config.ts'
import { ModelRefused, startServer, type Running } from './host.ts'

/** Ends the process in order when it is asked to; a second request ends it at once. */
const endOnSignal = (running: Running, log: pino.Logger): void => {
  let ending = false
  const end = (signal: string) => {
    if (ending) process.exit(1)
    ending = true
    log.info({ signal }, 'stopping')
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the server did not stop in order')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

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
