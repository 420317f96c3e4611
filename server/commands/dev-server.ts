import { createServer } from 'vite'
import { watchApi } from '../build/watch-api.ts'
import { apiProcess } from './api-process.ts'
import { settingsOrExit } from './settle.ts'

/**
 * `npm run dev`: Vite with the API beside it. The API starts anew when a definition or its own code changes; the page
 * reloads once it answers again, or shows what is wrong with the model. `WEB_PORT` chooses the port of the page.
 */
const config = settingsOrExit({ DEMO: 'true', LOG_LEVEL: 'warn' })
const apiUrl = `http://127.0.0.1:${config.port}`

const api = apiProcess(apiUrl, { ...process.env, DEMO: String(config.demo) })

const vite = await createServer({
  plugins: [watchApi(() => api.restart())],
  server: { port: config.webPort, host: '127.0.0.1', proxy: { '/api': { target: apiUrl } } },
})
await vite.listen()
vite.printUrls()
void api.restart()

const end = () => {
  void Promise.all([api.stop(), vite.close()]).then(() => process.exit(0))
}
process.on('SIGINT', end)
process.on('SIGTERM', end)
