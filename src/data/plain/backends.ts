import type { DataProvider } from 'ra-core'
import type { Model } from '#model/language/definition.ts'
import { metricParts } from '#model/language/metric-parts.ts'
import { allCapabilities, noCapabilities, type Capabilities } from '../capabilities.ts'
import { absolute, connectionOf, type Backends } from '../backends.ts'
import { backendOf, serverOf, type Config } from '../config.ts'
import { httpOf, spoken } from '../http.ts'
import {
  createDataProvider,
  type AppDataProvider,
  type CountQuery,
  type Question,
} from '../provider.ts'
import { keepSessionIn } from '../session.ts'
import { loadWholeModel } from '../whole-model.ts'
import { dispatched, recordMethods, resourceMethods } from './dispatched.ts'
import { createPlainProvider } from './provider.ts'
import { stockProvider } from './providers/stock.ts'
import { createPlainSession } from './session.ts'
import { createTables } from './tables.ts'
import type { Console } from '../../views/console.ts'

const base = import.meta.env.BASE_URL

/** Charter's own server, and plain backends that are said to read whole filters. */
const speaksPredicates = (config: Config, resource: string): boolean => {
  const name = backendOf(config, resource)
  const { provider, filters } = config.backends[name] ?? {}
  return name === serverOf(config) || (provider === 'json-server' && filters === 'all')
}

/** The providers of records of all plain backends, by name. */
const openStock = async (config: Config): Promise<ReadonlyMap<string, DataProvider>> => {
  const server = serverOf(config)
  const plain = Object.entries(config.backends).filter(([name]) => name !== server)
  return new Map(
    await Promise.all(
      plain.map(async ([name, backend]) => {
        const http = httpOf(() => connectionOf(backend))
        const place = { name, url: absolute(backend), http }
        return [
          name,
          await stockProvider(backend, place, new URL(base, location.href).href),
        ] as const
      }),
    ),
  )
}

/**
 * Makes backends ready of which at least one is plain: its fallbacks, and sessions where there is no server.
 *
 * Errors: `ConfigError` when a provider file cannot be loaded.
 */
export const openPlain = async (config: Config): Promise<Omit<Backends, 'check'>> => {
  const stock = await openStock(config)
  const mainStock = stock.get(backendOf(config, '*'))
  let whole: Promise<Model> | undefined
  if (mainStock) keepSessionIn(createPlainSession(mainStock, () => (whole ??= loadWholeModel()), null)) // prettier-ignore
  return {
    capabilities: (resource) =>
      stock.has(backendOf(config, resource)) ? noCapabilities : allCapabilities,
    provider: (console) => {
      const own = createDataProvider()
      const routed = dispatched<DataProvider>(recordMethods, (resource) => stock.get(backendOf(config, resource)) ?? own) // prettier-ignore
      const parts = {
        base: routed,
        speaks: (resource: string) => speaksPredicates(config, resource),
        index: console.index,
        viewer: console.viewer,
        zone: console.zone,
        clock: console.clock,
        locale: spoken,
        tables: createTables(console.index, routed),
      }
      const fallback = createPlainProvider(parts)
      const of = (resource: string) => (stock.has(backendOf(config, resource)) ? fallback : own)
      return mainStock ? fallback : mixed(console, of, own, fallback)
    },
  }
}

/** Sends each call to the backend of its resource, and questions over several to where they can be answered. */
const mixed = (
  { index }: Console,
  of: (resource: string) => AppDataProvider,
  server: AppDataProvider,
  fallback: AppDataProvider,
): AppDataProvider => {
  const isPlain = (question: Question): boolean => {
    if ('resource' in question) return of(question.resource) === fallback
    const metric = index.model.metrics.find(({ name }) => name === question.metric)
    return metric !== undefined && metricParts(metric.calc).some(({ resource }) => of(resource) === fallback)
  }
  return {
    ...dispatched<AppDataProvider>(resourceMethods, of),
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
