import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { format, resolveConfig } from 'prettier'
import { model } from '#model/index.ts'
import { checkModel, problemText } from '#model/language/check.ts'
import type { Entity } from '#model/language/definition.ts'
import { nearest } from '#model/language/nearest.ts'
import { indexModel } from '#model/language/resources.ts'
import { makeEntity } from '../scaffold/entity.ts'
import { CannotMake, fieldOf, labelOf, type AskedField } from '../scaffold/fields.ts'
import { entitySource, indexWith } from '../scaffold/source.ts'
import { exitWith, settle } from './settle.ts'
import { wordsOf } from './words.ts'

/**
 * `npm run new -- entity warranty_claims --label "质保索赔/Warranty claims" --module service
 * --field customer:reference:customers! --field amount:money --field cause:enum:wear,transport`
 *
 * Writes one definition file and its line in `src/model/index.ts`, formatted and checked; everything else follows from
 * them. Nothing is written when the model with it would have errors.
 */
const usage = `npm run new -- entity <plural_name> [--label "中文/English"] [--module key] [--singular name]
  [--field name:type[:more][!][="中文/English"]] ...   such as amount:money!, customer:reference:customers, cause:enum:wear,transport`

const { values, positionals } = wordsOf(usage, {
  most: 2,
  options: {
    label: { type: 'string' },
    module: { type: 'string' },
    singular: { type: 'string' },
    field: { type: 'string', multiple: true, default: [] },
  },
})
const index = indexModel(model)
const names = model.entities.map(({ name }) => name)
const modules = model.modules.map(({ key }) => key)

const longestName = 48

const checkEntityName = (name: string): void => {
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))
    throw new CannotMake(`"${name}" must be in snake case: small letters, digits and single underscores, such as warranty_claims`) // prettier-ignore
  if (name.length > longestName)
    throw new CannotMake(`"${name}" has ${name.length} letters; at most ${longestName} are allowed`)
  const taken = index.resources.get(name)
  if (taken)
    throw new CannotMake(`"${name}" is taken: ${taken.label.zh} (${taken.label.en}) in the module ${taken.entity.module}`) // prettier-ignore
  if (!name.endsWith('s') && values.singular === undefined)
    throw new CannotMake(`"${name}" must be in the plural, such as ${name}s; a plural of another form is told by --singular`) // prettier-ignore
}

/** Where it belongs when nobody says so: beside what it refers to. */
const moduleOf = (fields: readonly AskedField[]): string => {
  const asked = values.module
  if (asked !== undefined && modules.includes(asked)) return asked
  if (asked !== undefined) {
    const near = nearest(asked, modules)
    throw new CannotMake(`--module "${asked}" is none of ${modules.join(', ')}${near ? `; did you mean ${near}?` : ''}`) // prettier-ignore
  }
  const targets = fields.flatMap(({ field }) => (field.type === 'reference' ? [field.to] : []))
  const beside = model.entities.find(({ name }) => targets.includes(name))
  return beside?.module ?? model.entities[0]?.module ?? modules[0] ?? ''
}

const entityOf = (name: string): Entity => {
  checkEntityName(name)
  const fields = (values.field ?? []).map((text) => fieldOf(text, [...names, name]))
  const { singular } = values
  const label = labelOf(values.label, name)
  const module = moduleOf(fields)
  return makeEntity(model, { name, module, label, fields, ...(singular !== undefined && { singular }) }) // prettier-ignore
}

const requireSoundWith = (entity: Entity): void => {
  const found = checkModel({ ...model, entities: [...model.entities, entity] })
  const errors = found.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new CannotMake(errors.map((each) => problemText(each)).join('\n'))
}

const root = path.resolve(import.meta.dirname, '../..')

const write = async (file: string, text: string): Promise<void> => {
  const at = path.join(root, file)
  const options = await resolveConfig(at)
  mkdirSync(path.dirname(at), { recursive: true })
  writeFileSync(at, await format(text, { ...options, filepath: at }))
}

await settle(async () => {
  const [kind, name] = positionals
  if (kind !== 'entity' || name === undefined) return exitWith(usage)
  const entity = entityOf(name)
  requireSoundWith(entity)
  const file = `src/model/entities/${entity.module}/${name}.ts`
  if (existsSync(path.join(root, file))) throw new CannotMake(`${file} is there already`)
  const list = readFileSync(path.join(root, 'src/model/index.ts'), 'utf8')
  await write(file, entitySource(entity))
  await write('src/model/index.ts', indexWith(list, entity, model.entities, modules))
  // The new model is loaded anew: this process has the old one.
  const reference = spawnSync(process.execPath, ['server/commands/reference.ts'], { cwd: root, encoding: 'utf8' }) // prettier-ignore
  if (reference.status !== 0) throw new Error(reference.stderr)
  process.stdout.write(`${file} is written and stands in src/model/index.ts; docs/reference follows
  npm run dev      shows it, with ${String(entity.sample?.count)} sample rows
  npm run migrate  puts it into the database of DATABASE_URL
`)
})
