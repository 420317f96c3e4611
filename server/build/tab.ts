import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

/** A file that the page of the tab asks for beside the console, and where it comes from. */
export type TabFile = {
  readonly name: string
  readonly type: string
} & ({ readonly from: string } | { readonly text: string })

const require = createRequire(import.meta.url)

const config = {
  backends: { tab: { provider: 'browser' } },
  resources: { '*': 'tab' },
} as const

/** What no built file brings: the console's configuration, the worker of msw and the prepared company. */
export const tabFiles = (made: Readonly<Record<'image' | 'rows' | 'facts', string>>): readonly TabFile[] => [
  { name: 'config.json', type: 'application/json', text: JSON.stringify(config) },
  { name: 'mockServiceWorker.js', type: 'text/javascript', from: require.resolve('msw/mockServiceWorker.js') },
  { name: 'tab/sample.json', type: 'application/json', from: made.facts },
  { name: 'tab/sample.bin', type: 'application/octet-stream', from: made.image },
  { name: 'tab/sample-rows.bin', type: 'application/octet-stream', from: made.rows },
] // prettier-ignore

/** Packages that have a build of their own for browsers, and do not say so in their exports. */
const browserBuilds = {
  'csv-parse/sync': 'csv-parse/browser/esm/sync',
  'csv-stringify/sync': 'csv-stringify/browser/esm/sync',
}

/** Nothing from elsewhere; WebAssembly may be compiled, which is what the database is. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join('; ')

const contentOf = (file: TabFile) => ('text' in file ? file.text : readFileSync(file.from))

/**
 * Makes the console run on the API in the tab: plain files with addresses relative to the page, so that any static
 * host can have them in any folder.
 */
export const tab = (files: readonly TabFile[]): Plugin => ({
  name: 'tab',
  config: (_config, { command }) => ({
    ...(command === 'build' && { base: './' }),
    define: { 'import.meta.env.VITE_TAB': 'true' },
    worker: { format: 'es' },
    resolve: { alias: browserBuilds },
    optimizeDeps: {
      // What the worker needs is found before it is asked for, or the first visit would load the page twice.
      entries: ['index.html', 'mock-api/tab/worker.ts'],
      // Its files are found beside its modules, which must therefore stay where they are.
      exclude: ['@electric-sql/pglite'],
    },
  }),
  configureServer: (server) => {
    server.middlewares.use((request, response, next) => {
      const at = request.url?.split('?')[0]
      const file = files.find(({ name }) => at === `/${name}`)
      if (!file) return next()
      response.setHeader('content-type', file.type)
      if ('text' in file) return void response.end(file.text)
      response.setHeader('content-length', statSync(file.from).size)
      createReadStream(file.from).pipe(response)
    })
  },
  generateBundle() {
    for (const file of files)
      this.emitFile({ type: 'asset', fileName: file.name, source: contentOf(file) })
  },
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { server }) =>
      server
        ? []
        : [
            {
              tag: 'meta',
              attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
              injectTo: 'head-prepend',
            },
          ],
  },
})
