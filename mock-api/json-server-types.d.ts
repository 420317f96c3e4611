/** The parts of json-server 0.17 that are used; the package brings no types. */
declare module 'json-server' {
  import type { IncomingMessage, Server, ServerResponse } from 'node:http'

  export type MockRequest = IncomingMessage & {
    readonly path: string
    readonly query: Readonly<Record<string, unknown>>
    body: unknown
  }
  export type MockResponse = ServerResponse & {
    status(code: number): MockResponse
    set(name: string, value: string): MockResponse
    json(body: unknown): void
    sendFile(path: string): void
  }
  export type Next = (error?: unknown) => void
  export type Handler = (request: MockRequest, response: MockResponse, next: Next) => void
  export type ErrorHandler = (
    error: unknown,
    request: MockRequest,
    response: MockResponse,
    next: Next,
  ) => void

  type Chain<T> = {
    value(): T
    find(by: Readonly<Record<string, unknown>>): Chain<Record<string, unknown> | undefined>
    remove(by: Readonly<Record<string, unknown>>): { write(): unknown }
  }
  export type Collections = Record<string, Record<string, unknown>[]>
  export type Router = Handler & {
    readonly db: {
      getState(): Collections
      get(name: string): Chain<Record<string, unknown>[] | undefined>
    }
  }
  type App = {
    use(...handlers: (string | Handler | ErrorHandler | readonly Handler[])[]): App
    get(path: string | RegExp, handler: Handler): App
    listen(port: number, host: string, ready: () => void): Server
  }
  const jsonServer: {
    create(): App
    router(file: string): Router
    defaults(options: Readonly<Record<string, unknown>>): readonly Handler[]
    readonly bodyParser: readonly Handler[]
  }
  export default jsonServer
}
