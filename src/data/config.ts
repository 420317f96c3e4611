/** A kind of backend, by the stock provider that speaks to it. */
export type ProviderName = 'simple-rest' | 'json-server' | 'postgrest' | 'browser'
/** A provider of one's own: a module beside the console. */
export type ProviderPath = `./${string}.js`
/** What a backend is asked to filter; the rest is answered from fetched rows. */
export type FilterRange = 'all' | 'equal' | 'none'
export type Credentials = 'same-origin' | 'include' | 'omit'

/** How a resource and its fields are called by a backend that names them otherwise. */
export type Names = {
  readonly name?: string
  /** Name here -> name there; null = the backend has no such field. */
  readonly fields?: Readonly<Record<string, string | null>>
}
export type Backend = {
  readonly provider: ProviderName | ProviderPath
  /** Address of its resources; a relative one is below the console's own. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly credentials: Credentials
  readonly filters: FilterRange
  /** Names by resource; those of `*` hold for every resource. */
  readonly resources: Readonly<Record<string, Names>>
}
export type Config = {
  readonly backends: Readonly<Record<string, Backend>>
  /** Resource -> backend; `*` for all others. */
  readonly resources: Readonly<Record<string, string>>
}

/** Something in the configuration that cannot be used: where, and what is allowed there. */
export type ConfigFault = { readonly at: string; readonly zh: string; readonly en: string }

/** The configuration cannot be used; every fault at once. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[]

  constructor(faults: readonly ConfigFault[]) {
    super(faults.map(({ at, en }) => `${at}: ${en}`).join('\n'))
    this.name = 'ConfigError'
    this.faults = faults
  }
}

/** A resource that the configuration names, and where. */
export type NamedResource = { readonly at: string; readonly resource: string }

/** Lists every resource that the configuration names. */
export const namedResources = ({ backends, resources }: Config): readonly NamedResource[] =>
  [
    ...Object.keys(resources).map((resource) => ({ at: `resources.${resource}`, resource })),
    ...Object.entries(backends).flatMap(([name, backend]) =>
      Object.keys(backend.resources).map((resource) => ({
        at: `backends.${name}.resources.${resource}`,
        resource,
      })),
    ),
  ].filter(({ resource }) => resource !== '*')

/** The backend of a resource. */
export const backendOf = (config: Config, resource: string): string =>
  config.resources[resource] ?? config.resources['*'] ?? ''

/** Whether Charter's own API runs inside the browser's tab and holds everything. */
export const isInTab = (config: Config): boolean =>
  config.backends[backendOf(config, '*')]?.provider === 'browser'

/**
 * The backend that is Charter's own API, which enforces what the model says; undefined when all are plain.
 *
 * It is the `simple-rest` one, or the tab when that holds everything.
 */
export const serverOf = (config: Config): string | undefined =>
  isInTab(config)
    ? backendOf(config, '*')
    : Object.keys(config.backends).find((name) => config.backends[name]?.provider === 'simple-rest')

/** Loads `config.json` from beside the console; without the file the console's own server is meant. */
export const loadConfig = async (base: string): Promise<Config> => {
  const answer = await fetch(`${base}config.json`, { cache: 'no-cache' })
  const isThere = answer.ok && (answer.headers.get('content-type') ?? '').includes('json')
  if (!isThere) return standardConfig
  const text = await answer.text()
  if (text.replace(/\s/g, '') === brought) return standardConfig
  const { parseConfig } = await import('./read-config.ts')
  return parseConfig(text)
}

/** What `public/config.json` says: nothing has to be read to know what it means. */
const brought =
  '{"backends":{"server":{"provider":"simple-rest","url":"api"}},"resources":{"*":"server"}}'

/** The console's own server for everything. */
export const standardConfig: Config = {
  backends: {
    server: {
      provider: 'simple-rest',
      url: 'api',
      headers: {},
      credentials: 'same-origin',
      filters: 'all',
      resources: {},
    },
  },
  resources: { '*': 'server' },
}
