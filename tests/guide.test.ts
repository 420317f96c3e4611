import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyBlock, blocks, commands, copyProject } from './guide.ts'
import { freshPostgres } from './prepared.ts'

const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync('package.json', 'utf8')).scripts // prettier-ignore
const copy = mkdtempSync(path.join(tmpdir(), 'charter-guide-'))
let databaseUrl = ''

/** Runs a line of the guide, or a program, in the copy to its end. */
const run = async (line: string) => {
  const bin = path.resolve('node_modules/.bin')
  const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}`, DATABASE_URL: databaseUrl }
  const child = spawn('sh', ['-c', line], { cwd: copy, env })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const [status] = await once(child, 'close')
  // What npm says of somebody's own settings is no word of the command.
  return { status, out, err: err.replaceAll(/^npm warn .*\n/gm, '') }
}

const look = `
import { model } from '#model/index.ts'
import { checkModel } from '#model/language/check.ts'
const claims = model.entities.find(({ name }) => name === 'warranty_claims')
const board = model.dashboards.find(({ name }) => name === 'complaints')
const card = board?.cards.find(({ id }) => id === 'warranty')
console.log(JSON.stringify({
  errors: checkModel(model).filter(({ severity }) => severity === 'error'),
  fields: Object.keys(claims?.fields ?? {}), measures: Object.keys(claims?.analytics?.measures ?? {}),
  card: [card?.id, card?.resource, card?.query.measures],
}))
`

beforeAll(async () => {
  copyProject(copy)
  databaseUrl = await freshPostgres()
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

describe('the guide of ten minutes', { timeout: 240_000 }, () => {
  test('asks only for commands that there are', () => {
    const asked = commands.flatMap((line) => /^npm run ([a-z-]+)/.exec(line)?.[1] ?? [])
    expect(asked).toEqual(['dev', 'new', 'migrate', 'migrate', 'build', 'serve'])
    for (const script of asked) expect(scripts).toHaveProperty(script)
  })

  test('its steps make an entity, a measure and a card that fit into the model', async () => {
    const made = await run(commands.find((line) => line.startsWith('npm run new')) ?? 'false')
    expect([made.status, made.err]).toEqual([0, ''])
    expect(made.out).toContain('src/model/entities/service/warranty_claims.ts is written')
    for (const block of blocks('diff')) applyBlock(copy, block)
    writeFileSync(path.join(copy, 'server/look.ts'), look)
    const { out, err } = await run('node server/look.ts')
    expect([err, JSON.parse(out || 'null')]).toEqual([
      '',
      {
        errors: [],
        fields: ['code', 'customer_id', 'product_id', 'amount', 'cause', 'claimed_on', 'note'],
        measures: ['count', 'amount', 'average'],
        card: ['warranty', 'warranty_claims', ['average']],
      },
    ])
  })

  test('what it writes passes format and lint, and its types hold', async () => {
    expect(await run('prettier --check src/model/entities/service/warranty_claims.ts src/model/index.ts src/model/dashboards/complaints.ts')).toMatchObject({ status: 0 }) // prettier-ignore
    expect(await run('oxlint --quiet src/model')).toMatchObject({ status: 0 })
    const only = { extends: './tsconfig.json', include: ['src/model/**/*.ts'] }
    writeFileSync(path.join(copy, 'tsconfig.guide.json'), JSON.stringify(only))
    expect(await run('tsc --noEmit -p tsconfig.guide.json')).toMatchObject({ status: 0, out: '' })
  })

  test('its migration puts the entity into PostgreSQL, after a plan that changes nothing', async () => {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    const columns = async () => {
      const { rows } = await client.query<{ column_name: string; data_type: string }>("select column_name, data_type from information_schema.columns where table_name = 'warranty_claims' and column_name in ('amount', 'claimed_on', 'customer_id') order by 1") // prettier-ignore
      return rows.map(({ column_name, data_type }) => `${column_name} ${data_type}`)
    }
    const [plan = '', migrate = ''] = commands.filter((line) => line.startsWith('npm run migrate'))
    expect((await run(plan)).out).toMatch(/create table "warranty_claims"/)
    expect(await columns()).toEqual([])
    expect(await run(migrate)).toMatchObject({ status: 0, err: '' })
    expect(await columns()).toEqual(['amount numeric', 'claimed_on date', 'customer_id uuid'])
    expect((await run(plan)).out).toContain('the database is as the model says')
    await client.end()
  })
})
