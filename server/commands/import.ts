import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { reuseCompiledCode } from '../compiled-code.ts'
import type { ImportRequest } from '../import/import-files.ts'
import { reportOf } from '../import/report.ts'
import type { ImportFile } from '../import/table.ts'
import { importThrough } from './import-through.ts'
import { exitWith, settle } from './settle.ts'
import { languageOf, wordsOf } from './words.ts'

/**
 * `npm run import -- --recipe docs/examples/northwind.json data/*.csv [--dry-run] [--historical] [--lang zh|en]`
 *
 * Imports files by a recipe into the configured database, as an administrator, or with `--url` through a running
 * server (its token in CHARTER_TOKEN). Problems are printed by file, row and column; the exit code is then 1 and
 * nothing is written.
 */
const usage =
  'npm run import -- --recipe recipe.json files... [--dry-run] [--historical] [--url http://...] [--lang zh|en]'

const { values, positionals } = wordsOf(usage, {
  most: Number.POSITIVE_INFINITY,
  options: {
    recipe: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    historical: { type: 'boolean' },
    url: { type: 'string' },
    lang: { type: 'string', default: 'en' },
  },
})
const locale = languageOf(values.lang)
const say = (text: string) => process.stdout.write(`${text}\n`)

const readFiles = (): Promise<readonly ImportFile[]> =>
  Promise.all(
    positionals.map(async (name) => ({
      name: path.basename(name),
      bytes: new Uint8Array(await readFile(name)),
    })),
  )

const readRecipe = async (name: string): Promise<unknown> => {
  const text = await readFile(name, 'utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    return exitWith(`${name} is not valid JSON (${error instanceof Error ? error.message : error})`)
  }
}

reuseCompiledCode()
await settle(async () => {
  const { recipe, url } = values
  if (recipe === undefined || positionals.length === 0) return exitWith(usage)
  let shown = ''
  const request: ImportRequest = {
    recipe: await readRecipe(recipe),
    files: await readFiles(),
    dryRun: values['dry-run'],
    ...(values.historical !== undefined && { historical: values.historical }),
    onProgress: ({ phase, done, total }) => {
      const line = `${phase} ${done}/${total}`
      if (line !== shown) process.stderr.write(`${line}\n`)
      shown = line
    },
  }
  const token = process.env.CHARTER_TOKEN
  const answer = await (url === undefined
    ? (await import('./import-directly.ts')).importDirectly(request, locale)
    : importThrough({ url, token, locale }, request))
  const { lines, isGood } = reportOf(answer, locale)
  for (const line of lines) say(line)
  process.exitCode = isGood ? 0 : 1
})
