import { cleanUp } from './clean-up.ts'
import type { Database } from './database/database.ts'
import type { Service } from './engine/service.ts'
import { deliverMail, type Mailer } from './mail/deliver.ts'
import type { Log, Settings } from './routes/call.ts'

type Work = {
  readonly database: Database
  readonly service: Service
  readonly settings: Settings
  readonly clock: () => string
  readonly log: Log
  readonly mailer: Mailer | null
  /** Seconds between two looks at due work; 0 = never. */
  readonly tickSeconds: number
}

const mailSeconds = 15
const hourSeconds = 3_600

/** Repeats work after a pause, one run at a time; what fails is logged and tried again next time. */
const repeat = (
  seconds: number,
  name: string,
  log: Log,
  run: () => Promise<unknown>,
): (() => Promise<void>) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()
  let ended = false
  const go = (): void => {
    running = run()
      .then(() => undefined)
      .catch((error: unknown) => log.error({ err: error, work: name }, 'background work failed'))
      .finally(() => {
        if (!ended) timer = setTimeout(go, seconds * 1000)
      })
  }
  if (seconds > 0) timer = setTimeout(go, Math.min(seconds, 2) * 1000)
  return async () => {
    ended = true
    clearTimeout(timer)
    await running
  }
}

/** Starts the scheduler, the mail and the clean-up; returns the way to end them, which waits for what runs. */
export const startBackground = (work: Work): (() => Promise<void>) => {
  const { database, service, settings, clock, log, mailer, tickSeconds } = work
  const ends = [
    repeat(tickSeconds, 'tick', log, async () => {
      const { done } = await service.tick()
      if (done > 0) log.info({ done }, 'scheduled work done')
    }),
    repeat(mailer ? mailSeconds : 0, 'mail', log, async () => {
      if (!mailer) return
      const { sent, failed } = await deliverMail(database, mailer, clock(), settings.publicUrl)
      if (failed > 0) log.warn({ sent, failed }, 'mails were not taken')
    }),
    repeat(hourSeconds, 'clean-up', log, () => cleanUp(database, clock(), settings)),
  ]
  return async () => {
    await Promise.all(ends.map((end) => end()))
    mailer?.close()
  }
}
