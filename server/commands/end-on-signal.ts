import type { Logger } from 'pino'
import type { Running } from '../host.ts'

/** Ends the process in order when it is asked to; a second request ends it at once. */
export const endOnSignal = (running: Running, log: Logger): void => {
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
