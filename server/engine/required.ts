import type { Condition, Field, Label } from '#model/language/definition.ts'
import { parseCondition } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import { isBlank, isComputed, requiredFields } from '#model/language/workflow.ts'
import { openCompile, type Bindings } from './compile.ts'
import { answersOf, type Question } from './rows.ts'
import type { Row } from './service.ts'
import type { Work } from './work.ts'

const missing: Label = { zh: '必填', en: 'is required' }

type Needed = { readonly field: string; readonly when?: Condition }

/**
 * Lists what a record lacks in a state, by dot path: fields required always, in that state, or under a condition
 * that holds. A field that is not visible is not asked for.
 */
export const missingIn = async (
  work: Work,
  resource: Resource,
  row: Row,
  state: string | null,
  options: { readonly also?: readonly string[]; readonly bindings?: Bindings } = {},
): Promise<string[]> => {
  const needed: readonly Needed[] = [
    ...requiredFields(resource.entity, state),
    ...(options.also ?? []).map((field) => ({ field })),
  ].filter(({ field }) => isBlank(row[field]) && isAsked(resource.fields[field]))
  const lacking = await thoseThatHold(work, resource, row, needed, options.bindings)
  return [...new Set([...lacking, ...missingInLines(resource, row, state)])]
}

/** A computed value that is empty is not the writer's fault. */
const isAsked = (field: Field | undefined): field is Field =>
  field !== undefined && !isComputed(field)

const thoseThatHold = async (
  work: Work,
  resource: Resource,
  row: Row,
  needed: readonly Needed[],
  bindings: Bindings | undefined,
): Promise<string[]> => {
  const questions: Record<string, Question> = {}
  for (const { field, when } of needed) {
    const visible = resource.fields[field]?.visible
    if (when !== undefined) questions[`when ${field}`] = { test: parseCondition(when) }
    if (visible !== undefined) questions[`visible ${field}`] = { test: parseCondition(visible) }
  }
  if (Object.keys(questions).length === 0) return needed.map(({ field }) => field)
  const compile = openCompile(work, bindings)
  const answer = await answersOf(work, compile, resource.name, row.id, questions)
  const holds = (key: string) => !(key in questions) || answer[key] === true
  return needed
    .filter(({ field }) => holds(`when ${field}`) && holds(`visible ${field}`))
    .map(({ field }) => field)
}

const missingInLines = (resource: Resource, row: Row, state: string | null): string[] =>
  Object.entries(resource.fields).flatMap(([name, field]) => {
    const rows = row[name]
    if (field.type !== 'lines' || !Array.isArray(rows)) return []
    const needed = Object.entries(field.fields).filter(
      ([, each]) => isAsked(each) && isNeeded(each, state),
    )
    return rows.flatMap((line: Row, i) =>
      needed.filter(([key]) => isBlank(line[key])).map(([key]) => `${name}.${i}.${key}`),
    )
  })

const isNeeded = ({ required }: Field, state: string | null): boolean => {
  if (required === true) return true
  if (typeof required !== 'object' || !('states' in required)) return false
  const { states } = required
  return Array.isArray(states) && state !== null && states.includes(state)
}

/** Turns missing paths into messages. */
export const missingErrors = (paths: readonly string[]): Record<string, Label> =>
  Object.fromEntries(paths.map((path) => [path, missing]))
