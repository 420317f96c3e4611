import { http } from 'msw'
import type { HttpHandler } from 'msw'
import type { TabNews } from '#model/language/tab-news.ts'
import { connectTab, type TabConnection } from './tab/connection.ts'
import { deleteIdb } from './tab/store/idb.ts'
import { followLinks } from './tab/links.ts'
import { nameOf } from './tab/messages.ts'

export type TabPage = {
  /** Address of the console, ending in a slash. */
  readonly base: string
  /** Whatever changes; comes again when something gets worse later. */
  readonly onNews: (news: TabNews) => void
}

/** A service worker that is not there by then is not waited for. */
const patienceMs = 5_000

const patiently = <T>(work: Promise<T>): Promise<T> => {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('the service worker did not start')), patienceMs),
  )
  return Promise.race([work, late])
}

const throughServiceWorker = async (handler: HttpHandler, base: string): Promise<void> => {
  const { setupWorker } = await import('msw/browser')
  const serviceWorker = { url: `${base}serviceWorker.js`, options: { scope: base } }
  await patiently(setupWorker(handler).start({ quiet: true, onUnhandledFrame: 'bypass', serviceWorker })) // prettier-ignore
}

/** The way without a service worker: calls of `fetch` in this page are handed over before they leave it. */
const throughFetch = async (handler: HttpHandler): Promise<void> => {
  const [{ defineNetwork, InterceptorSource }, { FetchInterceptor }] = await Promise.all([
    import('msw/experimental'),
    import('@mswjs/interceptors/fetch'),
  ])
  const source = new InterceptorSource({ interceptors: [new FetchInterceptor()] })
  await defineNetwork({ sources: [source], handlers: [handler], onUnhandledFrame: 'bypass' }).enable()
} // prettier-ignore

/** Has every call of the API handed to the tab; tells whether a service worker does it. */
const handOver = async ({ handle }: TabConnection, base: string): Promise<boolean> => {
  const handler = http.all(`${location.origin}${base}api/*`, ({ request }) => handle(request))
  try {
    await throughServiceWorker(handler, base)
    return true
  } catch {
    await throughFetch(handler)
    return false
  }
}

/**
 * Starts the whole API inside this browser: the server's own code over PostgreSQL in a worker, and msw, which hands it
 * what the console calls. Resolves when calls can be answered, with false when they never will be; why is told as news.
 */
export const startTab = async ({ base, onNews }: TabPage): Promise<boolean> => {
  if (!isSecureContext) {
    onNews({ is: 'failed', why: 'insecure', message: location.origin })
    return false
  }
  let hasServiceWorker = true
  const connection = connectTab({ base, onNews: (news) => onNews(news.is === 'ready' ? { ...news, hasServiceWorker } : news) }) // prettier-ignore
  hasServiceWorker = await handOver(connection, base)
  followLinks(connection, base)
  return connection.ready
}

/** Deletes the database of this browser, so that the next start prepares a new one. */
export const forgetTab = (base: string): Promise<void> => deleteIdb(nameOf(base))
