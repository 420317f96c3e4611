import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { planAggregate } from '#model/language/aggregate-plan.ts'
import { collect } from '#model/language/aggregate-collect.ts'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { loadSample } from '../../mock-api/sample.ts'
import { readConfig } from '../../server/config.ts'
import { kyselyOver } from '../../server/database/kysely.ts'
import { startServer, type Running } from '../../server/host.ts'
import { sqlEngine } from '../../server/sql/aggregate.ts'
import { startPostgres } from '../postgres.ts'
import { startBare, type Statement } from './bare.ts'
import { growOrders } from './data.ts'
import { printFigure } from './figures.ts'
import { measureImport } from './import.ts'
import { measureJsonServer } from './json-server.ts'
import { medianTime, rateRatio } from './load.ts'
import { measurePages } from './pages.ts'
import { measureTab } from './tab.ts'

/**
 * `npm run bench [-- --quick]`: one line a figure, `name value unit target ok|short`.
 *
 * Rates are ratios to a bare server on the same PostgreSQL in the same run. `--quick` has 50,000 orders
 * instead of 1,000,000 and imports 10,000 rows instead of 50,000.
 */
const isQuick = process.argv.includes('--quick')
const orders = isQuick ? 50_000 : 1_000_000
const seconds = isQuick ? 9 : 30
const zone = 'Asia/Shanghai'
const index = indexModel(model)
const log = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }
const say = (text: string) => process.stderr.write(`${text}\n`)

const trendQuery = {
  measures: ['sales'],
  by: [{ time: 'order.released_on', grain: 'month' }],
  range: { from: '2024-12-01', to: '2026-11-30' },
} as const

/** The very statement that the server runs for the trend. */
const trendStatement = async (): Promise<Statement> => {
  const found: Statement[] = []
  const pool = {
    connect: async () => ({
      query: async (text: string, values: readonly unknown[]) => {
        found.push({ text, values })
        return { command: 'SELECT', rowCount: 0, rows: [] }
      },
      release: () => {},
    }),
    end: async () => {},
  }
  const kysely = kyselyOver(pool as unknown as Parameters<typeof kyselyOver>[0]) // only what kysely calls here
  const now = new Date().toISOString()
  const ctx = {
    now,
    today: now.slice(0, 10),
    zone,
    me: null,
    roles: [],
    departments: [],
    param: () => null,
  }
  const plan = planAggregate(index, 'order_lines', trendQuery, ctx)
  const scope = { k: 'constant', value: true } as const
  await collect(plan, sqlEngine({ kysely, compile: (c) => ({ index, ctx: c }), scope }), plan)
  const [statement] = found
  if (!statement) throw new Error('the trend ran no statement')
  return statement
}

const signIn = async (url: string, persona = 'executive'): Promise<Record<string, string>> => {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ persona }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
  if (!answer.ok || cookie === '') throw new Error(`could not sign in: ${answer.status}`)
  return { cookie, origin: url, 'content-type': 'application/json' }
}

const json = async (answer: Response): Promise<unknown> => {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

const measureRates = async (
  running: Running,
  database: Parameters<typeof growOrders>[0],
  url: string,
): Promise<void> => {
  const headers = await signIn(running.url)
  const seller = await signIn(running.url, 'sales')
  const { rows: ids } = await sql<{ id: string }>`select id from orders limit 5000`.execute(
    database.kysely,
  )
  const [customer] = (await fetch(
    `${running.url}/api/customers?range=[0,0]&filter={"state":"active"}`,
    {
      headers: seller,
    },
  ).then(json)) as readonly { readonly id: string; readonly owner_id: string }[] // the server's own answer
  if (!customer) throw new Error('the seller has no customer')
  const insert = (id: string): Statement => ({
    text: 'insert into contacts (id, customer_id, name, owner_id, created_at) values ($1, $2, $3, $4, now()) returning *',
    values: [id, customer.id, `比较 ${id.slice(0, 8)}`, customer.owner_id],
  })
  const bare = await startBare(url, { trend: await trendStatement(), insert })
  const get = (base: string, at: string) => fetch(base + at, { headers }).then(json)
  const idAt = (n: number) => ids[n % ids.length]?.id ?? ''
  const create = (n: number) =>
    fetch(`${running.url}/api/contacts`, {
      method: 'POST',
      headers: seller,
      body: JSON.stringify({ customer_id: customer.id, name: `比较 ${n}` }),
    }).then(json)
  const trend = () =>
    fetch(`${running.url}/api/order_lines/aggregate`, {
      method: 'POST',
      headers,
      body: JSON.stringify(trendQuery),
    }).then(json)
  const page = '/api/orders?range=[0,24]&sort=["received_on","DESC"]&total=none'
  printFigure({
    name: 'one_record',
    value: await rateRatio(
      (n) => get(running.url, `/api/orders/${idAt(n)}`),
      (n) => get(bare.url, `/one/${idAt(n)}`),
      seconds,
    ),
    unit: 'of_bare_rate',
    target: 0.3,
    better: 'more',
  })
  printFigure({
    name: 'page_of_25',
    value: await rateRatio(
      () => get(running.url, page),
      () => get(bare.url, '/page'),
      seconds,
    ),
    unit: 'of_bare_rate',
    target: 0.3,
    better: 'more',
  })
  printFigure({
    name: 'create',
    value: await rateRatio(create, () => get(bare.url, '/create'), seconds),
    unit: 'of_bare_rate',
    target: 0.2,
    better: 'more',
  })
  const times = isQuick ? 5 : 9
  const bareTrend = await medianTime(() => get(bare.url, '/trend'), times)
  // The server ends what takes longer than its deadline; the yardstick has none.
  const ourTrend = await medianTime(trend, times).catch((error: unknown) => {
    say(String(error))
    return Number.POSITIVE_INFINITY
  })
  printFigure({
    name: 'month_trend',
    value: ourTrend / bareTrend,
    unit: 'of_bare_time',
    target: 1.3,
    better: 'less',
  })
  printFigure({
    name: 'server_memory',
    value: process.memoryUsage().rss / 1024 / 1024,
    unit: 'MB',
    target: 700,
    better: 'less',
  })
  await bare.close()
}

/** Milliseconds from the command to the first answer of a server whose database is there. */
const measureColdStart = async (env: Readonly<Record<string, string>>): Promise<void> => {
  const started = performance.now()
  const server = spawn(process.execPath, ['server/main.ts'], {
    env: { ...process.env, ...env, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (text: Buffer) => text.includes('listening') && resolve())
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  printFigure({
    name: 'cold_start',
    value: performance.now() - started,
    unit: 'ms',
    target: 3_000,
    better: 'less',
  })
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await gone
}

/** What a company would run: every commit is on the disk before it is answered. */
const durable = {
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '1GB',
  max_wal_size: '4GB',
  maintenance_work_mem: '512MB',
}
const scratch = mkdtempSync(path.join(tmpdir(), 'charter-bench-'))
const postgres = await startPostgres(durable)
try {
  const env = {
    DATABASE_URL: postgres.url,
    PORT: '0',
    DEMO: 'true',
    TZ_COMPANY: zone,
    TICK_SECONDS: '0',
    DATA_DIR: scratch,
  }
  say(`PostgreSQL from ${postgres.from}; ${orders} orders`)
  let opened: Parameters<typeof growOrders>[0] | undefined
  const running = await startServer({
    config: readConfig(env),
    model,
    log,
    beforeListen: async (parts) => {
      opened = parts.database
      await loadSample({ ...parts, zone, scale: 0.1, say })
      await growOrders(parts.database, orders)
    },
  })
  if (existsSync('dist/index.html')) await measurePages(running.url, signIn)
  else say('dist is missing: run npm run build for the sizes')
  if (existsSync('dist-demo/index.html')) await measureTab('dist-demo')
  else say('dist-demo is missing: run npm run build:demo for the tab')
  if (opened) await measureRates(running, opened, postgres.url)
  await running.close()
  await measureColdStart(env)
  await measureJsonServer()
  await measureImport(scratch, isQuick ? 10_000 : 50_000)
} finally {
  await postgres.stop()
  rmSync(scratch, { recursive: true, force: true })
}
