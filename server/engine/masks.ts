import { fieldAccess, type RowTest } from '#model/language/access.ts'
import type { Predicate } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { openCompile, testOf } from './compile.ts'
import { answers, type Question } from './rows.ts'
import type { Work } from './work.ts'

/** Fields of a resource that the actor may not see on a row: id -> names. */
export type Hidden = ReadonlyMap<string, ReadonlySet<string>>

const guarded = (resource: Resource): readonly string[] =>
  Object.entries(resource.fields).flatMap(([name, field]) =>
    field.confidential || field.secret ? [name] : [],
  )

/** Finds which confidential and secret fields are hidden from the actor on each row. */
export const hiddenFields = (
  work: Work,
  resource: Resource,
  ids: readonly string[],
): Promise<Hidden> => hiddenOf(work, resource, resource, ids, (answer) => answer)

/** Finds which columns of its child rows are hidden from the actor on each record. */
export const hiddenColumns = (
  work: Work,
  resource: Resource,
  lines: Resource,
  ids: readonly string[],
): Promise<Hidden> => {
  const hop = lines.parent?.key.replace(/_id$/, '') ?? ''
  return hiddenOf(work, resource, lines, ids, (answer) => ontoParent(answer, hop))
}

const hiddenOf = async (
  work: Work,
  rows: Resource,
  fields: Resource,
  ids: readonly string[],
  onto: (answer: RowTest) => RowTest,
): Promise<Hidden> => {
  const hidden = new Map(ids.map((id) => [id, new Set<string>()]))
  if (work.sudo) return hidden
  const questions: Record<string, Question> = {}
  for (const name of guarded(fields)) {
    const answer = onto(fieldAccess(work.engine.index, fields.name, name, work.viewer))
    if (answer === false) for (const names of hidden.values()) names.add(name)
    else if (answer !== true) questions[name] = { test: testOf(answer) }
  }
  if (Object.keys(questions).length === 0) return hidden
  const all = await answers(work, openCompile(work), rows.name, ids, questions)
  for (const [id, answer] of all)
    for (const [name, sees] of Object.entries(answer)) if (sees !== true) hidden.get(id)?.add(name)
  return hidden
}

/** A test of child rows, whose paths all start at the reference back, as the same test of their record. */
const ontoParent = (test: RowTest, hop: string): RowTest =>
  typeof test === 'boolean' ? test : (stripped(test, hop) as Predicate)

const stripped = (part: unknown, hop: string): unknown => {
  if (Array.isArray(part)) return part.map((each) => stripped(each, hop))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]): [string, unknown] => {
      if (key === '$some') {
        const { at, ...some } = value as NonNullable<Predicate['$some']>
        const rest = at?.slice(hop.length + 1)
        return [key, rest ? { ...some, at: rest } : some]
      }
      if (key.startsWith('$')) return [key, stripped(value, hop)]
      return [key.startsWith(`${hop}.`) ? key.slice(hop.length + 1) : key, value]
    }),
  )
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
