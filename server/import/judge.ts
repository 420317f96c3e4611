import { mayCreate } from '#model/language/access.ts'
import type { Label } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { validateInput } from '#model/language/validate.ts'
import { neverSeen } from '../engine/read/masks.ts'
import {
  checkPointers as checkChoices,
  pointersOf,
  type Pointer,
} from '../engine/write/references.ts'
import { uniqueFields } from '../engine/write/unique.ts'
import { asSystem, type Work } from '../engine/work.ts'
import { Problem } from '../problems.ts'
import { placeOf, spoil, type Draft, type Part, type Report } from './drafts.ts'
import { findByKeys, keyOf } from './lookups.ts'
import { l } from './table.ts'

/** What drafts are judged by. */
export type Judging = {
  readonly work: Work
  readonly historical: boolean
  readonly report: Report
}

/** Refuses an import of entities that the person may not create. */
export const requireRights = ({ work, historical }: Judging, drafts: readonly Draft[]): void => {
  if (historical) return
  const created = new Set(drafts.flatMap((draft) => (draft.before ? [] : [draft.resource.name])))
  for (const name of created)
    if (!mayCreate(work.engine.index, name, work.viewer))
      throw new Problem('forbidden', { details: { resource: name, verb: 'create' } })
}

const isGiven = (value: unknown): boolean => value !== null && value !== undefined

/** Values of a part; an empty cell of a new record gives nothing, of an existing one it empties the field. */
const givenIn = ({ values }: Part, isNew: boolean): Record<string, unknown> =>
  isNew ? Object.fromEntries(Object.entries(values).filter(([, each]) => isGiven(each))) : { ...values } // prettier-ignore

/** The record as a person would send it. */
export const dataOf = (draft: Draft): Record<string, unknown> => {
  const isNew = draft.before === undefined
  const data = givenIn(draft, isNew)
  for (const [field, parts] of draft.lines)
    data[field] = parts.map((part) => {
      const { [part.resource.parent?.key ?? '']: _, ...rest } = givenIn(part, isNew)
      return { ...rest, id: part.id }
    })
  return data
}

/** Finds the part and field that a dot path of a record names: `lines.3.quantity`. */
export const partAt = (draft: Draft, path: string): readonly [Part, string] => {
  const [field = '', position, inner] = path.split('.')
  const line = draft.lines.get(field)?.[Number(position)]
  return line && inner !== undefined ? [line, inner] : [draft, field]
}

const reportErrors = (
  judging: Judging,
  draft: Draft,
  errors: Readonly<Record<string, Label>>,
): void => {
  for (const [path, { zh, en }] of Object.entries(errors)) {
    const [part, field] = partAt(draft, path)
    spoil(judging, part, field, zh, en)
  }
}

/** Judges every draft by the model's one validation and takes over the values in the form in which they are stored. */
export const validateDrafts = (judging: Judging, drafts: readonly Draft[]): void => {
  const { work, historical } = judging
  for (const draft of drafts) {
    const { resource, before } = draft
    const { values, errors } = validateInput(work.engine.index, resource.name, dataOf(draft), {
      mode: before ? 'update' : 'create',
      ctx: work.ctx,
      ...(historical && { historical }),
      ...(before && { current: before }),
    })
    reportErrors(judging, draft, errors)
    takeOver(draft, values)
    if (!historical && !before) refuseUnseen(judging, draft)
  }
}

const takeOver = (draft: Draft, values: Readonly<Record<string, unknown>>): void => {
  for (const [field, value] of Object.entries(values))
    if (!draft.lines.has(field)) draft.values[field] = value
  for (const [field, parts] of draft.lines) {
    const rows = values[field]
    for (const [i, part] of parts.entries()) {
      const row: unknown = Array.isArray(rows) ? rows[i] : undefined
      if (typeof row === 'object' && row !== null) Object.assign(part.values, row)
    }
  }
}

const refuseUnseen = (judging: Judging, draft: Draft): void => {
  const unseen = neverSeen(judging.work, draft.resource)
  for (const [field, value] of Object.entries(draft.values))
    if (unseen.has(field) && value !== null && draft.resource.fields[field]?.required !== true)
      spoil(
        judging,
        draft,
        field,
        '没有查看或修改该字段的权限',
        'may not be seen or changed by you',
      )
}

type Pointed = Pointer & { readonly draft: Draft; readonly inner: string }

/**
 * Checks what drafts point to, in one statement: before the writing what exists already, afterwards what this import
 * has written. A historical import needs it to exist, nothing more.
 */
export const checkPointers = async (
  judging: Judging,
  drafts: readonly Draft[],
  when: 'before' | 'after',
): Promise<void> => {
  const { historical } = judging
  const work = historical ? asSystem(judging.work, { resource: '_imports', id: '' }) : judging.work
  const own = new Set(drafts.flatMap((draft) => [draft.id, ...idsOfLines(draft)]))
  const pointers = drafts.flatMap((draft, i): Pointed[] =>
    pointersOf(work, draft.resource, dataOf(draft), draft.before, '').map(
      ({ where, ...pointer }) => ({
        ...pointer,
        ...(where && !historical && { where }),
        path: `${i}:${pointer.path}`,
        inner: pointer.path,
        draft,
      }),
    ),
  )
  const due = pointers.filter(({ id, where }) =>
    when === 'before' ? !own.has(id) : own.has(id) && where !== undefined,
  )
  const errors: Record<string, Label> = {}
  await checkChoices(work, due, errors)
  for (const { path, inner, draft } of due) {
    const error = errors[path]
    if (error) reportErrors(judging, draft, { [inner]: error })
  }
}

const idsOfLines = (draft: Draft): string[] =>
  [...draft.lines.values()].flatMap((parts) => parts.map(({ id }) => id))

/** Fields whose values may not stand twice, serial numbers among them. */
const uniqueKeys = (resource: Resource): readonly (readonly string[])[] => {
  const declared = uniqueFields(resource).map(([field, others]) => [field, ...others])
  const serials = Object.entries(resource.fields)
    .filter(([field, { type }]) => type === 'serial' && !declared.some(([each]) => each === field))
    .map(([field]) => [field])
  return [...declared, ...serials]
}

/** Checks that no unique value stands twice, in the files or with what exists; a statement for each unique key. */
export const checkUniques = async (judging: Judging, parts: readonly Part[]): Promise<void> => {
  for (const [resource, group] of Map.groupBy(parts, (part) => part.resource))
    for (const key of uniqueKeys(resource)) await checkKey(judging, resource, key, group)
}

const checkKey = async (
  judging: Judging,
  resource: Resource,
  key: readonly string[],
  parts: readonly Part[],
): Promise<void> => {
  const [field = 'id'] = key
  const byKey = new Map<string, Part>()
  for (const part of parts) {
    const text = keyOf(resource, key, part.values)
    if (text === null) continue
    const first = byKey.get(text)
    const at = first && placeOf(first, field)
    if (first === undefined) byKey.set(text, part)
    else spoil(judging, part, field, `与第 ${at?.row} 行的值相同，不能重复`, `stands in row ${at?.row} already and must be unique`) // prettier-ignore
  }
  const seen = { work: judging.work, historical: true }
  for (const [text, ids] of await findByKeys(seen, resource, key, [...byKey.keys()])) {
    const part = byKey.get(text)
    if (part && !ids.has(part.id)) spoil(judging, part, field, '已存在相同的值', 'exists already')
  }
}

/** A problem of a whole row. */
export const rowProblem = (part: Part, message: Label) => ({
  file: part.row.file,
  row: part.row.number,
  column: null,
  resource: part.resource.name,
  message: l(message.zh, message.en),
})

/** Does something for a draft; what refuses it is reported at the draft. Returns whether it was done. */
export const tryFor = async (
  judging: Judging,
  draft: Draft,
  run: () => Promise<void>,
): Promise<boolean> => {
  try {
    await run()
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    reportErrors(judging, draft, error.errors ?? { _record: error.label })
    return false
  }
}
