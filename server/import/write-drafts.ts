import { sql } from 'kysely'
import type { Resource } from '#model/language/resources.ts'
import { isSame, diffOf, recordChange, flushHistory } from '../engine/record/history.ts'
import { finishImport, insertRows } from '../engine/write/import-rows.ts'
import { changesLines, rowsIn } from '../engine/write/lines.ts'
import type { Row } from '#model/language/wire.ts'
import type { Work } from '../engine/work.ts'
import { name } from '../sql/names.ts'
import { saveRecord } from '../engine/write/write.ts'
import type { Draft } from './drafts.ts'
import { holdForward, setForward } from './forward.ts'
import { brokenRules, countGaps, missedSteps, missingFields, type Gap, type Lack } from './gaps.ts'
import type { Progress } from '#model/language/import/wire.ts'
import { dataOf, type Judging } from './judge.ts'
import { changedColumns, setColumns } from './set-columns.ts'
import { spoil } from './drafts.ts'
import { writeOrdinary } from './write-ordinary.ts'

export type Writing = {
  readonly importId: string
  readonly onProgress: (phase: Progress['phase'], done?: number) => void
}
export type Written = {
  /** Drafts of existing records that really changed something. */
  readonly changed: ReadonlySet<Draft>
  readonly gaps: readonly Gap[]
}

/** Writes drafts that have been judged; what only the written rows can tell is reported as problems or gaps. */
export const writeDrafts = (
  judging: Judging,
  drafts: readonly Draft[],
  writing: Writing,
): Promise<Written> =>
  judging.historical
    ? writeHistorical(judging, drafts, writing)
    : writeOrdinary(judging, drafts, writing)

const writeHistorical = async (
  judging: Judging,
  drafts: readonly Draft[],
  { importId, onProgress }: Writing,
): Promise<Written> => {
  const { work } = judging
  const ids = new Set<string>()
  const held = []
  const changed = new Set<Draft>()
  let done = 0
  for (const group of Map.groupBy(drafts, (draft) => draft.emission).values()) {
    const [first] = group
    if (!first) continue
    held.push(...holdForwardIn(group, drafts, ids))
    const rows = group
      .filter(({ before }) => !before)
      .map((draft) => ({ id: draft.id, values: dataOf(draft) }))
    await insertRows(work, first.resource, rows, { importId, historical: true })
    for (const draft of await updateExisting(judging, group, importId)) changed.add(draft)
    done += group.length
    onProgress('write', done)
  }
  await setForward(work, held)
  onProgress('compute')
  await flushHistory(work)
  const written = new Set(resourcesOf(drafts))
  await refreshStatistics(work, written)
  await finishImport(work, new Set([...written].map(({ name }) => name)))
  const touched = drafts.filter((draft) => !draft.before || changed.has(draft))
  const lacks = [
    ...(await missingFields(work, touched)),
    ...(await brokenRules(work, touched)),
    ...(await missedSteps(work, touched.filter(({ before }) => !before))), // prettier-ignore
  ]
  return { changed, gaps: countGaps(refuseAlways(judging, lacks)) }
}

/** Resources that drafts write rows of. */
export const resourcesOf = (drafts: readonly Draft[]): readonly Resource[] =>
  drafts.flatMap(({ resource, lines }) => [
    resource,
    ...[...lines.values()].flatMap(([line]) => (line ? [line.resource] : [])),
  ])

/** Tells the database how large its tables have become, before it joins them; it cannot know by itself yet. */
export const refreshStatistics = async (
  work: Work,
  written: ReadonlySet<Resource>,
): Promise<void> => {
  for (const { table } of written) await sql`analyze ${name(table)}`.execute(work.db)
}

/** Holds back what one group points to further on, then counts the group as written. */
export const holdForwardIn = (
  group: readonly Draft[],
  all: readonly Draft[],
  written: Set<string>,
): ReturnType<typeof holdForward> => {
  const held = holdForward(group, all, written)
  for (const draft of group) {
    written.add(draft.id)
    for (const part of [...draft.lines.values()].flat()) written.add(part.id)
  }
  return held
}

/** Arithmetic holds for historical records too; everything else is a gap. */
const refuseAlways = (judging: Judging, lacks: readonly Lack[]): readonly Lack[] =>
  lacks.filter(({ part, always, field, message }) => {
    if (always) spoil(judging, part, field ?? '_record', message.zh, message.en)
    return always !== true
  })

/** The fields in which a draft differs from its record. */
export const changesOf = (draft: Draft): Record<string, unknown> => {
  const { before } = draft
  if (!before) return {}
  return Object.fromEntries(
    Object.entries(dataOf(draft)).filter(([field, value]) =>
      draft.lines.has(field)
        ? changesLines(rowsIn(before[field]), rowsIn(value))
        : field in draft.resource.fields && !isSame(before[field], value),
    ),
  )
}

/** Changes that the history takes in one statement. */
const historyChunk = 1000

/** Changes existing records: set-based, but for those whose child rows change. Returns the drafts that did. */
const updateExisting = async (
  judging: Judging,
  group: readonly Draft[],
  importId: string,
): Promise<Draft[]> => {
  const { work } = judging
  const changed: Draft[] = []
  const rows: ({ readonly id: string } & Record<string, unknown>)[] = []
  for (const draft of group) {
    const { before, resource } = draft
    const values = changesOf(draft)
    if (!before || Object.keys(values).length === 0) continue
    changed.push(draft)
    if (changed.length % historyChunk === 0) await flushHistory(work)
    if (Object.keys(values).some((field) => draft.lines.has(field))) {
      await saveRecord(work, resource, before, values)
      continue
    }
    rows.push(columnsFor(judging, draft, before, values, importId))
  }
  const [first] = group
  if (first) await setColumns(work, first.resource, rows)
  return changed
}

const columnsFor = (
  { work }: Judging,
  { resource }: Draft,
  before: Row,
  values: Readonly<Record<string, unknown>>,
  importId: string,
) => {
  const after: Row = { ...before, ...values }
  const version = Number(before.version) + 1
  const diff = diffOf(before, after, Object.keys(values))
  recordChange(work, {
    resource: resource.name, id: before.id, version, action: 'import', diff, importId,
  }) // prettier-ignore
  return changedColumns(work, resource, before, values)
}
