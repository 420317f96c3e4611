import type { Label } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import { localDay } from '#model/language/time.ts'
import { requireAdministrator } from '../auth/accounts.ts'
import { forgetParameters } from '../engine/rules/parameters.ts'
import { openRows } from '../engine/record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import type { Principal } from '../engine/service.ts'
import { beginWork, type Engine, type Work } from '../engine/work.ts'
import type { Gap } from './gaps.ts'
import { makeDrafts, type Draft, type Drafts, type Part } from './drafts.ts'
import { checkPointers, checkUniques, requireRights, validateDrafts } from './judge.ts'
import { matchKeys, resolve, type Searching } from './lookups.ts'
import type { Emission, Recipe, ValueSpec } from '#model/language/import/recipe.ts'
import type { Cell, Correction, Count, Progress } from '#model/language/import/wire.ts'
import { checkRecipe } from './recipe-check.ts'
import { openSources, readSources } from './sources.ts'
import { ImportRefused, type ImportFile, type ImportProblem, type Table } from './table.ts'
import { writeDrafts } from './write-drafts.ts'

export type ImportRequest = {
  readonly recipe: unknown
  readonly files: readonly ImportFile[]
  readonly dryRun?: boolean
  /** Overrides what the recipe says. */
  readonly historical?: boolean
  /** Cells put right and rows left out since the files were written. */
  readonly corrections?: readonly Correction[]
  readonly onProgress?: (progress: Progress) => void
  /** Lists every problem, however many there are. */
  readonly allProblems?: boolean
}

/** What an import did, or on a dry run would do. */
export type ImportAnswer = {
  /** Null when nothing was written. */
  readonly id: string | null
  readonly dry_run: boolean
  readonly historical: boolean
  readonly files: readonly { readonly name: string; readonly rows: number; readonly columns: readonly string[]; readonly read: Readonly<Record<string, string>> }[] // prettier-ignore
  readonly counts: readonly Count[]
  /** Values that every record gets from the recipe, not from the files. */
  readonly constants: readonly { readonly resource: string; readonly field: string; readonly value: unknown }[] // prettier-ignore
  readonly gaps: readonly Gap[]
  readonly problems: readonly ImportProblem[]
  /** All of them; the list ends at a thousand. */
  readonly problem_count: number
  /** Cells of the rows that problems name, in the order of the file's columns. */
  readonly rows: readonly { readonly file: string; readonly row: number; readonly cells: readonly Cell[] }[] // prettier-ignore
}

/** Problems that an answer lists, unless all of them are asked for. */
const mostProblems = 1000

/** Ends the transaction of a dry run or a refused import: nothing of it is kept. */
class RolledBack extends Error {}

type Run = {
  readonly index: ModelIndex
  readonly who: Principal
  readonly recipe: Recipe
  readonly tables: ReadonlyMap<string, Table>
  readonly historical: boolean
  readonly dryRun: boolean
  readonly progress: (phase: Progress['phase'], done?: number) => void
  /** Problems that are listed. */
  readonly most: number
}

type Outcome = Pick<ImportAnswer, 'id' | 'counts' | 'gaps' | 'problems' | 'problem_count'>

/**
 * Imports files by a recipe, all in one transaction: everything is judged first, then written set-based; with one
 * problem, or on a dry run, nothing is kept.
 *
 * Shape: the answer says what happened, and lists every problem by file, row and column.
 * Errors: `ImportRefused` (in the answer's problems, never thrown); `Problem` forbidden for a historical import by
 * somebody who does not administer, or of entities that the person may not create.
 */
export const importFiles = async (
  engine: Engine,
  who: Principal,
  request: ImportRequest,
): Promise<ImportAnswer> => {
  const { index } = engine
  const dryRun = request.dryRun ?? false
  try {
    const recipe = checkRecipe(index, request.recipe)
    const historical = request.historical ?? recipe.historical ?? false
    if (historical) requireAdministrator(index, who)
    const tables = await readSources(recipe, request.files, request.corrections)
    const total = [...tables.values()].reduce((sum, { rows }) => sum + rows.length, 0)
    const progress = (phase: Progress['phase'], done = total) =>
      request.onProgress?.({ phase, done, total })
    progress('read')
    const run: Run = { index, who: { ...who, via: 'import' }, recipe, tables, historical, dryRun, progress, most: request.allProblems ? Infinity : mostProblems } // prettier-ignore
    const outcome = await inOneTransaction(engine, run)
    progress('done')
    return { ...outcome, dry_run: dryRun, historical, files: filesOf(tables), constants: constantsOf(recipe), rows: rowsOf(tables, outcome.problems) } // prettier-ignore
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error
    return { ...refused(error.problems), dry_run: dryRun, historical: request.historical === true, files: [], constants: [], rows: [] } // prettier-ignore
  }
}

const refused = (problems: readonly ImportProblem[]): Outcome => ({
  id: null,
  counts: [],
  gaps: [],
  problems: problems.slice(0, mostProblems),
  problem_count: problems.length,
})

const inOneTransaction = async (engine: Engine, run: Run): Promise<Outcome> => {
  let outcome = refused([])
  try {
    await engine.database.transaction(
      async (tx) => {
        const work = { ...(await beginWork(engine, tx, run.who)), importId: engine.newId() }
        outcome = await importInto(work, run)
        if (outcome.id === null || run.dryRun) throw new RolledBack()
      },
      { kind: 'import' },
    )
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error
  }
  forgetParameters(engine.parameters)
  return run.dryRun ? { ...outcome, id: null } : outcome
}

const byPlace = (a: ImportProblem, b: ImportProblem): number =>
  (a.file ?? '').localeCompare(b.file ?? '') || (a.row ?? 0) - (b.row ?? 0)

const importInto = async (
  work: Work & { readonly importId: string },
  run: Run,
): Promise<Outcome> => {
  const problems: ImportProblem[] = []
  const report = (problem: ImportProblem): void => void problems.push(problem)
  const ended = (counts: readonly Count[], gaps: readonly Gap[], id: string | null): Outcome => ({
    id: problems.length > 0 ? null : id,
    counts,
    gaps,
    problems: problems.toSorted(byPlace).slice(0, run.most),
    problem_count: problems.length,
  })
  const { recipe, historical } = run
  const sources = openSources(recipe, run.tables, work.ctx.zone, report)
  if (problems.length > 0) return ended([], [], null)
  const { index, newId } = work.engine
  const made = makeDrafts({
    index,
    ctx: work.ctx,
    recipe,
    sources,
    newId,
    keepsIds: historical,
    report,
  })
  run.progress('match')
  await findRecords(work, run, made, report)
  run.progress('check')
  const judging = { work, historical, report }
  const drafts = made.drafts
  requireRights(judging, drafts)
  validateDrafts(judging, drafts)
  await checkPointers(judging, drafts, 'before')
  await checkUniques(judging, drafts.flatMap((draft): readonly Part[] => [draft, ...[...draft.lines.values()].flat()])) // prettier-ignore
  const counts = (changed: ReadonlySet<Draft> | null) => countsOf(recipe, drafts, changed)
  if (problems.length > 0) return ended(counts(null), [], null)
  const id = work.importId
  const { changed, gaps } = await writeDrafts(judging, drafts, {
    importId: id,
    onProgress: run.progress,
  })
  const answer = ended(counts(changed), gaps, id)
  if (answer.id !== null) await recordImport(work, run, answer)
  return answer
}

/** Finds the records that drafts change, and what drafts point to: in the order of the recipe, keys before the rest. */
const findRecords = async (
  work: Work,
  run: Run,
  { drafts, pending }: Drafts,
  report: (problem: ImportProblem) => void,
): Promise<void> => {
  const parts = Map.groupBy(
    drafts.flatMap((draft): readonly Part[] => [draft, ...[...draft.lines.values()].flat()]),
    (part) => part.resource.name,
  )
  const searching: Searching = { work, parts, historical: run.historical, report }
  const isKey = (i: number, field: string) => run.recipe.emit[i]?.key?.includes(field) === true
  const emissionOf = emissionsOf(drafts)
  const rest = new Set(pending)
  for (const [i, { key }] of run.recipe.emit.entries()) {
    if (!key) continue
    const keyed = pending.filter(({ part, field }) => emissionOf.get(part) === i && isKey(i, field))
    for (const each of keyed) rest.delete(each)
    await resolve(searching, keyed)
    await match(searching, key, drafts.filter(({ emission }) => emission === i)) // prettier-ignore
  }
  for (const i of run.recipe.emit.keys())
    await resolve(searching, [...rest].filter(({ part }) => emissionOf.get(part) === i)) // prettier-ignore
}

const emissionsOf = (drafts: readonly Draft[]): ReadonlyMap<Part, number> => {
  const emissions = new Map<Part, number>()
  for (const draft of drafts) {
    emissions.set(draft, draft.emission)
    for (const part of [...draft.lines.values()].flat()) emissions.set(part, draft.emission)
  }
  return emissions
}

const match = async (
  searching: Searching,
  key: readonly string[],
  drafts: readonly Draft[],
): Promise<void> => {
  const [first] = drafts
  if (!first) return
  const { resource } = first
  const matched = await matchKeys(searching, resource, key, drafts)
  const rows = await openRows(searching.work, resource, [...matched.values()])
  for (const [draft, id] of matched) {
    const row = rows.get(id)
    if (row) becomeUpdate(draft, row)
  }
}

/** Child rows are matched by their place: the first of the file is the first of the record. */
const becomeUpdate = (draft: Draft, row: Row): void => {
  draft.id = row.id
  draft.before = row
  for (const [field, parts] of draft.lines) {
    const before = row[field]
    for (const [i, part] of parts.entries()) {
      const old: unknown = Array.isArray(before) ? before[i] : undefined
      if (typeof old === 'object' && old !== null && 'id' in old) part.id = String(old.id)
      part.values[part.resource.parent?.key ?? ''] = row.id
    }
  }
}

const countsOf = (
  recipe: Recipe,
  drafts: readonly Draft[],
  changed: ReadonlySet<Draft> | null,
): readonly Count[] =>
  recipe.emit.map(({ entity }, i) => {
    const own = drafts.filter(({ emission }) => emission === i)
    const lines: Record<string, number> = {}
    for (const draft of own)
      for (const part of [...draft.lines.values()].flat())
        lines[part.resource.name] = (lines[part.resource.name] ?? 0) + 1
    const old = own.filter(({ before }) => before)
    const updated = old.filter((draft) => changed === null || changed.has(draft)).length
    return {
      resource: entity,
      rows: own.length,
      created: own.length - old.length,
      updated,
      unchanged: old.length - updated,
      lines,
    }
  })

const filesOf = (tables: ReadonlyMap<string, Table>): ImportAnswer['files'] =>
  [...tables.values()].map(({ file, rows, columns, read }) => ({
    name: file,
    rows: rows.length,
    columns,
    read,
  }))

const rowsOf = (
  tables: ReadonlyMap<string, Table>,
  problems: readonly ImportProblem[],
): ImportAnswer['rows'] => {
  const wanted = new Set(problems.map(({ file, row }) => `${row} ${file}`))
  const files = new Map([...tables.values()].map((table) => [table.file, table]))
  return [...files.values()].flatMap(({ file, rows }) =>
    rows
      .filter(({ number }) => wanted.has(`${number} ${file}`))
      .map(({ number, cells }) => ({ file, row: number, cells })),
  )
}

const isConstant = (spec: ValueSpec): boolean =>
  spec === null || typeof spec !== 'object'
    ? !(typeof spec === 'string' && spec.startsWith('='))
    : false

const constantsOf = ({ emit }: Recipe): ImportAnswer['constants'] => {
  const found = (resource: string, values: Emission['values']): ImportAnswer['constants'] =>
    Object.entries(values).flatMap(([field, spec]) => {
      if (isConstant(spec)) return [{ resource, field, value: spec }]
      const isRows = typeof spec === 'object' && spec !== null && 'rows' in spec
      return isRows ? found(`${resource}.${field}`, spec.values) : []
    })
  return emit.flatMap(({ entity, values }) => found(entity, values))
}

const recordImport = async (work: Work, run: Run, { id, counts }: Outcome): Promise<void> => {
  const { recipe, historical, tables } = run
  await work.db
    .insertInto('_imports')
    .values({
      id,
      at: work.ctx.now,
      by: work.who.employee,
      account_id: work.who.account,
      name: recipe.name ?? null,
      state: 'done',
      recipe: JSON.stringify(recipe),
      counts: JSON.stringify({
        historical,
        records: counts,
        day: localDay(work.ctx.now, work.ctx.zone),
        files: filesOf(tables).map(({ name, rows, read }) => ({ name, rows, ...read })),
      }),
    }) // prettier-ignore
    .execute()
}

/** Puts labels of an answer into one language. */
export const inLanguage = (answer: ImportAnswer, locale: keyof Label): Record<string, unknown> => ({
  ...answer,
  gaps: answer.gaps.map((gap) => ({ ...gap, message: gap.message[locale] })),
  problems: answer.problems.map((problem) => ({ ...problem, message: problem.message[locale] })),
})
