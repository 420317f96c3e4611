import type { Field, Label } from '#model/language/definition.ts'
import { resolvePath } from '#model/language/resources.ts'
import { localDay } from '#model/language/time.ts'
import { openCompile } from '../compile.ts'
import { answersOf } from '../record/rows.ts'
import type { Origin } from '../write/values.ts'
import type { Work } from '../work.ts'

const holes = /\{([a-z0-9_.]+)\}/g

const pathsIn = (label: Label): string[] => [
  ...new Set([label.zh, label.en].flatMap((text) => [...text.matchAll(holes)].map(([, path]) => path ?? ''))),
] // prettier-ignore

const shown = (value: unknown, field: Field | undefined, locale: keyof Label, zone: string): string => {
  if (value === null || value === undefined) return ''
  if (field?.type === 'enum')
    return [value].flat().map((key) => field.options[String(key)]?.[locale] ?? String(key)).join(', ')
  if (field?.type === 'datetime') return localDay(String(value), zone)
  if (field?.type === 'boolean') return value === true ? (locale === 'zh' ? '是' : 'yes') : locale === 'zh' ? '否' : 'no'
  return String(value)
} // prettier-ignore

/**
 * Fills `{code}`, `{customer.name}` and `{ask.reason}` in a sentence from the record that it is about; `{target}`,
 * a field that points to any record, by the kind and title of that record.
 *
 * Source: P2 §4.1.3, R-192: mails and notices carry a subject that names the record.
 */
export const fillLabel = async (work: Work, origin: Origin, label: Label): Promise<Label> => {
  const paths = pathsIn(label)
  if (paths.length === 0) return label
  const fieldOf = (path: string) =>
    origin.bindings?.(path)?.field ?? resolvePath(work.engine.index, origin.resource, path)?.field
  const asked = paths.flatMap((path) =>
    fieldOf(path)?.type === 'record_ref' ? [`${path}.resource`, `${path}.id`] : [path],
  )
  const answer: Record<string, unknown> = await answersOf(
    work,
    openCompile(work, origin.bindings),
    origin.resource,
    origin.id,
    Object.fromEntries(asked.map((path) => [path, { path }])),
  )
  const records = new Map<string, Label>()
  for (const path of paths)
    if (fieldOf(path)?.type === 'record_ref')
      records.set(path, await recordLabel(work, answer[`${path}.resource`], answer[`${path}.id`]))
  const fill = (locale: keyof Label) =>
    label[locale].replace(
      holes,
      (_, path: string) =>
        records.get(path)?.[locale] ?? shown(answer[path], fieldOf(path), locale, work.ctx.zone),
    )
  return { zh: fill('zh'), en: fill('en') }
}

/** Names a record by its kind and title; nothing when the reference is empty. */
const recordLabel = async (work: Work, name: unknown, id: unknown): Promise<Label> => {
  const entity = work.engine.index.resources.get(String(name))?.entity
  if (!entity || typeof id !== 'string') return { zh: '', en: '' }
  const { title } = entity
  const filled = await fillLabel(work, { resource: entity.name, id }, { zh: title, en: title })
  return {
    zh: `${entity.label.zh} ${filled.zh.trim()}`,
    en: `${entity.label.en} ${filled.en.trim()}`,
  }
}
