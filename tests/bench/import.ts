import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { printFigure } from './figures.ts'

const columns = ['no', 'name', 'kind', 'level', 'industry', 'region', 'address', 'phone', 'source', 'needs'] // prettier-ignore
const regions = ['华东', '华南', '华北', '西南']
const levels = ['key', 'normal', 'potential']

const line = (i: number): string =>
  [
    `B${String(i).padStart(6, '0')}`, `王氏第${i}贸易有限公司`, 'enterprise', levels[i % 3], '制造', regions[i % 4],
    `上海市浦东新区世纪大道${i}号`, `138${String(i).padStart(8, '0')}`, 'referral', `每月需要第${i}号产品，价格优先`,
  ].join() // prettier-ignore

const recipe = {
  name: 'Customers',
  historical: true,
  sources: { customers: { file: 'customers.csv' } },
  emit: [
    {
      entity: 'customers',
      from: 'customers',
      key: ['code'],
      values: {
        code: '=no',
        ...Object.fromEntries(columns.slice(1).map((column) => [column, { column }])),
        state: 'active',
      },
    },
  ],
}

/** The most memory that a process has had so far, in MB; where the system does not tell, nothing. */
const peakOf = (pid: number | undefined): number => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024
  } catch {
    return Number.NaN
  }
}

const run = (args: readonly string[], env: NodeJS.ProcessEnv) =>
  spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })

const endOf = async (process: ReturnType<typeof run>): Promise<void> => {
  const [code] = await once(process, 'exit')
  if (code !== 0) throw new Error(`${process.spawnargs.join(' ')} ended with ${String(code)}`)
}

/**
 * Measures `npm run import` of customers into a company on the embedded database: how long it takes, and the most
 * memory of its process, the database in it.
 */
export const measureImport = async (scratch: string, rows: number): Promise<void> => {
  const [file, asked] = ['customers.csv', 'recipe.json'].map((name) => path.join(scratch, name))
  const lines = Array.from({ length: rows }, (_, i) => line(i))
  writeFileSync(file ?? '', [columns.join(), ...lines, ''].join('\n'))
  writeFileSync(asked ?? '', JSON.stringify(recipe))
  const args = ['server/commands/import.ts', '--recipe', asked ?? '', file ?? '']
  const { DATABASE_URL: _, ...rest } = process.env
  const env = { ...rest, DATA_DIR: path.join(scratch, 'import') }
  await endOf(run(['server/commands/migrate.ts'], env))
  const started = performance.now()
  const importing = run(args, env)
  let peak = Number.NaN
  const look = setInterval(() => (peak = peakOf(importing.pid) || peak), 200)
  await endOf(importing)
  clearInterval(look)
  printFigure({ name: `import_${rows}`, value: (performance.now() - started) / 1000, unit: 's', target: (60 * rows) / 50_000, better: 'less' }) // prettier-ignore
  printFigure({ name: 'import_memory', value: peak, unit: 'MB', target: 1024, better: 'less' })
}
