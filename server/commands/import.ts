import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { openConfigured } from '../database/open.ts'
import { createService } from '../engine/create-service.ts'
import type { Principal } from '../engine/service.ts'
import { requireSound } from '../host.ts'
import { hooks } from '../hooks/hooks.ts'
import { inLanguage, type ImportRequest } from '../import/import-files.ts'
import { reportOf } from '../import/report.ts'
import type { ImportFile } from '../import/table.ts'
import { applyMigration } from '../sql/migrate.ts'
import { exitWith, settle, settingsOrExit } from './settle.ts'

/**
 * `npm run import -- --recipe docs/examples/northwind.json data/*.csv [--dry-run] [--historical] [--lang zh|en]`
 *
 * Imports files by a recipe into the configured database, as an administrator, or with `--url` through a running
 * server (its token in CHARTER_TOKEN). Problems are printed by file, row and column; the exit code is then 1 and
 * nothing is written.
 */
const usage =
  'npm run import -- --recipe recipe.json files... [--dry-run] [--historical] [--url http://...] [--lang zh|en]'

const readArguments = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        recipe: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        historical: { type: 'boolean' },
        url: { type: 'string' },
        lang: { type: 'string', default: 'en' },
      },
    })
  } catch (error) {
    return exitWith(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}

const { values, positionals } = readArguments()
const locale = values.lang === 'zh' ? 'zh' : 'en'
const say = (text: string) => process.stdout.write(`${text}\n`)

const administrator: Principal = {
  account: null,
  employee: null,
  roles: model.roles.map(({ key }) => key),
  departments: [],
  department: null,
  locale,
  via: 'import',
}

const readFiles = (): Promise<readonly ImportFile[]> =>
  Promise.all(
    positionals.map(async (name) => ({
      name: path.basename(name),
      bytes: new Uint8Array(await readFile(name)),
    })),
  )

const importDirectly = async (request: ImportRequest): Promise<Record<string, unknown>> => {
  const config = settingsOrExit()
  requireSound(model)
  const index = indexModel(model)
  const clock = () => new Date().toISOString()
  const { database } = await openConfigured(config, { clock, onError: () => {} })
  try {
    await applyMigration(database, index, { now: clock() })
    const service = createService({ index, database, clock, zone: config.zone, hooks })
    const answer = await service.importFiles(administrator, request)
    await service.flush()
    return inLanguage(answer, locale)
  } finally {
    await database.close()
  }
}

const importThrough = async (url: string, request: ImportRequest): Promise<unknown> => {
  const form = new FormData()
  form.set('recipe', JSON.stringify(request.recipe))
  for (const { name, bytes } of request.files)
    form.append('files', new File([new Uint8Array(bytes)], name))
  const query = new URLSearchParams({
    dry_run: String(request.dryRun === true),
    ...(request.historical !== undefined && { historical: String(request.historical) }),
  })
  const token = process.env.CHARTER_TOKEN
  const answer = await fetch(`${url.replace(/\/$/, '')}/api/import?${query}`, {
    method: 'POST',
    body: form,
    headers: { 'x-locale': locale, ...(token && { authorization: `Bearer ${token}` }) },
  })
  const body: unknown = await answer.json()
  const isRefused = typeof body === 'object' && body !== null && !('problems' in body)
  if (!answer.ok && isRefused) exitWith('message' in body ? body.message : answer.statusText)
  return body
}

await settle(async () => {
  if (values.recipe === undefined || positionals.length === 0) exitWith(usage)
  const recipe: unknown = JSON.parse(await readFile(values.recipe ?? '', 'utf8'))
  let shown = ''
  const request: ImportRequest = {
    recipe,
    files: await readFiles(),
    dryRun: values['dry-run'],
    ...(values.historical !== undefined && { historical: values.historical }),
    onProgress: ({ phase, done, total }) => {
      const line = `${phase} ${done}/${total}`
      if (line !== shown) process.stderr.write(`${line}\n`)
      shown = line
    },
  }
  const answer =
    values.url === undefined
      ? await importDirectly(request)
      : await importThrough(values.url, request)
  const { lines, isGood } = reportOf(answer, locale)
  for (const line of lines) say(line)
  process.exitCode = isGood ? 0 : 1
})
