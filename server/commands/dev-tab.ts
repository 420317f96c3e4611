import { createServer, type ViteDevServer } from 'vite'
import { model } from '#model/index.ts'
import type { Model } from '#model/language/definition.ts'
import { buildTabImage, hasTabImage, madeFiles, tabImageFacts } from '../../mock-api/tab/image.ts'
import { tab, tabFiles } from '../build/tab.ts'
import { watchApi } from '../build/watch-api.ts'
import { requireSound } from '../prepare.ts'
import { settingsOrExit, settle } from './settle.ts'

/**
 * `npm run dev -- --tab`: Vite with the whole API inside the page, and no server. A changed definition reloads the page,
 * which brings the database of the browser to it and gives rows to a new entity, or shows what is wrong with the model.
 * `PORT` chooses the port.
 */
const config = settingsOrExit({ PORT: '5173' })

await settle(() => requireSound(model))
if (!hasTabImage(model, config.zone)) {
  process.stdout.write('preparing the sample company of the tab ...\n')
  await buildTabImage(model, config.zone, new Date().toISOString())
}

/** Says what is wrong with the definitions as they are now; null when nothing is. */
const problemOf = async (vite: ViteDevServer): Promise<string | null> => {
  try {
    const loaded = await vite.ssrLoadModule('/src/model/index.ts')
    requireSound(loaded['model'] as Model) // what that file exports
    return null
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${problem}\n`)
    return problem
  }
}

const vite = await createServer({
  plugins: [tab(tabFiles(madeFiles), tabImageFacts(), model), watchApi(problemOf)],
  server: { port: config.port, strictPort: process.env.PORT !== undefined, host: '127.0.0.1' },
})
await settle(() => vite.listen().then(() => undefined))
vite.printUrls()

const end = () => void vite.close().then(() => process.exit(0))
process.on('SIGINT', end)
process.on('SIGTERM', end)
