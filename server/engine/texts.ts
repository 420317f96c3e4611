import type { Field, Label } from '#model/language/definition.ts'
import { resolvePath } from '#model/language/resources.ts'
import { localDay } from '#model/language/time.ts'
import { openCompile } from './compile.ts'
import { answersOf } from './rows.ts'
import type { Origin } from './values.ts'
import type { Work } from './work.ts'

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

/** Fills `{code}`, `{customer.name}` and `{ask.reason}` in a sentence from the record that it is about. */
export const fillLabel = async (work: Work, origin: Origin, label: Label): Promise<Label> => {
  const paths = pathsIn(label)
  if (paths.length === 0) return label
  const answer: Record<string, unknown> = await answersOf(
    work,
    openCompile(work, origin.bindings),
    origin.resource,
    origin.id,
    Object.fromEntries(paths.map((path) => [path, { path }])),
  )
  const fieldOf = (path: string) =>
    origin.bindings?.(path)?.field ?? resolvePath(work.engine.index, origin.resource, path)?.field
  const fill = (locale: keyof Label) =>
    label[locale].replace(holes, (_, path: string) =>
      shown(answer[path], fieldOf(path), locale, work.ctx.zone),
    )
  return { zh: fill('zh'), en: fill('en') }
}
