import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'
import type { Model } from '#model/language/definition.ts'

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

/**
 * msw's own service worker asks a page about everything that is loaded. Here it is asked about the API only: the rest
 * goes to the network as if there were none, and a browser that knows such rules need not even start it.
 */
const serviceWorker = `const api = new URL('api/', registration.scope).pathname
addEventListener('install', (event) => {
  event.addRoutes?.({
    condition: { not: { urlPattern: new URLPattern({ pathname: api + '*' }) } },
    source: 'network',
  }).catch(() => undefined)
})
addEventListener('fetch', (event) => {
  if (!new URL(event.request.url).pathname.startsWith(api)) event.stopImmediatePropagation()
})
importScripts('mockServiceWorker.js')
`

/** What no built file brings: the console's configuration, the worker of msw and the prepared company. */
export const tabFiles = (made: Readonly<Record<'image' | 'rows', string>>): readonly TabFile[] => [
  { name: 'config.json', type: 'application/json', text: JSON.stringify(config) },
  { name: 'serviceWorker.js', type: 'text/javascript', text: serviceWorker },
  { name: 'mockServiceWorker.js', type: 'text/javascript', from: require.resolve('msw/mockServiceWorker.js') },
  { name: 'tab/sample.bin', type: 'application/octet-stream', from: made.image },
  { name: 'tab/sample-rows.bin', type: 'application/octet-stream', from: made.rows },
] // prettier-ignore

/** Packages that have a build of their own for browsers, and do not say so in their exports. */
const browserBuilds = {
  'csv-parse/sync': 'csv-parse/browser/esm/sync',
  'csv-stringify/sync': 'csv-stringify/browser/esm/sync',
}

/** Nothing from elsewhere but the one script in the page; WebAssembly may be compiled, which is what the database is. */
const policy = (script: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' 'sha256-${script}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join('; ')

/**
 * Starts the worker while the console's own code is on its way: asked for again by that code, it is the same one. Its
 * name is the one that `nameOf` gives.
 */
const earlyScript = (worker: string): string => `
if (isSecureContext && typeof SharedWorker === 'function')
  new SharedWorker(new URL('${worker}', document.baseURI), { type: 'module', name: 'charter ' + new URL('./', document.baseURI).pathname })
`

const workerIn = (bundle: Readonly<Record<string, unknown>>): string => {
  const found = Object.keys(bundle).find((name) => /\bworker-[\w-]+\.js$/.test(name))
  if (found === undefined) throw new Error('the build lacks the worker of the tab')
  return `./${found}`
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64')

const contentOf = (file: TabFile) => ('text' in file ? file.text : readFileSync(file.from))

/** Definitions are data: as one text they are read in a third of the time that it takes to compile and run them. */
const modelAsText = (model: Model): Plugin => ({
  name: 'model-as-text',
  apply: 'build',
  load: {
    filter: { id: /[/]src[/]model[/]index[.]ts$/ },
    handler: () => `export const model = JSON.parse(${JSON.stringify(JSON.stringify(model))})`,
  },
})

/**
 * Makes the console run on the API in the tab: plain files with addresses relative to the page, so that any static
 * host can have them in any folder.
 */
export const tab = (files: readonly TabFile[], facts: object, model: Model): Plugin => ({
  name: 'tab',
  config: (_config, { command }) => ({
    ...(command === 'build' && { base: './' }),
    define: {
      'import.meta.env.VITE_TAB': 'true',
      'import.meta.env.VITE_TAB_IMAGE': JSON.stringify(facts),
    },
    worker: { format: 'es', plugins: () => [modelAsText(model)] },
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
    handler: (_html, { bundle }) => {
      if (!bundle) return []
      const script = earlyScript(workerIn(bundle))
      const content = policy(digest(script))
      return [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content },
          injectTo: 'head-prepend',
        },
        { tag: 'script', children: script, injectTo: 'head-prepend' },
      ]
    },
  },
})
