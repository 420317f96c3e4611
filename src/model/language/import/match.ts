import type { Field } from '../definition.ts'
import { singularOf, type ModelIndex, type Resource } from '../resources.ts'
import {
  businessKeys,
  importFields,
  plainKey,
  type ImportField,
  type ImportMode,
} from './fields.ts'
import { headingWords, likeness } from './names.ts'
import type { ColumnFacts } from './wire.ts'

/** What a column fills: a field, for a reference together with the field by which the other record is known. */
export type Target = { readonly field: string; readonly by?: string }

/** A target with the headings that would name it outright; `weight` is how much such a name counts. */
type Named = { readonly target: Target; readonly field: Field; readonly names: readonly { readonly words: readonly string[]; readonly weight: number }[] } // prettier-ignore

/** Least likeness at which a column is taken for a field. */
const enough = 0.67

const named = (text: string, weight = 1) => ({ words: headingWords(text), weight })

/** Words for the records of an entity, which a heading may repeat: "Order date" in a file of orders. */
const wordsFor = (resource: Resource): ReadonlySet<string> =>
  new Set(
    [singularOf(resource.entity), resource.entity.label.en, resource.entity.label.zh].flatMap(
      headingWords,
    ),
  )

const plainName = (name: string): string => name.replace(/_ids?$/, '')

const namesOf = (resource: Resource, { name, field }: ImportField) => [
  named(plainName(name)),
  named(field.label.en),
  named(field.label.zh),
  // The date of a record, without more, is the one by which its entity is told in time.
  ...(resource.entity.analytics?.time === name ? [named('date', 0.9)] : []),
]

const referenceTargets = (index: ModelIndex, { name, field }: ImportField): readonly Named[] => {
  if (field.type !== 'reference') return []
  const to = index.resources.get(field.to)
  if (!to) return []
  const own = [plainName(name), field.label.en, field.label.zh]
  const others = [singularOf(to.entity), to.label.en, to.label.zh]
  return businessKeys(to).map((by) => {
    const key = to.fields[by]
    const keys = [by, key?.label.en ?? by, key?.label.zh ?? by]
    const pairs = (names: readonly string[], weight: number) =>
      names.flatMap((each) => keys.map((word) => named(`${each} ${word}`, weight)))
    const bare = by === plainKey(to) ? own.map((each) => named(each, 0.95)) : []
    return { target: { field: name, by }, field, names: [...pairs(own, 1), ...pairs(others, 0.8), ...bare] } // prettier-ignore
  })
}

/** Lists what the columns of a file may fill, references once for each way to know the other record. */
const targetsOf = (index: ModelIndex, resource: Resource, mode: ImportMode): readonly Named[] =>
  importFields(index, resource, mode).flatMap((each): readonly Named[] =>
    each.field.type === 'reference' || each.field.type === 'references'
      ? referenceTargets(index, each)
      : [{ target: { field: each.name }, field: each.field, names: namesOf(resource, each) }],
  )

const numeric = new Set<Field['type']>(['integer', 'decimal', 'money', 'percent'])

/** Whether what a column holds can be a value of a field at all. */
const isPlausible = (field: Field, facts: ColumnFacts): boolean => {
  if (facts.kind === 'empty') return true
  if (numeric.has(field.type)) return facts.kind === 'number'
  if (field.type === 'date' || field.type === 'datetime') return facts.kind === 'date'
  if (field.type === 'boolean')
    return facts.kind === 'boolean' || (facts.distinct?.length ?? 3) <= 2
  return true
}

const scoreOf = (heading: readonly string[], own: ReadonlySet<string>, { names }: Named): number => {
  const short = heading.filter((word) => !own.has(word))
  const scores = names.flatMap(({ words, weight }) => {
    const shorter = words.filter((word) => !own.has(word))
    return [
      likeness(heading, words) * weight,
      ...(short.length > 0 ? [likeness(short, shorter) * weight * 0.97] : []),
    ]
  })
  return Math.max(0, ...scores)
} // prettier-ignore

/** How well columns fit a resource: what each would fill. */
export type Match = { readonly targets: ReadonlyMap<string, Target>; readonly score: number }

/**
 * Finds what the columns of a file fill: the best pairs first, every column and every field once.
 *
 * Shape: column -> target; columns that fit nothing well enough are absent. `score` is the sum over the pairs.
 */
export const matchColumns = (
  index: ModelIndex,
  resource: Resource,
  columns: readonly ColumnFacts[],
  mode: ImportMode,
): Match => {
  const own = wordsFor(resource)
  const targets = targetsOf(index, resource, mode)
  const pairs = columns.flatMap((facts) => {
    const heading = headingWords(facts.name)
    return targets.flatMap((each) => {
      const score = isPlausible(each.field, facts) ? scoreOf(heading, own, each) : 0
      return score >= enough ? [{ column: facts.name, target: each.target, score }] : []
    })
  })
  const found = new Map<string, Target>()
  const taken = new Set<string>()
  let sum = 0
  for (const { column, target, score } of pairs.toSorted((a, b) => b.score - a.score)) {
    if (found.has(column) || taken.has(target.field)) continue
    found.set(column, target)
    taken.add(target.field)
    sum += score
  }
  return { targets: found, score: sum }
}

/** Likeness of the name of a file to the records of a resource. */
export const fileLikeness = (file: string, resource: Resource): number => {
  const words = headingWords(file.replace(/\.[^.]*$/, ''))
  const names = [resource.name, resource.label.en, resource.label.zh].map(headingWords)
  return Math.max(...names.map((each) => likeness(words, each)))
}
