import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { writeDbFile } from '../../mock-api/db-file.ts'
import { startMock } from '../../mock-api/json-server.ts'
import { printFigure } from './figures.ts'
import { medianTime } from './load.ts'

type Tables = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

const orders = 10_000
const zone = 'Asia/Shanghai'
const clock = () => new Date().toISOString()

/** Copies the orders of a file, lines and all, until there are ten thousand. */
const growFile = (file: string): void => {
  const tables = JSON.parse(readFileSync(file, 'utf8')) as Tables // written just before
  const some = tables.orders ?? []
  const many = Array.from({ length: orders }, (_, i) => {
    const order = some[i % some.length]
    return i < some.length
      ? order
      : { ...order, id: crypto.randomUUID(), code: `${String(order?.code)}-${i}` }
  })
  writeFileSync(file, JSON.stringify({ ...tables, orders: many }, null, 2))
}

/** Lists that people ask for: the newest, one state, by the region of the customer, by a word, far down. */
const questions = [
  { filter: {}, sort: ['received_on', 'DESC'], range: [0, 24] },
  { filter: { state: ['closed', 'delivered'] }, sort: ['code', 'ASC'], range: [0, 24] },
  { filter: { 'customer.region': 'east' }, sort: ['amount', 'DESC'], range: [0, 24] },
  { filter: { q: 'DD' }, sort: ['id', 'ASC'], range: [0, 24] },
  { filter: {}, sort: ['amount', 'ASC'], range: [5000, 5024] },
] as const

/** Measures lists of `npm run mock` over a file with 10,000 orders: the middle time of each, the slowest printed. */
export const measureJsonServer = async (): Promise<void> => {
  const directory = mkdtempSync(path.join(tmpdir(), 'charter-bench-mock-'))
  const file = path.join(directory, 'db.json')
  await writeDbFile(file, { model, zone, clock, scale: 0.02 })
  growFile(file)
  const mock = await startMock({ index: indexModel(model), file, port: 0, zone, clock })
  try {
    const list = async ({ filter, sort, range }: (typeof questions)[number]) => {
      const query = new URLSearchParams({ filter: JSON.stringify(filter), sort: JSON.stringify(sort), range: JSON.stringify(range) }) // prettier-ignore
      const answer = await fetch(`${mock.url}/api/orders?${query}`)
      const rows: unknown = await answer.json()
      if (!answer.ok || !Array.isArray(rows)) throw new Error(JSON.stringify(rows))
    }
    const times: number[] = []
    for (const question of questions) times.push(await medianTime(() => list(question), 21))
    printFigure({
      name: 'json_server_list',
      value: Math.max(...times),
      unit: 'ms',
      target: 150,
      better: 'less',
    })
  } finally {
    await mock.close()
    rmSync(directory, { recursive: true })
  }
}
