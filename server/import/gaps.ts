import type { Condition, Label, Rule } from '#model/language/definition.ts'
import { parseCondition } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import { initialState, isBlank, isComputed, requiredFields } from '#model/language/workflow.ts'
import { openCompile } from '../engine/compile.ts'
import { answers, type Question } from '../engine/record/rows.ts'
import { chunks } from '../engine/write/import-rows.ts'
import { rulesOf } from '../engine/rules/rules.ts'
import { unasked } from '../engine/rules/settle.ts'
import type { Work } from '../engine/work.ts'
import type { Draft, Part } from './drafts.ts'
import { l } from './table.ts'

/** What records lack or break that a historical import lets pass: counted a column. */
export type Gap = {
  readonly resource: string
  readonly kind: 'required' | 'rule' | 'guard' | 'approval' | 'warning'
  readonly field: string | null
  readonly rule?: string
  readonly message: Label
  readonly count: number
  /** The first rows, by file and number. */
  readonly rows: readonly { readonly file: string; readonly row: number }[]
}

/** One thing that one part lacks or breaks. */
export type Lack = Omit<Gap, 'count' | 'rows' | 'resource'> & { readonly part: Part; readonly rule?: string; readonly always?: boolean } // prettier-ignore

const missing = l('必填', 'is required')
const shownRows = 5

/** Counts what parts lack, a column or rule at a time. */
export const countGaps = (lacks: readonly Lack[]): Gap[] => {
  const keyOf = ({ part, kind, field, rule }: Lack) =>
    JSON.stringify([part.resource.name, kind, field, rule])
  return [...Map.groupBy(lacks, keyOf).values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { part, kind, field, rule, message } = first
    const rows = group.slice(0, shownRows).map(({ part: { row } }) => ({ file: row.file, row: row.number })) // prettier-ignore
    return [{ resource: part.resource.name, kind, field, message, count: group.length, rows, ...(rule !== undefined && { rule }) }] // prettier-ignore
  })
}

const stateOf = ({ resource, values }: Draft): string | null => {
  const { state } = values
  return typeof state === 'string' ? state : initialState(resource.entity)
}

const groupsOf = (drafts: readonly Draft[]) =>
  Map.groupBy(drafts, (draft) => `${draft.resource.name} ${stateOf(draft)}`).values()

const linesOf = (drafts: readonly Draft[]): readonly Part[] =>
  drafts.flatMap((draft) => [...draft.lines.values()].flat())

/** Lists the fields that written records need in their state and do not have; a statement for each entity and state. */
export const missingFields = async (work: Work, drafts: readonly Draft[]): Promise<Lack[]> => {
  const lacks: Lack[] = []
  for (const group of groupsOf(drafts)) {
    const [first] = group
    if (!first) continue
    const state = stateOf(first)
    for (const { field, when } of requiredFields(first.resource.entity, state)) {
      const definition = first.resource.fields[field]
      if (!definition || isComputed(definition)) continue
      const blank = group.filter((draft) => isBlankIn(draft, field))
      const conditions = [when, definition.visible].filter((each) => each !== undefined)
      for (const part of await thoseFor(work, first.resource, blank, conditions))
        lacks.push({ part, kind: 'required', field, message: missing })
    }
    for (const part of linesOf(group))
      for (const [field, { required }] of Object.entries(part.resource.fields))
        if (isNeeded(required, state) && isBlank(part.values[field]))
          lacks.push({ part, kind: 'required', field, message: missing })
  }
  return lacks
}

const isBlankIn = (draft: Draft, field: string): boolean =>
  draft.lines.has(field)
    ? draft.lines.get(field)?.length === 0
    : isBlank(draft.values[field] ?? draft.before?.[field])

const isNeeded = (required: unknown, state: string | null): boolean => {
  if (required === true) return true
  if (typeof required !== 'object' || required === null || !('states' in required)) return false
  return state !== null && Array.isArray(required.states) && required.states.includes(state)
}

/** Keeps the parts for which every condition holds. */
const thoseFor = async <P extends Part>(
  work: Work,
  resource: Resource,
  parts: readonly P[],
  conditions: readonly Condition[],
): Promise<readonly P[]> => {
  if (conditions.length === 0 || parts.length === 0) return parts
  const questions: Record<string, Question> = Object.fromEntries(
    conditions.map((condition, i) => [`${i}`, { test: parseCondition(condition) }]),
  )
  const kept: P[] = []
  for (const some of chunks(parts, asked)) {
    const ids = some.map(({ id }) => id)
    const all = await answers(work, openCompile(work, unasked), resource.name, ids, questions)
    const isHeld = ({ id }: P) => Object.values(all.get(id) ?? {}).every((each) => each === true)
    kept.push(...some.filter(isHeld))
  }
  return kept
}

const holds = (rule: Rule): Condition => rule.require

/** Parts that one statement asks about. */
const asked = 5000

/** Lists the rules that written parts break. */
export const brokenRules = async (work: Work, drafts: readonly Draft[]): Promise<Lack[]> => {
  const parts = [...drafts, ...linesOf(drafts)]
  const lacks: Lack[] = []
  for (const [resource, group] of Map.groupBy(parts, (part) => part.resource))
    for (const some of chunks(group, asked)) lacks.push(...(await brokenIn(work, resource, some)))
  return lacks
}

const brokenIn = async (
  work: Work,
  resource: Resource,
  group: readonly Part[],
): Promise<Lack[]> => {
  const lacks: Lack[] = []
  const rules = rulesOf(resource)
  const questions: Record<string, Question> = {}
  for (const [i, rule] of rules.entries()) {
    questions[`require ${i}`] = { test: parseCondition(holds(rule)) }
    if (rule.when !== undefined) questions[`when ${i}`] = { test: parseCondition(rule.when) }
  }
  if (rules.length === 0) return lacks
  const ids = group.map(({ id }) => id)
  const all = await answers(work, openCompile(work), resource.name, ids, questions)
  for (const part of group)
    for (const [i, rule] of rules.entries()) {
      const answer = all.get(part.id)
      if (!answer || answer[`when ${i}`] === false || answer[`require ${i}`] === true) continue
      const kind = rule.warn ? 'warning' : 'rule'
      lacks.push({ part, kind, field: rule.at ?? null, rule: rule.id, message: rule.message, always: rule.always === true }) // prettier-ignore
    }
  return lacks
}

/**
 * Lists the guards that would have kept records from their state, and the decisions that they lack: judged by the
 * first step that leads there, when no step into the state would have been open.
 */
export const missedSteps = async (work: Work, drafts: readonly Draft[]): Promise<Lack[]> => {
  const lacks: Lack[] = []
  for (const group of groupsOf(drafts)) {
    const [first] = group
    const state = first && stateOf(first)
    if (!first || state === null || state === initialState(first.resource.entity)) continue
    const transitions = Object.values(first.resource.entity.workflow?.transitions ?? {})
    const steps = transitions.filter((step) => step.to === state && !step.from.includes(state))
    const [step] = steps
    if (!step) continue
    if (steps.every(({ decision }) => decision))
      for (const part of group)
        lacks.push({ part, kind: 'approval', field: 'state', message: l(`没有“${step.label.zh}”的审批记录`, `no decision "${step.label.en}" on record`) }) // prettier-ignore
    const guards = (step.guards ?? []).filter(({ warn }) => !warn)
    const others = steps.slice(1).map((each) => (each.guards ?? []).map(({ check }) => check))
    const shut = await neverOpen(work, first.resource, group, others)
    for (const { check, message, rule } of guards)
      for (const part of await thoseFor(work, first.resource, shut, [{ $not: asPredicate(check) }]))
        lacks.push({ part, kind: 'guard', field: 'state', message, ...(rule !== undefined && { rule }) }) // prettier-ignore
  }
  return lacks
}

const asPredicate = (condition: Condition): Condition => ({ $and: [condition] })

/** Parts for which none of some steps would have been open. */
const neverOpen = async (
  work: Work,
  resource: Resource,
  parts: readonly Draft[],
  steps: readonly (readonly Condition[])[],
): Promise<readonly Draft[]> => {
  let left = parts
  for (const guards of steps) {
    const open = new Set(await thoseFor(work, resource, left, guards))
    left = left.filter((part) => !open.has(part))
  }
  return left
}
