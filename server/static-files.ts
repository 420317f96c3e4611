import { existsSync } from 'node:fs'
import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { App } from './app.ts'

/** Files whose names carry a digest of their content never change. */
const isImmutable = (file: string): boolean => /[\\/]assets[\\/]/.test(file)

const own = (pathname: string): boolean => /^\/(api(\/|$)|healthz$|readyz$|metrics$)/.test(pathname)

const tellUnbuilt = (app: App): void => {
  app.get('*', (http, next) =>
    own(http.req.path)
      ? next()
      : Promise.resolve(
          http.text('The console is not built: run "npm run build". 控制台尚未构建。', 503),
        ),
  )
}

/**
 * Serves the built console: files of the directory, precompressed where the browser takes it, and `index.html` for
 * every address that the console routes itself.
 */
export const serveConsole = (app: App, directory: string): void => {
  const cache = { immutable: 'public, max-age=31536000, immutable', changing: 'no-cache' }
  const onFound = (file: string, http: { header(name: string, value: string): void }) =>
    http.header('cache-control', isImmutable(file) ? cache.immutable : cache.changing)
  if (!existsSync(path.join(directory, 'index.html'))) return tellUnbuilt(app)
  const files = serveStatic({ root: directory, precompressed: true, onFound })
  const index = serveStatic({ root: directory, path: 'index.html', precompressed: true, onFound })
  app.get('*', async (http, next) => {
    if (own(http.req.path)) return next()
    // A missing script or picture must not be answered with a page.
    const isFile = path.extname(http.req.path) !== ''
    let page: Response | void = undefined
    const found = await files(
      http,
      isFile ? next : async () => void (page = await index(http, next)),
    )
    return found ?? page
  })
}
