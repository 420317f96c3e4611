import {
  ConfigError,
  serverOf,
  type Backend,
  type Config,
  type ConfigFault,
  type Credentials,
  type FilterRange,
  type Names,
  type ProviderName,
  type ProviderPath,
} from './config.ts'

const providers: readonly ProviderName[] = ['simple-rest', 'json-server', 'postgrest', 'browser']
const filterRanges: readonly FilterRange[] = ['all', 'equal', 'none']
const credentials: readonly Credentials[] = ['same-origin', 'include', 'omit']

type Data = Readonly<Record<string, unknown>>
type Report = (at: string, zh: string, en: string) => void

const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const dataAt = (value: unknown, at: string, report: Report): Data => {
  if (isData(value)) return value
  if (value !== undefined) report(at, '应为对象', 'must be an object')
  return {}
}

const onlyKeys = (data: Data, allowed: readonly string[], at: string, report: Report): void => {
  for (const key of Object.keys(data))
    if (!allowed.includes(key))
      report(
        at ? `${at}.${key}` : key,
        `未知的设置，可用：${allowed.join('、')}`,
        `is not known; allowed: ${allowed.join(', ')}`,
      )
}

const oneOf = <T extends string>(
  value: unknown,
  allowed: readonly T[],
  at: string,
  report: Report,
): T | undefined => {
  const found = allowed.find((each) => each === value)
  if (!found) report(at, `应为 ${allowed.join('、')} 之一`, `must be one of ${allowed.join(', ')}`)
  return found
}

const texts = (value: unknown, at: string, report: Report): Record<string, string> =>
  Object.fromEntries(
    Object.entries(dataAt(value, at, report)).flatMap(([key, text]) => {
      if (typeof text === 'string') return [[key, text]]
      report(`${at}.${key}`, '应为文本', 'must be a text')
      return []
    }),
  )

const isProviderPath = (value: unknown): value is ProviderPath =>
  typeof value === 'string' && /^\.\/(?:[\w-]+\/)*[\w.-]+\.js$/.test(value)

const readProvider = (value: unknown, at: string, report: Report): Backend['provider'] => {
  if (isProviderPath(value)) return value
  const found = providers.find((each) => each === value)
  if (found) return found
  const known = providers.join(', ')
  report(
    at,
    `应为 ${known} 之一，或控制台旁的模块，如 ./warehouse.js`,
    `must be one of ${known}, or a module beside the console such as ./warehouse.js`,
  )
  return 'simple-rest'
}

/** Names of fields there; null says that there is no such field. */
const fieldNames = (value: unknown, at: string, report: Report): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(dataAt(value, at, report)).flatMap(([key, name]) => {
      if (name === null || (typeof name === 'string' && name !== '')) return [[key, name]]
      report(`${at}.${key}`, '应为字段名或 null', 'must be a name, or null for no such field')
      return []
    }),
  )

const isAddress = (url: string): boolean => {
  const base = 'http://charter.invalid/'
  return URL.canParse(url, base) && ['http:', 'https:'].includes(new URL(url, base).protocol)
}

const readNames = (value: unknown, at: string, report: Report): Names => {
  const data = dataAt(value, at, report)
  onlyKeys(data, ['name', 'fields'], at, report)
  const { name } = data
  if (name !== undefined && typeof name !== 'string')
    report(`${at}.name`, '应为文本', 'must be a text')
  return {
    ...(typeof name === 'string' && { name }),
    ...(data.fields !== undefined && { fields: fieldNames(data.fields, `${at}.fields`, report) }),
  }
}

const settings = ['provider', 'url', 'headers', 'credentials', 'filters', 'resources']

/** A setting that may be left out. */
const optional = <T extends string>(
  data: Data,
  key: string,
  [allowed, standard]: readonly [readonly T[], T],
  at: string,
  report: Report,
): T =>
  data[key] === undefined
    ? standard
    : (oneOf(data[key], allowed, `${at}.${key}`, report) ?? standard)

const readUrl = (url: unknown, at: string, report: Report): string => {
  if (typeof url !== 'string' || url === '' || !isAddress(url))
    report(`${at}.url`, '应为以 http(s):// 开头的地址或相对地址', 'must be an address: http(s)://..., or relative to the console') // prettier-ignore
  return String(url ?? '').replace(/\/$/, '')
}

const readBackend = (value: unknown, at: string, report: Report): Backend => {
  const data = dataAt(value, at, report)
  onlyKeys(data, settings, at, report)
  const provider = readProvider(data.provider, `${at}.provider`, report)
  const isHere = provider === 'browser' && data.url === undefined
  const resources = dataAt(data.resources, `${at}.resources`, report)
  return {
    provider,
    url: isHere ? 'api' : readUrl(data.url, at, report),
    headers: texts(data.headers, `${at}.headers`, report),
    credentials: optional(data, 'credentials', [credentials, 'same-origin'], at, report),
    filters: optional(data, 'filters', [filterRanges, 'all'], at, report),
    resources: Object.fromEntries(
      Object.entries(resources).map(([name, names]) => [
        name,
        readNames(names, `${at}.resources.${name}`, report),
      ]),
    ),
  }
}

/** There is one API of Charter's own: what it enforces spans its records. */
const requireOneServer = (config: Config, report: Report): void => {
  const server = serverOf(config)
  for (const [name, { provider }] of Object.entries(config.backends))
    if (provider === 'simple-rest' && name !== server)
      report(
        `backends.${name}.provider`,
        `章程自己的服务器只能有一个（“${server}”），其他用 json-server`,
        `only one backend can be Charter's own server ("${server}"); use json-server for others`,
      )
}

/**
 * Reads what `config.json` says: which backends there are, and which of them holds which resource.
 *
 * Errors: `ConfigError` with every fault by its place.
 */
export const readConfig = (value: unknown): Config => {
  const faults: ConfigFault[] = []
  const report: Report = (at, zh, en) => faults.push({ at, zh, en })
  if (!isData(value)) throw new ConfigError([{ at: '/', zh: '应为 JSON 对象', en: 'must be a JSON object' }]) // prettier-ignore
  onlyKeys(value, ['backends', 'resources'], '', report)
  const backends = Object.fromEntries(
    Object.entries(dataAt(value.backends, 'backends', report)).map(([name, backend]) => [
      name,
      readBackend(backend, `backends.${name}`, report),
    ]),
  )
  if (Object.keys(backends).length === 0)
    report('backends', '至少需要一个后端', 'needs at least one backend')
  const resources = texts(value.resources, 'resources', report)
  if (resources['*'] === undefined)
    report(
      'resources.*',
      '须指明其余资源所在的后端',
      'must name the backend of all other resources',
    )
  for (const [name, backend] of Object.entries(resources))
    if (!Object.hasOwn(backends, backend))
      report(`resources.${name}`, `没有名为“${backend}”的后端`, `there is no backend "${backend}"`)
  requireOneServer({ backends, resources }, report)
  if (faults.length > 0) throw new ConfigError(faults)
  return { backends, resources }
}

/** Reads the text of `config.json`. Errors: `ConfigError`, also for a text that is no JSON. */
export const parseConfig = (text: string): Config => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ConfigError([{ at: 'config.json', zh: '不是有效的 JSON', en: 'is not valid JSON' }])
  }
  return readConfig(value)
}
