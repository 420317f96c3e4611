import { existsSync, readFileSync, watchFile, unwatchFile } from 'node:fs'
import path from 'node:path'
import jsonServer, { type ErrorHandler, type Handler, type Router } from 'json-server'
import type { Context } from '#model/language/context.ts'
import { parameterReader, parameterRows } from '#model/language/parameters.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import { localDay } from '#model/language/time.ts'
import { simpleRestDialect } from './dialect.ts'

export type MockOptions = {
  readonly index: ModelIndex
  /** The file that holds the data: one array a resource. */
  readonly file: string
  readonly port: number
  readonly zone: string
  readonly clock: () => string
  /** Where the built console lies; without it only the API is served. */
  readonly console?: string
  readonly say?: (text: string) => void
}

export type Mock = { readonly url: string; readonly close: () => Promise<void> }

/** What the console reads at its start: where its records come from. */
const consoleConfig = {
  backends: { file: { provider: 'json-server', url: 'api' } },
  resources: { '*': 'file' },
}

/**
 * Serves a JSON file as a plain REST backend under `/api`, on this machine only.
 *
 * Writes are kept in the file, and edits of the file are picked up within a second; a file that is not JSON is
 * reported and the last good state served on. Nothing checks rights, rules or versions here.
 */
export const startMock = async (options: MockOptions): Promise<Mock> => {
  const { file, say = () => {} } = options
  let router = jsonServer.router(file)
  const readAgain = () => {
    const text = readFileSync(file, 'utf8')
    if (text === JSON.stringify(router.db.getState(), null, 2)) return
    try {
      router = jsonServer.router(file)
      say(`${file} was edited: read again`)
    } catch (error) {
      say(`${file} cannot be read, the last good state is served: ${error instanceof Error ? error.message : String(error)}`) // prettier-ignore
    }
  }
  watchFile(file, { interval: 500 }, readAgain)
  const current: Handler = (request, response, next) => router(request, response, next)
  const app = jsonServer.create()
  if (options.console) app.get('/config.json', (_, response) => response.json(consoleConfig))
  app.use(jsonServer.defaults({ static: options.console ?? path.dirname(file), logger: false }))
  app.use(
    '/api',
    jsonServer.bodyParser,
    simpleRestDialect(() => router, { index: options.index, context: () => contextOf(options, router) }), // prettier-ignore
    current,
  )
  if (options.console) app.get(/^\/(?!api\/)/, page(path.resolve(options.console, 'index.html')))
  app.use(unreadable)
  return listen(app, options.port, () => unwatchFile(file, readAgain))
}

const listen = (
  app: ReturnType<typeof jsonServer.create>,
  port: number,
  stopped: () => void,
): Promise<Mock> =>
  new Promise((resolve, reject) => {
    const server = app.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const at = typeof address === 'object' && address ? address.port : port
      const close = () =>
        new Promise<void>((done) => {
          stopped()
          server.closeAllConnections()
          server.close(() => done())
        })
      resolve({ url: `http://127.0.0.1:${at}`, close })
    })
    server.once('error', reject)
  })

/** Conditions know the clock and the parameters of the file; nobody is signed in here. */
const contextOf = ({ index, zone, clock }: MockOptions, router: Router): Context => {
  const now = clock()
  const today = localDay(now, zone)
  const rows = parameterRows(router.db.getState().policy_parameters ?? [])
  const param = parameterReader(index.model.parameters, rows, today)
  return { now, today, zone, me: null, roles: [], departments: [], param }
}

const page =
  (file: string): Handler =>
  (_, response, next) =>
    existsSync(file) ? response.sendFile(file) : next()

const unreadable: ErrorHandler = (error, _request, response, _next) => {
  const isJson = error instanceof SyntaxError
  response.status(isJson ? 400 : 500).json({
    code: isJson ? 'bad_request' : 'internal',
    message: isJson ? '请求内容不是有效的 JSON / The body is not valid JSON' : String(error),
  })
}
