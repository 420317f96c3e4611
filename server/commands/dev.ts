import { spawn } from 'node:child_process'
import { createServer, type Plugin } from 'vite'
import { settingsOrExit } from './settle.ts'

/**
 * `npm run dev`: Vite with the API beside it. The API restarts when a definition or its own code changes,
 * and the page reloads once it answers again.
 */
const config = settingsOrExit({ DEMO: 'true', LOG_LEVEL: 'warn' })
const apiUrl = `http://127.0.0.1:${config.port}`

const api = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', 'server/commands/start.ts', '--no-build'],
  {
    stdio: 'inherit',
    env: { ...process.env, DEMO: String(config.demo) },
  },
)

const isUp = () =>
  fetch(`${apiUrl}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  )

const reloadWithApi: Plugin = {
  name: 'reload-with-api',
  configureServer: (server) => {
    const onChange = (file: string) => {
      if (!/[\\/](src[\\/]model|server)[\\/]/.test(file)) return
      const again = async () => {
        if (await isUp()) server.ws.send({ type: 'full-reload' })
        else setTimeout(() => void again(), 200)
      }
      setTimeout(() => void again(), 500)
    }
    server.watcher.add(['src/model', 'server'])
    server.watcher.on('change', onChange)
  },
}

const vite = await createServer({
  plugins: [reloadWithApi],
  server: { port: 5173, host: '127.0.0.1', proxy: { '/api': { target: apiUrl } } },
})
await vite.listen()
vite.printUrls()

const end = () => {
  api.kill('SIGTERM')
  void vite.close().then(() => process.exit(0))
}
process.on('SIGINT', end)
process.on('SIGTERM', end)
