import { existsSync } from 'node:fs'
import path from 'node:path'
import { lineOf } from '../real-data/compare.ts'
import { runRealData } from '../real-data/run.ts'
import { exitWith, settle } from './settle.ts'
import { wordsOf } from './words.ts'

/**
 * `npm run real-data -- ../shared/data`: imports the real data into a fresh company (a temporary embedded
 * database, or the empty one of DATABASE_URL) and prints one line a figure:
 * `name<TAB>ours<TAB>known<TAB>ok|differs`. The exit code is 1 when a figure differs.
 */
const { positionals } = wordsOf('npm run real-data [-- folder]', { most: 1 })
const data = path.resolve(positionals[0] ?? '../shared/data')
const recipes = path.resolve(import.meta.dirname, '../../docs/examples')
const databaseUrl = process.env.DATABASE_URL

await settle(async () => {
  if (!existsSync(path.join(data, 'northwind')))
    exitWith(`there is no folder "northwind" in ${data}`)
  const compared = await runRealData({
    data,
    recipes,
    say: (text) => process.stderr.write(`imported ${text}\n`),
    ...(databaseUrl && { databaseUrl }),
  })
  for (const each of compared) process.stdout.write(`${lineOf(each)}\n`)
  process.exitCode = compared.every(({ ok }) => ok) ? 0 : 1
})
