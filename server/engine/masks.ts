import { fieldAccess } from '#model/language/access.ts'
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
export const hiddenFields = async (
  work: Work,
  resource: Resource,
  ids: readonly string[],
): Promise<Hidden> => {
  const hidden = new Map(ids.map((id) => [id, new Set<string>()]))
  if (work.sudo) return hidden
  const questions: Record<string, Question> = {}
  for (const name of guarded(resource)) {
    const answer = fieldAccess(work.engine.index, resource.name, name, work.viewer)
    if (answer === false) for (const names of hidden.values()) names.add(name)
    else if (answer !== true) questions[name] = { test: testOf(answer) }
  }
  if (Object.keys(questions).length === 0) return hidden
  const all = await answers(work, openCompile(work), resource.name, ids, questions)
  for (const [id, answer] of all)
    for (const [name, sees] of Object.entries(answer)) if (sees !== true) hidden.get(id)?.add(name)
  return hidden
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
