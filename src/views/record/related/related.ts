import type { Label, Predicate } from '#model/language/definition.ts'
import type { ModelIndex, Resource } from '#model/language/resources.ts'

/** A list of records that point to this one. */
export type Related = {
  readonly key: string
  readonly resource: string
  /** The field that points to this record. */
  readonly by: string
  readonly label: Label
  /** Condition that picks them. */
  readonly filter: (id: string) => Predicate
  /** Values that a new one of them starts with. */
  readonly preset: (id: string) => Readonly<Record<string, unknown>>
  /** Hidden while there are none. */
  readonly isOptional: boolean
}

const common = new Set(['id', 'owner_id', 'department_id', 'created_by', 'updated_by'])

const byReference = (at: Resource, by: string, label: Label): Related => ({
  key: `${at.name}.${by}`,
  resource: at.name,
  by,
  label,
  filter: (id) => ({ [by]: id }),
  preset: (id) => ({ [by]: id }),
  isOptional: at.entity.tier === 'platform',
})

const byTarget = (at: Resource, by: string, resource: string): Related => ({
  key: `${at.name}.${by}`,
  resource: at.name,
  by,
  label: at.label,
  filter: (id) => ({ [`${by}.resource`]: resource, [`${by}.id`]: id }),
  preset: (id) => ({ [by]: { resource, id } }),
  isOptional: true,
})

const derived = (index: ModelIndex, resource: string): readonly Related[] =>
  [...index.resources.values()].flatMap((at) =>
    at.kind === 'lines'
      ? []
      : Object.entries(at.fields).flatMap(([by, field]) => {
          if (field.type === 'reference' && field.to === resource && !common.has(by)) {
            const many = Object.values(at.fields).filter((each) => each.type === 'reference' && each.to === resource)
            const isOnly = many.length === 1 || by === `${resource.replace(/s$/, '')}_id`
            const label = isOnly ? at.label : { zh: `${at.label.zh}（${field.label.zh}）`, en: `${at.label.en} (${field.label.en})` }
            return [byReference(at, by, label)]
          }
          const isOpen = field.type === 'record_ref' && (!field.to || field.to.includes(resource))
          return isOpen ? [byTarget(at, by, resource)] : []
        }),
  ) // prettier-ignore

/** Lists the related records shown as tabs: those the model names, else every entity that points here. */
export const relatedOf = (index: ModelIndex, resource: string): readonly Related[] => {
  const declared = index.resources.get(resource)?.entity.views?.related
  const all = derived(index, resource)
  if (!declared) return all
  const named = declared.flatMap(({ resource: name, by, label }) => {
    const at = index.resources.get(name)
    const known = all.find(({ key }) => key === `${name}.${by}`)
    if (!at) return []
    if (known) return [{ ...known, isOptional: false, label: label ?? known.label }]
    return by in at.fields ? [byReference(at, by, label ?? at.label)] : []
  })
  const targets = all.filter(({ key, isOptional }) => isOptional && !named.some((each) => each.key === key))
  return [...named, ...targets]
} // prettier-ignore

/** Lists the kinds of rows that are about a record of any kind: decisions asked, copies sent. */
export const relatedAbout = (index: ModelIndex, resource: string): readonly Related[] =>
  derived(index, resource).filter(
    (related) => index.resources.get(related.resource)?.fields[related.by]?.type === 'record_ref',
  )
