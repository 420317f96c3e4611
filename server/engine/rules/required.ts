import type { Condition, Field, Label } from '#model/language/definition.ts'
import { inState } from '#model/language/in-state.ts'
import { parseCondition } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import { isBlank, isComputed, requiredFields } from '#model/language/workflow.ts'
import { openCompile } from '../compile.ts'
import { answers, type Question } from '../record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import type { Work } from '../work.ts'

const missing: Label = { zh: '必填', en: 'is required' }

type Needed = { readonly field: string; readonly when?: Condition }

/** What has to be asked to know what a record lacks, and what the answers mean: dot paths of fields to fill. */
export type Requirements = {
  readonly questions: Readonly<Record<string, Question>>
  readonly missing: (answer: Readonly<Record<string, unknown>>) => string[]
}

/**
 * Plans what a record lacks in a state: fields required always, in that state, or under a condition that holds. A
 * field that is not visible is not asked for.
 */
export const requirementsOf = (
  resource: Resource,
  row: Row,
  state: string | null,
  also: readonly string[] = [],
): Requirements => {
  const needed: readonly Needed[] = [
    ...requiredFields(resource.entity, state),
    ...also.map((field) => ({ field })),
  ].filter(({ field }) => isBlank(row[field]) && isAsked(resource.fields[field]))
  const questions: Record<string, Question> = {}
  for (const { field, when } of needed) {
    const visible = resource.fields[field]?.visible
    if (when !== undefined) {
      const test = parseCondition(when)
      questions[`required ${field}`] = { test: state === null ? test : inState(test, state) }
    }
    if (visible !== undefined) questions[`visible ${field}`] = { test: parseCondition(visible) }
  }
  return {
    questions,
    missing: (answer) => {
      const holds = (key: string) => !(key in questions) || answer[key] === true
      const own = needed
        .filter(({ field }) => holds(`required ${field}`) && holds(`visible ${field}`))
        .map(({ field }) => field)
      return [...new Set([...own, ...missingInLines(resource, row, state)])]
    },
  }
}

/** Lists what records lack in their states, by id and dot path; those that are asked the same are asked together. */
export const missingIn = async (
  work: Work,
  resource: Resource,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const all = rows.map((row) => {
    const state = typeof row.state === 'string' ? row.state : null
    return { id: row.id, state, ...requirementsOf(resource, row, state) }
  })
  const lacks = new Map<string, readonly string[]>()
  const alike = Map.groupBy(all, ({ state, questions }) => `${state} ${Object.keys(questions).join()}`) // prettier-ignore
  for (const group of alike.values()) {
    const questions = group[0]?.questions ?? {}
    const ids = Object.keys(questions).length === 0 ? [] : group.map(({ id }) => id)
    const given = await answers(work, openCompile(work), resource.name, ids, questions)
    for (const { id, missing } of group) lacks.set(id, missing(given.get(id) ?? {}))
  }
  return lacks
}

/** A computed value that is empty is not the writer's fault. */
const isAsked = (field: Field | undefined): field is Field =>
  field !== undefined && !isComputed(field)

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
