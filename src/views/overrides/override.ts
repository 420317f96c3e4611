import type { ComponentType } from 'react'
import type { Field } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import { suggestion } from '#model/language/nearest.ts'
import type { FieldKind } from '../fields/kind.ts'
import { fieldKinds } from '../fields/registry.ts'
import { sectionsOf } from '../record/sections.ts'
import { relatedOf } from '../record/related/related.ts'

export type RecordProps = { readonly resource: string; readonly record: Row }

/** What a team shows in its own way for one entity; everything else stays derived. */
export type EntityOverride = {
  /** By field: the parts that differ from those of its type. Fields of child rows stand under the name of the rows' resource. */
  readonly fields?: Readonly<Record<string, Partial<FieldKind>>>
  /** Whole pages. */
  readonly views?: Readonly<Partial<Record<'list' | 'show' | 'create' | 'edit', ComponentType>>>
  /** Sections of the record page, by their first field. */
  readonly sections?: Readonly<Record<string, ComponentType<RecordProps>>>
  /** Related tabs of the record page, by their name in the address: `shipments.order_id`. */
  readonly tabs?: Readonly<Record<string, ComponentType<RecordProps>>>
  /** Every page of the entity at once; gets all addresses below `/<entity>`. */
  readonly entity?: ComponentType
}

/** Overrides by resource. */
export type Overrides = Readonly<Record<string, EntityOverride>>

/** How a field is shown: as its type says, with the parts that an override replaces. */
export const kindOf = (overrides: Overrides, resource: string, name: string, field: Field): FieldKind => {
  const kind = fieldKinds[field.type]
  const own = overrides[resource]?.fields?.[name]
  return own ? { ...kind, ...own } : kind
} // prettier-ignore

export type OverrideProblem = {
  readonly resource: string
  readonly path: string
  readonly message: string
}

/** Lists what overrides name that the model does not know, with the nearest good name. */
export const overrideProblems = (index: ModelIndex, overrides: Overrides): readonly OverrideProblem[] =>
  Object.entries(overrides).flatMap(([resource, override]) => {
    const at = index.resources.get(resource)
    if (!at) return [{ resource, path: resource, message: `no entity "${resource}"${suggestion(resource, index.resources.keys())}` }]
    const unknown = (part: 'fields' | 'sections' | 'tabs', noun: string, known: readonly string[]) =>
      Object.keys(override[part] ?? {})
        .filter((name) => !known.includes(name))
        .map((name) => ({ resource, path: `${resource}.${part}.${name}`, message: `no ${noun} "${name}"${suggestion(name, known)}` }))
    return [
      ...unknown('fields', 'field', Object.keys(at.fields)),
      ...unknown('sections', 'section that starts with', sectionsOf(at).flatMap(({ fields }) => fields.slice(0, 1))),
      ...unknown('tabs', 'tab', relatedOf(index, resource).map(({ key }) => key)),
    ]
  }) // prettier-ignore

/** Says on the developer's console what overrides name in vain; entities that the viewer may not see are no mistake. */
export const reportOverrides = (index: ModelIndex, overrides: Overrides): void => {
  for (const { resource, path, message } of overrideProblems(index, overrides))
    if (index.resources.has(resource)) reportError(new Error(`override ${path}: ${message}`))
}
