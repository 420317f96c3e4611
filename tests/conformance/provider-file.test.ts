import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadProviderFile } from '../../src/data/plain/providers/provider-file.ts'
import { consoleOver } from './backends/console.ts'
import { httpTo } from './backends/listen.ts'
import { orderKinds, orderRows } from './backends/orders.ts'
import { warehouse } from './backends/warehouse.ts'
import { examine } from './kit.ts'

const here = pathToFileURL(`${process.cwd()}/`).href
const file = './docs/examples/warehouse.js'

/** As the console loads it, from an address beside itself. */
const load = (path: `./${string}.js` = file) =>
  loadProviderFile('warehouse', path, here, {
    url: 'http://backend.test/v2',
    http: httpTo(warehouse(orderRows)),
  })

const examined = async (provider: Awaited<ReturnType<typeof load>>) =>
  (await examine({ provider, resource: 'orders', mayWrite: true, kinds: orderKinds })).filter(
    ({ result }) => result !== 'pass',
  )

describe('the provider file of the guide', () => {
  test('speaks to a backend with nested paths and filters of its own', async () => {
    expect(await examined(await load())).toEqual([
      { capability: 'filter: empty values', result: 'missing', reason: 'the operator $null' },
      { capability: 'filter: and, or, not', result: 'missing', reason: 'a filter by $or' },
      { capability: 'search: q', result: 'missing', reason: 'a filter by q' },
    ])
  })

  test('gets from the console what the backend cannot do', async () => {
    expect(await examined(consoleOver(await load()))).toEqual([])
  })

  test('stands whole in the guide', () => {
    const [, code] = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/own-provider.md', 'utf8')) ?? []
    expect(code).toBe(readFileSync(file, 'utf8'))
  })

  test('that cannot be loaded is named by its place in config.json', async () => {
    await expect(load('./docs/examples/none.js')).rejects.toMatchObject({
      name: 'ConfigError',
      faults: [{ at: 'backends.warehouse.provider', en: expect.stringContaining('./docs/examples/none.js cannot be loaded') as string }],
    }) // prettier-ignore
    await expect(load('./tests/conformance/backends/no-provider.js')).rejects.toMatchObject({
      faults: [{ at: 'backends.warehouse.provider', en: './tests/conformance/backends/no-provider.js cannot be loaded: it has no function as its default export' }],
    }) // prettier-ignore
  })
})
