import type { Effect } from '#model/language/definition.ts'
import { parseFormula } from '#model/language/formula.ts'
import type { Resource } from '#model/language/resources.ts'
import { searchFields } from '#model/language/search-text.ts'
import { initialState } from '#model/language/workflow.ts'
import { openCompile } from '../engine/compile.ts'
import { runEffects } from '../engine/workflow/effects.ts'
import { isSame } from '../engine/record/history.ts'
import { finishImport, insertRows, plainColumns, searchOf } from '../engine/write/import-rows.ts'
import { plainDefaults } from '#model/language/defaults.ts'
import { firstLines, lateQuestions } from '../engine/write/insert.ts'
import { noteChange, notePerson, noteTouched } from '../engine/record/journal.ts'
import { recompute } from '../engine/rules/recompute.ts'
import { answers } from '../engine/record/rows.ts'
import { settle } from '../engine/rules/settle.ts'
import { stampsOf } from '../engine/write/stamps.ts'
import { linesOfEntity } from '../engine/write/store.ts'
import type { Work } from '../engine/work.ts'
import { fittedValues } from '../engine/write/fit.ts'
import { fromColumn } from '../sql/columns.ts'
import { spoil, type Draft, type Part } from './drafts.ts'
import { setForward } from './forward.ts'
import { brokenRules, countGaps, missingFields, type Lack } from './gaps.ts'
import { checkPointers, dataOf, tryFor, type Judging } from './judge.ts'
import { giveNumbers } from './numbers.ts'
import { setColumns } from './set-columns.ts'
import { updateExisting } from './update-existing.ts'
import {
  holdForwardIn, refreshStatistics, resourcesOf, type Writing, type Written,
} from './write-drafts.ts' // prettier-ignore

type Values = Readonly<Record<string, unknown>>

/**
 * Writes drafts as their person would, under every rule: defaults, numbers, snapshots, effects of creation and
 * system transitions; new records and changes of existing ones set-based.
 */
export const writeOrdinary = async (
  judging: Judging,
  drafts: readonly Draft[],
  { importId, onProgress }: Writing,
): Promise<Written> => {
  const { work } = judging
  const ids = new Set<string>()
  const held = []
  let done = 0
  for (const group of Map.groupBy(drafts, (draft) => draft.emission).values()) {
    const made = group.filter(({ before }) => !before)
    held.push(...holdForwardIn(group, drafts, ids))
    const [first] = made
    if (first) await insertNew(work, first.resource, made, importId)
    done += group.length
    onProgress('write', done)
  }
  await setForward(work, held)
  onProgress('compute')
  const changed = await computeAll(judging, drafts)
  const made = drafts.filter(({ before }) => !before)
  await checkPointers(judging, made, 'after')
  const lacks = [...(await missingFields(work, made)), ...(await brokenRules(work, made))]
  const warnings = refuseAll(judging, lacks)
  const updated = await updateExisting(judging, drafts)
  if (made.every(({ spoilt }) => spoilt.size === 0)) await comeToRest(judging, made, changed)
  return { changed: updated, gaps: countGaps(warnings) }
}

/** Rows by resource whose stored values changed, with the fields. */
type Changed = Map<string, Map<string, Set<string>>>

const computeAll = async ({ work }: Judging, drafts: readonly Draft[]): Promise<Changed> => {
  const written = new Set(resourcesOf(drafts))
  await refreshStatistics(work, written)
  const changed: Changed = new Map()
  await finishImport(work, new Set([...written].map(({ name }) => name)), (group, ids) => {
    const rows = changed.get(group.resource) ?? new Map<string, Set<string>>()
    changed.set(group.resource, rows)
    for (const id of ids) rows.set(id, new Set([...(rows.get(id) ?? []), ...group.fields]))
  })
  return changed
}

/** Runs the effects of creation, then system transitions and the rules of everything that was touched. */
const comeToRest = async (
  judging: Judging,
  made: readonly Draft[],
  changed: Changed,
): Promise<void> => {
  const { work } = judging
  for (const [resource, rows] of changed)
    for (const [id, fields] of rows) noteTouched(work.journal, resource, id, fields)
  for (const draft of made)
    for (const { resource, id, values } of [draft, ...[...draft.lines.values()].flat()]) {
      noteTouched(work.journal, resource.name, id, Object.keys(resource.fields))
      notePerson(work.journal, resource.name, id, Object.keys(values), true)
    }
  for (const [resource, group] of Map.groupBy(made, (draft) => draft.resource)) {
    const effects = resource.entity.events?.create ?? []
    if (effects.every(isOwnSet)) await setOwn(work, resource, group, effects)
    else
      for (const { id } of group) await runEffects(work, { resource: resource.name, id }, effects)
  }
  const [first] = made
  if (first) await tryFor(judging, first, () => settle(work))
}

/** Every lack of a new record refuses it; broken rules that only warn are told. */
const refuseAll = (judging: Judging, lacks: readonly Lack[]): readonly Lack[] =>
  lacks.filter(({ part, kind, field, message }) => {
    if (kind !== 'warning') spoil(judging, part, field ?? '_record', message.zh, message.en)
    return kind === 'warning'
  })

const insertNew = async (
  work: Work,
  resource: Resource,
  drafts: readonly Draft[],
  importId: string,
): Promise<void> => {
  const defaults = plainDefaults(resource.fields, work.ctx)
  const state = initialState(resource.entity)
  const given = new Map<Part, Values>()
  for (const draft of drafts) {
    given.set(draft, dataOf(draft))
    fill(draft, { ...defaults, ...(state !== null && { state, ...stampsOf(work, resource, state, draft.values) }) }) // prettier-ignore
    for (const [field, lines] of linesOfEntity(work, resource)) seed(work, draft, field, lines)
    for (const part of [...draft.lines.values()].flat()) {
      given.set(part, { ...part.values })
      fill(part, plainDefaults(part.resource.fields, work.ctx))
    }
  }
  await giveNumbers(work, resource, drafts, 'before')
  const rows = drafts.map((draft) => ({ id: draft.id, values: dataOf(draft) }))
  await insertRows(work, resource, rows, { importId, historical: false })
  const written = new Map(drafts.map((draft) => [draft, { ...draft.values }]))
  const parts: readonly Part[] = drafts.flatMap((draft) => [
    draft,
    ...[...draft.lines.values()].flat(),
  ])
  for (const [of, group] of Map.groupBy(parts, (part) => part.resource))
    await giveLate(work, of, group, given)
  await giveNumbers(work, resource, drafts, 'after')
  const late = drafts.map((draft) => lateColumns(draft, written.get(draft) ?? {}))
  await setColumns(work, resource, late)
}

/** Columns of what a record got after it was written. */
const lateColumns = ({ resource, id, values }: Draft, written: Values) => {
  const late = Object.fromEntries(
    Object.entries(values).filter(([field, value]) => value !== (written[field] ?? null)),
  )
  const isSearched = searchFields(resource).some((field) => field in late)
  return { ...plainColumns(resource, late), ...(isSearched && searchOf(resource, values)), id }
}

/** Puts values where nothing is given. */
const fill = ({ values }: Part, defaults: Values): void => {
  for (const [field, value] of Object.entries(defaults))
    if (values[field] === undefined || values[field] === null) values[field] = value
}

/** A new record starts with the child rows that a parameter lists, where none are given. */
const seed = (work: Work, draft: Draft, field: string, lines: Resource): void => {
  if (draft.lines.has(field)) return
  const rows = firstLines(work, draft.resource.fields[field], undefined)
  if (rows.length === 0) return
  const parts = rows.map((values): Part => ({
    resource: lines,
    id: work.engine.newId(),
    values: { ...values, [lines.parent?.key ?? '']: draft.id },
    columns: {},
    row: draft.row,
    spoilt: new Set(),
  }))
  draft.lines.set(field, parts)
}

/** Rows that are asked at once. */
const chunk = 5000

/** Fills in defaults that are formulas and snapshots of what is pointed to; parts that lack the same go together. */
const giveLate = async (
  work: Work,
  resource: Resource,
  parts: readonly Part[],
  given: ReadonlyMap<Part, Values>,
): Promise<void> => {
  const questionsOf = (part: Part) => lateQuestions(resource.fields, given.get(part) ?? {})
  const groups = Map.groupBy(parts, (part) => Object.keys(questionsOf(part)).join())
  for (const group of groups.values()) {
    const [first] = group
    const questions = first ? questionsOf(first) : {}
    if (Object.keys(questions).length === 0) continue
    for (let start = 0; start < group.length; start += chunk) {
      const some = group.slice(start, start + chunk)
      const ids = some.map(({ id }) => id)
      const all = await answers(work, openCompile(work), resource.name, ids, questions)
      for (const part of some)
        for (const [field, value] of Object.entries(all.get(part.id) ?? {})) {
          const definition = resource.fields[field]
          if (definition && value !== null) part.values[field] = fromColumn(definition, value)
        }
    }
    if (resource.kind === 'lines')
      await setColumns(
        work,
        resource,
        group.map(({ id, values }) => ({ id, ...plainColumns(resource, pick(values, questions)) })),
      )
  }
}

const pick = (values: Values, names: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(names).map((field) => [field, values[field] ?? null]))

type OwnSet = { readonly do: 'set'; readonly values: Readonly<Record<string, string>> }

/** An effect that only fills fields of the new record by formulas: it can be had for all records at once. */
const isOwnSet = (effect: Effect): effect is Effect & OwnSet =>
  effect.do === 'set' &&
  effect.on === undefined &&
  effect.when === undefined &&
  Object.values(effect.values).every((each) => typeof each === 'string' && each.startsWith('='))

const setOwn = async (
  work: Work,
  resource: Resource,
  drafts: readonly Draft[],
  effects: readonly OwnSet[],
): Promise<void> => {
  for (const { values: formulas } of effects) {
    const questions = Object.fromEntries(
      Object.entries(formulas).map(([field, text]) => [
        field,
        { expr: parseFormula(text.slice(1)) },
      ]),
    )
    const ids = drafts.map(({ id }) => id)
    const all = await answers(work, openCompile(work), resource.name, ids, questions)
    const rows = drafts.flatMap(({ id, values }) => {
      const given = fittedValues(resource, all.get(id) ?? {}, work.ctx.zone)
      const fields = Object.keys(given).filter((field) => !isSame(values[field], given[field]))
      if (fields.length === 0) return []
      for (const field of fields) values[field] = given[field]
      noteChange(work.journal, resource.name, id, fields)
      return [{ id, ...plainColumns(resource, pick(values, Object.fromEntries(fields.map((field) => [field, true])))) }] // prettier-ignore
    })
    await setColumns(work, resource, rows)
    await recompute(work)
  }
}
