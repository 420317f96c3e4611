import { type ModelIndex, resolvePath } from '#model/language/resources.ts'
import { recordTitle } from '#model/language/title.ts'
import type { Row } from '#model/language/wire.ts'
import type { Locale } from '../i18n/use-text.ts'

/** A piece of a title: text as it stands, or the path of a value. */
export type TitlePart = { readonly text: string } | { readonly path: string }

/** Splits a title template: `'{code} {customer.name}'`. */
export const titleParts = (template: string): readonly TitlePart[] =>
  template
    .split(/(\{[^{}]+\})/)
    .filter(Boolean)
    .map((part) => (part.startsWith('{') ? { path: part.slice(1, -1) } : { text: part }))

/** Template of the titles of a resource. */
export const titleTemplate = (index: ModelIndex, resource: string): string => {
  const at = index.resources.get(resource)
  return (at?.parent ? at.parent.lines.title : at?.entity.title) ?? '{id}'
}

/** Writes a record's title from its own fields; values of other records are left out. */
export const titleText = (index: ModelIndex, resource: string, record: Row, locale: Locale): string =>
  recordTitle(index, resource, (path) => record[path], locale) || record.id.slice(-8) // prettier-ignore

/** Tells whether a title needs values of other records. */
export const titleHasHops = (index: ModelIndex, resource: string): boolean =>
  titleParts(titleTemplate(index, resource)).some(
    (part) => 'path' in part && (resolvePath(index, resource, part.path)?.hops.length ?? 0) > 0,
  )
