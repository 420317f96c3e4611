import type { DataProvider } from 'ra-core'
import type { Model } from '#model/language/definition.ts'
import { allCapabilities, noCapabilities, type Capabilities } from './capabilities.ts'
import { backendOf, isServer, type Backend, type Config } from './config.ts'
import { connect, httpOf, spoken } from './http.ts'
import {
  createDataProvider,
  type AppDataProvider,
  type CountQuery,
  type Question,
} from './provider.ts'
import { keepSessionIn } from './session.ts'
import type { Console } from '../views/console.ts'

/** Backends as configured: to be asked for a provider once the model and the viewer are known. */
export type Backends = {
  provider(console: Console): AppDataProvider
  capabilities(resource: string): Capabilities
}

type Plain = typeof import('./plain/index.ts')

const base = import.meta.env.BASE_URL

const absolute = ({ url }: Backend): string => (/^https?:/.test(url) ? url : `${base}${url}`)

const connectionOf = (backend: Backend) => ({
  url: absolute(backend),
  headers: backend.headers,
  credentials: backend.credentials,
})

const loadWholeModel = async (): Promise<Model> => {
  const answer = await fetch(`${base}model.json`)
  if (!answer.ok) throw new Error('charter.error.no_model')
  return (await answer.json()) as Model // written by the build from the checked model
}

/**
 * Makes the backends ready: where Charter's server is, and where sessions are kept when there is none.
 *
 * A console that only knows Charter's server loads nothing more; plain backends bring their fallbacks as a chunk.
 */
export const openBackends = async (config: Config): Promise<Backends> => {
  const all = Object.entries(config.backends)
  const main = config.backends[backendOf(config, '*')]
  const server = isServer(main) ? main : all.map(([, one]) => one).find(isServer)
  connect(server ? connectionOf(server) : null)
  if (isServer(main) && all.length === 1)
    return { provider: () => createDataProvider(), capabilities: () => allCapabilities }
  const plain = await import('./plain/index.ts')
  const stock = new Map<string, DataProvider>(
    all.flatMap(([name, backend]) =>
      isServer(backend) ? [] : [[name, plain.stockProvider(backend, absolute(backend), httpOf(() => connectionOf(backend)))]],
    ),
  ) // prettier-ignore
  const mainStock = stock.get(backendOf(config, '*'))
  let whole: Promise<Model> | undefined
  if (mainStock) keepSessionIn(plain.createPlainSession(mainStock, () => (whole ??= loadWholeModel()), null)) // prettier-ignore
  return {
    capabilities: (resource) =>
      stock.has(backendOf(config, resource)) ? noCapabilities : allCapabilities,
    provider: (console) => {
      const own = createDataProvider()
      const routed = plain.dispatched<DataProvider>(plain.recordMethods, (resource) => stock.get(backendOf(config, resource)) ?? own) // prettier-ignore
      const parts = {
        base: routed,
        index: console.index,
        viewer: console.viewer,
        zone: console.zone,
        clock: console.clock,
        locale: spoken,
        tables: plain.createTables(console.index, routed),
      }
      const fallback = plain.createPlainProvider(parts)
      const of = (resource: string) => (stock.has(backendOf(config, resource)) ? fallback : own)
      return mainStock ? fallback : mixed(console, plain, of, own, fallback)
    },
  }
}

/** Sends each call to the backend of its resource, and questions over several to where they can be answered. */
const mixed = (
  { index }: Console,
  plain: Plain,
  of: (resource: string) => AppDataProvider,
  server: AppDataProvider,
  fallback: AppDataProvider,
): AppDataProvider => {
  const isPlain = (question: Question): boolean => {
    if ('resource' in question) return of(question.resource) === fallback
    const calc = index.model.metrics.find(({ name }) => name === question.metric)?.calc ?? ''
    return [...calc.matchAll(/\b([a-z][a-z0-9_]*)\./g)].some(([, name = '']) => index.resources.has(name) && of(name) === fallback) // prettier-ignore
  }
  return {
    ...plain.dispatched<AppDataProvider>(plain.resourceMethods, of),
    supportAbortSignal: true,
    search: (text, signal) => server.search(text, signal),
    aggregateMany: (questions, signal) => splitAsk(questions, isPlain, server, fallback, signal),
    counts: async (queries) => {
      const isHere = ({ resource }: CountQuery) => of(resource) === fallback
      const here = queries.filter(isHere)
      const there = queries.filter((query) => !isHere(query))
      const [a, b] = await Promise.all([server.counts(there), fallback.counts(here)])
      return queries.map((query) => (isHere(query) ? b[here.indexOf(query)] : a[there.indexOf(query)]) ?? null)
    },
  }
} // prettier-ignore

const splitAsk = async (
  questions: readonly Question[],
  isPlain: (question: Question) => boolean,
  server: AppDataProvider,
  fallback: AppDataProvider,
  signal?: AbortSignal,
): ReturnType<AppDataProvider['aggregateMany']> => {
  const here = questions.filter(isPlain)
  const there = questions.filter((question) => !isPlain(question))
  const none = { answers: [], requestId: null }
  const [a, b] = await Promise.all([
    there.length ? server.aggregateMany(there, signal) : none,
    here.length ? fallback.aggregateMany(here, signal) : none,
  ])
  const answers = questions.flatMap((question) => {
    const answer = isPlain(question) ? b.answers[here.indexOf(question)] : a.answers[there.indexOf(question)] // prettier-ignore
    return answer ? [answer] : []
  })
  return { answers, requestId: a.requestId }
}
