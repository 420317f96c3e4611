import { glob, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { model } from '#model/index.ts'
import { compareAccess } from '../coverage/compare-access.ts'
import { compareEntities } from '../coverage/compare-entities.ts'
import { compareLists } from '../coverage/compare-lists.ts'
import { readRequirements } from '../coverage/requirements.ts'
import { absentEntities, createTally, type Tally } from '../coverage/tally.ts'
import { wordsOf } from './words.ts'

/**
 * Prints how much of the requirements the model defines, and every gap by name.
 *
 * `npm run coverage [-- <folder>]`, default `../shared/requirements`. Exit code 1 when something is missing that
 * does not wait for an entity which is not built yet.
 */
const { positionals } = wordsOf('npm run coverage [-- folder]', { most: 1 })
const folder = resolve(positionals[0] ?? '../shared/requirements')
const root = resolve(import.meta.dirname, '../..')

const textOf = async (...patterns: string[]): Promise<string> => {
  const files = await Array.fromAsync(glob(patterns, { cwd: root }))
  const texts = await Promise.all(files.sort().map((file) => readFile(resolve(root, file), 'utf8')))
  return texts.join('\n')
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const print = (tallies: readonly Tally[]): void => {
  for (const tally of tallies)
    say(`${tally.kind.padEnd(20)} ${tally.defined()} / ${tally.required()}`)
  for (const tally of tallies)
    for (const { what, reason } of tally.gaps)
      say(`  ${tally.kind}: ${what}: ${reason ?? 'MISSING'}`)
}

const required = await readRequirements(folder).catch((problem: unknown) => {
  process.stderr.write(`coverage: no requirements in ${folder} (${String(problem)})\n`)
  process.exit(2)
})
const names = model.entities.map(({ name }) => name)
const absent = absentEntities(names, required.entities.map(({ name }) => name)) // prettier-ignore
const entities = createTally('entities')
for (const { name } of required.entities)
  entities.count(name, names.includes(name), 'is not built yet')
const tallies = [
  entities,
  ...compareEntities(model, required.entities, absent),
  compareAccess(model, required.permissions),
  ...compareLists(model, required, absent, {
    code: await textOf('server/{engine,auth,routes,sql}/**/*.ts', 'src/model/language/*.ts'),
    tests: await textOf('tests/**/*.{ts,tsx}'),
  }),
]
print(tallies)
const missing = tallies.flatMap(({ gaps }) => gaps).filter(({ reason }) => reason === null)
say(missing.length === 0 ? 'nothing is missing but what waits for an entity' : `${missing.length} missing`) // prettier-ignore
process.exitCode = missing.length === 0 ? 0 : 1
