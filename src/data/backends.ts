import { allCapabilities, type Capabilities } from './capabilities.ts'
import { backendOf, namedResources, serverOf, type Backend, type Config } from './config.ts'
import { connect } from './http.ts'
import { createDataProvider, type AppDataProvider } from './provider.ts'
import type { Console } from '../views/console.ts'

/** Backends as configured: to be asked for a provider once the model and the viewer are known. */
export type Backends = {
  provider(console: Console): AppDataProvider
  capabilities(resource: string): Capabilities
  /** Resolves when every resource that the configuration names is one. Errors: `ConfigError`. */
  check(console: Pick<Console, 'index'>): Promise<void>
}

const base = import.meta.env.BASE_URL

/** Address of a backend; a relative one is below the console's own. */
export const absolute = ({ url }: Backend): string => (/^https?:/.test(url) ? url : `${base}${url}`)

export const connectionOf = (backend: Backend) => ({
  url: absolute(backend),
  headers: backend.headers,
  credentials: backend.credentials,
})

/**
 * Makes the backends ready: where Charter's server is, and where sessions are kept when there is none.
 *
 * A console that only knows Charter's server loads nothing more; plain backends bring their fallbacks as a chunk.
 */
export const openBackends = async (config: Config): Promise<Backends> => ({
  ...(await connected(config)),
  check: async ({ index }) => {
    // A viewer may see less than there is.
    const named = namedResources(config).filter(({ resource }) => !index.resources.has(resource))
    if (named.length > 0) await (await import('./known-resources.ts')).requireKnown(named)
  },
})

const connected = async (config: Config): Promise<Omit<Backends, 'check'>> => {
  const server = serverOf(config)
  const at = server === undefined ? undefined : config.backends[server]
  connect(at ? connectionOf(at) : null)
  if (server === backendOf(config, '*') && Object.keys(config.backends).length === 1)
    return { provider: () => createDataProvider(), capabilities: () => allCapabilities }
  const { openPlain } = await import('./plain/backends.ts')
  return openPlain(config)
}
