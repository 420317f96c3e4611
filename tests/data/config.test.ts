import { describe, expect, test, vi } from 'vitest'
import { readFileSync } from 'node:fs'
import {
  backendOf,
  ConfigError,
  isInTab,
  loadConfig,
  namedResources,
  serverOf,
  standardConfig,
} from '../../src/data/config.ts'
import { unknownFaults } from '../../src/data/known-resources.ts'
import { parseConfig, readConfig } from '../../src/data/read-config.ts'

const faultsOf = (value: unknown): readonly string[] => {
  try {
    readConfig(value)
    return []
  } catch (error) {
    return error instanceof ConfigError ? error.faults.map(({ at, en }) => `${at}: ${en}`) : ['?']
  }
}

const file = { provider: 'json-server', url: 'http://127.0.0.1:3001/api' }
const server = { provider: 'simple-rest', url: 'api/' }

describe('config.json', () => {
  test('names one backend a resource, the others go to *', () => {
    const config = readConfig({
      backends: { server, file: { ...file, headers: { 'X-Key': 'k' }, credentials: 'omit', filters: 'equal', resources: { products: { name: 'items', fields: { name: 'title', archived: null } } } } },
      resources: { '*': 'server', products: 'file' },
    }) // prettier-ignore
    expect([backendOf(config, 'products'), backendOf(config, 'orders')]).toEqual(['file', 'server'])
    expect(config.backends.server?.url).toBe('api')
    expect(config.backends.file).toEqual({
      provider: 'json-server',
      url: 'http://127.0.0.1:3001/api',
      headers: { 'X-Key': 'k' },
      credentials: 'omit',
      filters: 'equal',
      resources: { products: { name: 'items', fields: { name: 'title', archived: null } } },
    })
  })

  test('what the console brings along is the standard: its own server for everything', async () => {
    const { default: brought } = await import('../../public/config.json')
    expect(readConfig(brought)).toEqual(standardConfig)
    const headers = { 'content-type': 'application/json' }
    const text = readFileSync('public/config.json', 'utf8')
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(text, { headers })))
    expect(await loadConfig('/')).toBe(standardConfig)
    vi.unstubAllGlobals()
    expect(() => parseConfig('{')).toThrow('config.json: is not valid JSON')
  })

  test('the tab is the server of a console that it holds whole, else a plain place for rows', () => {
    const tab = { provider: 'browser' }
    const whole = readConfig({ backends: { tab }, resources: { '*': 'tab' } })
    expect([isInTab(whole), serverOf(whole), whole.backends.tab?.url]).toEqual([true, 'tab', 'api'])
    const beside = readConfig({ backends: { server, tab }, resources: { '*': 'server', products: 'tab' } }) // prettier-ignore
    expect([isInTab(beside), serverOf(beside)]).toEqual([false, 'server'])
    const plain = readConfig({ backends: { file }, resources: { '*': 'file' } })
    expect(serverOf(plain)).toBeUndefined()
  })

  test.each([
    [[], ['/: must be a JSON object']],
    [{}, ['backends: needs at least one backend', 'resources.*: must name the backend of all other resources']],
    [{ backends: { a: { provider: 'graphql', url: 'api' } }, resources: { '*': 'a' } }, ['backends.a.provider: must be one of simple-rest, json-server, postgrest, browser, or a module beside the console such as ./warehouse.js']],
    [{ backends: { a: { ...server, url: 'ftp://x' } }, resources: { '*': 'a' } }, ['backends.a.url: must be an address: http(s)://..., or relative to the console']],
    [{ backends: { a: { ...server, token: 'x' } }, resources: { '*': 'a' } }, ['backends.a.token: is not known; allowed: provider, url, headers, credentials, filters, resources']],
    [{ backends: { a: { ...server, headers: { key: 1 } } }, resources: { '*': 'a' } }, ['backends.a.headers.key: must be a text']],
    [{ backends: { a: { ...server, credentials: 'all' } }, resources: { '*': 'a' } }, ['backends.a.credentials: must be one of same-origin, include, omit']],
    [{ backends: { a: { ...file, provider: '../x.js' } }, resources: { '*': 'a' } }, ['backends.a.provider: must be one of simple-rest, json-server, postgrest, browser, or a module beside the console such as ./warehouse.js']],
    [{ backends: { a: { ...file, filters: 'some' } }, resources: { '*': 'a' } }, ['backends.a.filters: must be one of all, equal, none']],
    [{ backends: { a: { provider: 'postgrest' } }, resources: { '*': 'a' } }, ['backends.a.url: must be an address: http(s)://..., or relative to the console']],
    [{ backends: { a: { ...file, resources: { orders: { fields: { code: 1 } } } } }, resources: { '*': 'a' } }, ['backends.a.resources.orders.fields.code: must be a name, or null for no such field']],
    [{ backends: { a: server, b: server }, resources: { '*': 'a' } }, ['backends.b.provider: only one backend can be Charter\'s own server ("a"); use json-server for others']],
    [{ backends: { a: server, tab: { provider: 'browser' } }, resources: { '*': 'tab' } }, ['backends.a.provider: only one backend can be Charter\'s own server ("tab"); use json-server for others']],
    [{ backends: { a: server }, resources: { '*': 'a', orders: 'b' } }, ['resources.orders: there is no backend "b"']],
    [{ backends: { a: server }, resources: { '*': 'a' }, theme: 1 }, ['theme: is not known; allowed: backends, resources']],
  ])('%j is refused by its place', (value, faults) => {
    expect(faultsOf(value)).toEqual(faults)
  }) // prettier-ignore
})

test('a resource that no model has is named with the one that is near, wherever it stands', () => {
  const config = readConfig({
    backends: { server, file: { ...file, resources: { '*': {}, custommers: { name: 'client' } } } },
    resources: { '*': 'server', product: 'file', orders: 'file', stock: 'file' },
  })
  const known = new Set(['customers', 'orders', 'products'])
  expect(unknownFaults(namedResources(config), known)).toEqual([
    { at: 'resources.product', zh: '没有名为“product”的资源（是否想写“products”？）', en: 'there is no resource "product" (did you mean "products"?)' },
    { at: 'resources.stock', zh: '没有名为“stock”的资源', en: 'there is no resource "stock"' },
    { at: 'backends.file.resources.custommers', zh: '没有名为“custommers”的资源（是否想写“customers”？）', en: 'there is no resource "custommers" (did you mean "customers"?)' },
  ]) // prettier-ignore
})
