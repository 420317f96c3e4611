import path from 'node:path'
import type { Plugin, ViteDevServer } from 'vite'

/** What the API is made of; the console's own files are Vite's business. */
const watched = ['src/model', 'server', 'mock-api'].map((folder) => path.resolve(folder))
const isOfApi = (file: string) =>
  file.endsWith('.ts') && watched.some((folder) => path.resolve(file).startsWith(folder + path.sep))

/** Several files change at once when a branch is switched or an entity is made: one reload is enough. */
const settleMs = 200

/**
 * Reloads the page when a definition or the API's own code changes, once `ready` answers null, or shows in the page
 * what it answers else.
 */
export const watchApi = (ready: (vite: ViteDevServer) => Promise<string | null>): Plugin => {
  const reload = async (vite: ViteDevServer): Promise<void> => {
    const problem = await ready(vite)
    if (problem === null) vite.ws.send({ type: 'full-reload' })
    else vite.ws.send({ type: 'error', err: { message: problem, stack: '' } })
  }
  return {
    name: 'watch-api',
    // Vite would reload for what the page shares with the API before that is ready, or while it is wrong.
    hotUpdate: ({ file }) => (isOfApi(file) ? [] : undefined),
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
}
