import { serve, type ServerType } from '@hono/node-server'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import type { Label, Model } from '#model/language/definition.ts'
import { indexModel, type ModelIndex } from '#model/language/resources.ts'
import { createApi, defaultSettings, type Api } from './app.ts'
import { needsSetUp } from './auth/accounts.ts'
import { argon2Passwords } from './auth/argon2.ts'
import { startBackground } from './background.ts'
import type { Config } from './config.ts'
import type { Database } from './database/database.ts'
import { openConfigured } from './database/open.ts'
import { createEngine, createService } from './engine/create-service.ts'
import type { Service } from './engine/service.ts'
import { hooks } from './hooks/hooks.ts'
import { smtpMailer } from './mail/smtp.ts'
import { outageLog } from './outage-log.ts'
import { migrate, requireSound } from './prepare.ts'
import type { Log, Settings } from './routes/call.ts'
import { openSandbox } from './sandbox/sandbox.ts'
import { seedCompany } from './seed.ts'
import { serveConsole } from './static-files.ts'

export type StartOptions = {
  readonly config: Config
  readonly model: Model
  readonly log: Log
  readonly clock?: () => string
  /** What a demonstration is called where no name is set. */
  readonly demoCompany?: Label
  /** Directory of the built console. */
  readonly console?: string
  /** Losses that the migration may cause, by name. */
  readonly allow?: readonly string[]
  /** The sample company as a sandbox file, to which a demonstration can be reset. */
  readonly sample?: () => Promise<Uint8Array<ArrayBuffer>>
  /** Work between migration and the first request, such as loading a sample company. */
  readonly beforeListen?: (parts: {
    readonly database: Database
    readonly service: Service
    readonly index: ModelIndex
  }) => Promise<void>
}

export type Running = {
  readonly url: string
  readonly api: Api
  /** Stops taking requests, ends what runs and closes the database. */
  close(): Promise<void>
}

const loopback = ['127.0.0.1', '::1', 'localhost']
const graceMs = 10_000

/** Whether strangers could reach the server before its first administrator does. */
const isExposed = ({ host, publicUrl }: Config): boolean =>
  !loopback.includes(host) ||
  (publicUrl !== null && !loopback.includes(new URL(publicUrl).hostname))

const settingsOf = async (
  { config, demoCompany }: StartOptions,
  database: Database,
  log: Log,
): Promise<Settings> => {
  const exposed = isExposed(config)
  const needsCode = exposed && !config.demo && (await needsSetUp(database))
  const setupCode = needsCode ? String(randomInt(10_000_000, 100_000_000)) : null
  if (setupCode) log.warn({ setupCode }, 'enter this code to set up the first administrator')
  if (exposed && !config.publicUrl?.startsWith('https:'))
    log.warn({}, 'people come by plain http: session cookies travel unprotected; set PUBLIC_URL to an https address') // prettier-ignore
  return {
    ...defaultSettings,
    company: config.company ?? (config.demo ? demoCompany : null) ?? defaultSettings.company,
    zone: config.zone,
    demo: config.demo,
    publicUrl: config.publicUrl,
    connectTo: config.connectTo,
    setupCode,
    // Who sets an address for people has a proxy in front.
    trustProxy: config.publicUrl !== null,
    sessionIdleHours: config.sessionHours,
    limits: { ...defaultSettings.limits, bodyBytes: config.bodyLimit, fileBytes: config.fileLimit },
  }
}

const listen = async (
  api: Api,
  { port, host }: Config,
): Promise<{ server: ServerType; url: string }> => {
  const server = serve({
    fetch: (request, env) =>
      api.app.fetch(request, {
        ...env,
        address: env.incoming.socket.remoteAddress,
        cut: () => env.incoming.socket.destroy(),
      }),
    port,
    hostname: host,
  })
  await once(server, 'listening')
  const address = server.address()
  const used = typeof address === 'object' && address ? address.port : port
  const shown = host.includes(':') ? `[${host}]` : host
  return { server, url: `http://${shown}:${used}` }
}

const stopListening = async (server: ServerType): Promise<void> => {
  const closed = once(server, 'close')
  server.close()
  // A connection that is kept alive becomes idle only when its last answer has left.
  const sweep = setInterval(() => {
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  }, 50)
  const forced = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
  }, graceMs)
  await closed
  clearInterval(sweep)
  clearTimeout(forced)
}

/**
 * Starts the server: opens the database, migrates it, serves API and console, runs the scheduler and the mail.
 *
 * Errors: `ModelRefused` for a model with errors; `MigrationRefused` when data would be lost; whatever the database
 * says when it cannot be opened. Nothing is left open then.
 */
export const startServer = async (options: StartOptions): Promise<Running> => {
  const { config, model, sample, clock: real = () => new Date().toISOString() } = options
  const log = outageLog(options.log, real)
  requireSound(model)
  const index = indexModel(model)
  const onError = (error: unknown) => log.error({ err: error }, 'database upkeep failed')
  const { database } = await openConfigured(config, { clock: real, onError })
  try {
    const given = { index, database, zone: config.zone, hooks, log }
    await migrate(createEngine({ ...given, clock: real }), options)
    const sandbox = config.demo ? await openSandbox({ ...given, clock: real, ...(sample && { sample }) }) : null // prettier-ignore
    const clock = sandbox?.clock ?? real
    const engine = createEngine({ ...given, clock })
    const service = createService({ ...given, clock })
    await options.beforeListen?.({ database, service, index })
    const seeded = await seedCompany(engine, model)
    if (seeded > 0) log.info({ rows: seeded }, 'rows that the model brings were written')
    const settings = await settingsOf(options, database, log)
    let isReady = true
    const api = createApi({ index, database, service, clock, settings, log, passwords: argon2Passwords, ready: () => isReady, compress: true, ...(sandbox && { sandbox }) }) // prettier-ignore
    api.parts.metrics.gauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss()) // prettier-ignore
    serveConsole(api.app, path.resolve(options.console ?? 'dist'))
    const { server, url } = await listen(api, config)
    const mailer = config.smtpUrl ? smtpMailer(config.smtpUrl, config.mailFrom) : null
    const endBackground = startBackground({ database, service, settings, clock, log, mailer, tickSeconds: config.tickSeconds }) // prettier-ignore
    const close = async () => {
      isReady = false
      await api.parts.events.close()
      await stopListening(server)
      await api.close()
      await endBackground()
      await service.flush()
      await database.close()
    }
    return { url, api, close }
  } catch (error) {
    await database.close()
    throw error
  }
}
