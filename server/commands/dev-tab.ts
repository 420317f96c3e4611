import path from 'node:path'
import { createServer, type Plugin } from 'vite'
import { model } from '#model/index.ts'
import { buildTabImage, hasTabImage, madeFiles } from '../../mock-api/tab/image.ts'
import { tab, tabFiles } from '../build/tab.ts'
import { requireSound } from '../prepare.ts'
import { settingsOrExit } from './settle.ts'

/**
 * `npm run dev -- --tab`: Vite with the whole API inside the page, and no server. A changed definition reloads the page,
 * and the database of the browser is brought to it with what it holds. `WEB_PORT` chooses the port.
 */
const config = settingsOrExit()
const webPort = Number(process.env.WEB_PORT ?? 5173)

requireSound(model)
if (!hasTabImage(model, config.zone)) {
  process.stdout.write('preparing the sample company of the tab ...\n')
  await buildTabImage(model, config.zone, new Date().toISOString())
}

/** The API is part of the page, but of its worker, for which Vite does not reload by itself. */
const isOfApi = (file: string) =>
  ['src/model', 'server', 'mock-api'].some((folder) =>
    path.resolve(file).startsWith(path.resolve(folder) + path.sep),
  )

const reloadWithApi: Plugin = {
  name: 'reload-with-api',
  configureServer: (vite) => {
    vite.watcher.on('change', (file) => {
      if (file.endsWith('.ts') && isOfApi(file)) vite.ws.send({ type: 'full-reload' })
    })
  },
}

const vite = await createServer({
  plugins: [tab(tabFiles(madeFiles)), reloadWithApi],
  server: { port: webPort, host: '127.0.0.1' },
})
await vite.listen()
vite.printUrls()

const end = () => void vite.close().then(() => process.exit(0))
process.on('SIGINT', end)
process.on('SIGTERM', end)
