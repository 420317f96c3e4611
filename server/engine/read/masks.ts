import { fieldAccess, type RowTest } from '#model/language/access.ts'
import type { Predicate } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { openCompile, testOf } from '../compile.ts'
import { answers, type Question } from '../record/rows.ts'
import { linesOfEntity } from '../write/store.ts'
import type { Row } from '#model/language/wire.ts'
import type { Work } from '../work.ts'

/** What of a record is hidden from somebody: its fields, and columns of its child rows by their field. */
export type Mask = {
  readonly fields: ReadonlySet<string>
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>
}

/** What has to be asked of a row to know its mask, and what the answers mean. */
export type MaskPlan = {
  readonly questions: Readonly<Record<string, Question>>
  readonly read: (answer: Readonly<Record<string, unknown>>) => Mask
}

const guarded = (resource: Resource): readonly string[] =>
  Object.entries(resource.fields).flatMap(([name, field]) =>
    field.confidential || field.secret ? [name] : [],
  )

type Part = { readonly prefix: string; readonly never: readonly string[]; readonly names: readonly string[] } // prettier-ignore

/** Plans the questions that tell which confidential and secret values of a record somebody may see. */
export const maskPlan = (work: Work, resource: Resource): MaskPlan => {
  const questions: Record<string, Question> = {}
  const plan = (fields: Resource, prefix: string, onto: (answer: RowTest) => RowTest): Part => {
    const never: string[] = []
    const names: string[] = []
    for (const name of work.sudo ? [] : guarded(fields)) {
      const answer = onto(fieldAccess(work.engine.index, fields.name, name, work.viewer))
      if (answer === false) never.push(name)
      if (typeof answer === 'boolean') continue
      questions[`${prefix} ${name}`] = { test: testOf(answer) }
      names.push(name)
    }
    return { prefix, never, names }
  }
  const own = plan(resource, 'sees', (answer) => answer)
  const lines = linesOfEntity(work, resource).map(([field, child]) => {
    const hop = child.parent?.key.replace(/_id$/, '') ?? ''
    return [field, plan(child, `sees ${field}`, (answer) => ontoParent(answer, hop))] as const
  })
  const hiddenIn = ({ prefix, never, names }: Part, answer: Readonly<Record<string, unknown>>) =>
    new Set([...never, ...names.filter((name) => answer[`${prefix} ${name}`] !== true)])
  return {
    questions,
    read: (answer) => ({
      fields: hiddenIn(own, answer),
      columns: new Map(lines.map(([field, part]) => [field, hiddenIn(part, answer)])),
    }),
  }
}

/** Finds what of a record is hidden from the actor. */
export const maskOf = async (work: Work, resource: Resource, id: string): Promise<Mask> => {
  const { questions, read } = maskPlan(work, resource)
  if (Object.keys(questions).length === 0) return read({})
  return read(
    (await answers(work, openCompile(work), resource.name, [id], questions)).get(id) ?? {},
  )
}

/** A record as its mask lets it be seen; secrets are shown one at a time elsewhere. */
export const seenThrough = (work: Work, resource: Resource, row: Row, mask: Mask): Row => {
  const seen: Record<string, unknown> = { ...row }
  for (const [name, field] of Object.entries(resource.fields))
    if (mask.fields.has(name) || field.secret) seen[name] = field.type === 'lines' ? [] : null
  for (const [field, lines] of linesOfEntity(work, resource)) {
    const hidden = mask.columns.get(field) ?? new Set()
    const rows = seen[field]
    if (Array.isArray(rows)) seen[field] = rows.map((line: Row) => seenLine(lines, line, hidden))
  }
  return seen as Row
}

const seenLine = (lines: Resource, line: Row, hidden: ReadonlySet<string>): Row =>
  Object.fromEntries(
    Object.entries(line).map(([name, value]) => [
      name,
      hidden.has(name) || lines.fields[name]?.secret ? null : value,
    ]),
  ) as Row

/**
 * A test of child rows, whose paths all start at the reference back, as the same test of their record; false (hidden)
 * where it looks at the child row itself, as that of a snapshot does.
 */
const ontoParent = (test: RowTest, hop: string): RowTest => {
  if (typeof test === 'boolean') return test
  const parts = Object.entries(test).map(([key, value]) => partOnto(key, value, hop))
  return parts.includes(undefined) ? false : Object.fromEntries(parts.flatMap((part) => (part ? [part] : [])))
} // prettier-ignore

const partOnto = (key: string, value: unknown, hop: string): [string, unknown] | undefined => {
  if (key === '$and' || key === '$or') {
    const tests = (value as readonly Predicate[]).map((each) => ontoParent(each, hop))
    if (key === '$and' && tests.includes(false)) return undefined
    const rest = tests.filter((each) => typeof each !== 'boolean')
    return rest.length > 0 ? [key, rest] : undefined
  }
  if (key === '$some') {
    const { at, ...some } = value as NonNullable<Predicate['$some']>
    if (at !== hop && !at?.startsWith(`${hop}.`)) return undefined
    const rest = at.slice(hop.length + 1)
    return [key, rest ? { ...some, at: rest } : some]
  }
  return key.startsWith(`${hop}.`) ? [key.slice(hop.length + 1), value] : undefined
}

/** Fields that the actor sees on no row at all. */
export const neverSeen = (work: Work, resource: Resource): ReadonlySet<string> =>
  new Set(
    work.sudo
      ? []
      : guarded(resource).filter(
          (name) => fieldAccess(work.engine.index, resource.name, name, work.viewer) === false,
        ),
  )
