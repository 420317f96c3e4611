import { readFile } from 'node:fs/promises'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { reportOf } from '../import/report.ts'
import { readContents } from '../push/contents.ts'
import { packContents } from '../push/parcel.ts'
import { importThrough } from './import-through.ts'
import { exitWith, settle } from './settle.ts'
import { languageOf, wordsOf } from './words.ts'

/**
 * `npm run push -- --from sandbox.jsonl.gz --to https://charter.example.com [--only customers,orders] [--dry-run]`
 *
 * Carries the records of a sandbox - an exported file, or a running one by its address - to a server, through the
 * server's own import, as an administrator of it (token in CHARTER_TOKEN), in one transaction: everything or nothing.
 * Ids are kept, so that a second push changes only what differs.
 */
const usage =
  'npm run push -- --from <sandbox file or http://sandbox> --to http://server [--only entity,entity] [--dry-run] [--lang zh|en]'

const {
  from,
  to,
  only,
  lang,
  'dry-run': dryRun,
} = wordsOf(usage, {
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    only: { type: 'string', default: '' },
    'dry-run': { type: 'boolean', default: false },
    lang: { type: 'string', default: 'en' },
  },
}).values
const locale = languageOf(lang)
const index = indexModel(model)

/** Takes the file of a running sandbox, signed in as whoever administers there. */
const downloadFrom = async (address: string): Promise<Uint8Array<ArrayBuffer>> => {
  const url = address.replace(/\/$/, '')
  const persona = model.roles.find((role) => role.administers)?.key
  const headers = { 'content-type': 'application/json', origin: url }
  const session = await fetch(`${url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ persona }) }).catch(() => exitWith(`${url} does not answer`)) // prettier-ignore
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
  const answer = await fetch(`${url}/api/sandbox/file`, { headers: { cookie } })
  if (!session.ok || !answer.ok) exitWith(`${url} is no sandbox: it answers ${answer.status} to /api/sandbox/file`) // prettier-ignore
  return new Uint8Array(await answer.arrayBuffer())
}

const chosen = (): readonly string[] => {
  const names = only.split(',').filter((name) => name !== '')
  const unknown = names.find((name) => index.resources.get(name)?.kind !== 'entity')
  return unknown === undefined ? names : exitWith(`--only "${unknown}" is no entity`)
}

await settle(async () => {
  if (from === undefined || to === undefined) return exitWith(usage)
  const names = chosen()
  const bytes = /^https?:/.test(from) ? await downloadFrom(from) : new Uint8Array(await readFile(from)) // prettier-ignore
  const { recipe, files, left } = packContents(index, await readContents(index, bytes), names)
  if (left.length > 0) exitWith(left.join('\n'))
  if (recipe.emit.length === 0) exitWith('there is nothing to push')
  const answer = await importThrough(
    { url: to, token: process.env.CHARTER_TOKEN, locale },
    { recipe, files, dryRun, historical: true },
  )
  const { lines, isGood } = reportOf(answer, locale)
  for (const line of lines) process.stdout.write(`${line}\n`)
  process.exitCode = isGood ? 0 : 1
})
