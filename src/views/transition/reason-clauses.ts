import type { Entity } from '#model/language/definition.ts'

/** Clauses behind a refusal: those of the guard or rule that it names, else those of the step. */
export const reasonClauses = (entity: Entity | undefined, name: string, rule: string | undefined): readonly string[] => {
  const step = entity?.workflow?.transitions[name]
  const own = step?.clauses ?? []
  if (rule === undefined) return own
  const guard = step?.guards?.find((each) => each.rule === rule && each.clauses)
  return guard?.clauses ?? entity?.rules?.find(({ id }) => id === rule)?.clauses ?? own
} // prettier-ignore
