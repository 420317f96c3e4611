import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runRealData } from '../server/real-data/run.ts'
import { freshPostgres } from './prepared.ts'

const data = path.resolve('../shared/data')
const recipes = path.resolve('docs/examples')
const isThere = existsSync(path.join(data, 'northwind'))
if (!isThere) process.stderr.write(`real data: skipped, there is no folder ${data}\n`)

const copy = mkdtempSync(path.join(tmpdir(), 'charter-changed-data-'))
afterAll(() => rmSync(copy, { recursive: true, force: true }))

const change = (file: string, before: string, after: string): void => {
  const at = path.join(copy, file)
  const text = readFileSync(at, 'utf8')
  expect(text).toContain(before)
  chmodSync(at, 0o600)
  writeFileSync(at, text.replace(before, after))
}

describe.skipIf(!isThere)('the real data', () => {
  test.each([
    ['an embedded database', async () => ({})],
    ['PostgreSQL', async () => ({ databaseUrl: await freshPostgres() })],
  ])('gives every known figure on %s', { timeout: 300_000 }, async (_, database) => {
    const compared = await runRealData({ data, recipes, ...(await database()) })
    expect(compared.filter(({ ok }) => !ok)).toEqual([])
    expect(compared).toHaveLength(56)
  })

  test(
    'with a discount, a settled date and a category changed differs exactly where these count',
    {
      timeout: 300_000,
    },
    async () => {
      cpSync(data, copy, { recursive: true, filter: (from) => !from.endsWith('.md') })
      change('northwind/order_details.csv', '\n10248,11,14.00,12,0\n', '\n10248,11,14.00,12,0.5\n')
      change('northwind/products.csv', '\n10,Ikura,4,8,', '\n10,Ikura,4,1,')
      change(
        'receivables/invoices.csv',
        ',611365,1/2/2013,2/1/2013,55.94,No,1/15/2013,',
        ',611365,1/2/2013,2/1/2013,55.94,No,7/15/2013,',
      )
      const compared = await runRealData({ data: copy, recipes })
      expect(compared.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual([
        'net sales',
        'net 1996',
        'net of Beverages',
        'net of Dairy Products',
        'net of Seafood',
        'net of employee 5',
        'invoices settled late',
        'invoices settled late, percent',
        'mean days to settle',
        '2013-06-30 open',
        '2013-06-30 balance',
      ])
    },
  )
})
