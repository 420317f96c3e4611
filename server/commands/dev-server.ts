import path from 'node:path'
import { createServer, type Plugin, type ViteDevServer } from 'vite'
import { apiProcess } from './api-process.ts'
import { settingsOrExit } from './settle.ts'

/**
 * `npm run dev`: Vite with the API beside it. The API starts anew when a definition or its own code changes; the page
 * reloads once it answers again, or shows what is wrong with the model. `WEB_PORT` chooses the port of the page.
 */
const config = settingsOrExit({ DEMO: 'true', LOG_LEVEL: 'warn' })
const apiUrl = `http://127.0.0.1:${config.port}`
const webPort = Number(process.env.WEB_PORT ?? 5173)

const api = apiProcess(apiUrl, { ...process.env, DEMO: String(config.demo) })

/** What the API is made of; the console's own files are Vite's business. */
const watched = ['src/model', 'server', 'mock-api'].map((folder) => path.resolve(folder))
const isOfApi = (file: string) =>
  file.endsWith('.ts') && watched.some((folder) => path.resolve(file).startsWith(folder + path.sep))

/** Several files change at once when a branch is switched or an entity is made: one start is enough. */
const settleMs = 200

const reload = async (vite: ViteDevServer): Promise<void> => {
  const problem = await api.restart()
  if (problem === null) vite.ws.send({ type: 'full-reload' })
  else vite.ws.send({ type: 'error', err: { message: problem, stack: '' } })
}

const reloadWithApi: Plugin = {
  name: 'reload-with-api',
  configureServer: (vite) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    vite.watcher.add(watched)
    vite.watcher.on('all', (_, file) => {
      if (!isOfApi(file)) return
      clearTimeout(timer)
      timer = setTimeout(() => void reload(vite), settleMs)
    })
  },
}

const vite = await createServer({
  plugins: [reloadWithApi],
  server: { port: webPort, host: '127.0.0.1', proxy: { '/api': { target: apiUrl } } },
})
await vite.listen()
vite.printUrls()
void api.restart()

const end = () => {
  void Promise.all([api.stop(), vite.close()]).then(() => process.exit(0))
}
process.on('SIGINT', end)
process.on('SIGTERM', end)
