import type { Clause, Model } from '#model/language/definition.ts'
import type { Enforcement } from '#model/language/enforcement.ts'
import { cardAnchor } from '../anchors.ts'

export type Policy = { readonly id: string; readonly clause: Clause; readonly clauses: readonly Clause[] } // prettier-ignore

/** Policy that a clause belongs to: `P0 §2.2.3` -> `P0`. */
export const policyOf = (clause: string): string => clause.split(' ')[0] ?? ''

/** The policies with their clauses, in the order of the model. */
export const policiesOf = (clauses: readonly Clause[]): readonly Policy[] =>
  clauses
    .filter(({ id }) => policyOf(id) === id)
    .map((clause) => ({
      id: clause.id,
      clause,
      clauses: clauses.filter(({ id }) => id !== clause.id && policyOf(id) === clause.id),
    }))

/** How deep a clause stands: chapter 1, section 2, item 3, its letters 4. */
export const depthOf = (id: string): number => id.split('.').length + (/[a-z]$/.test(id) ? 1 : 0)

/** Tells whether other clauses stand below: `P0 §2.2` is a heading of `P0 §2.2.3`. */
export const isHeading = (id: string, clauses: readonly Clause[]): boolean =>
  clauses.some((other) => other.id.startsWith(`${id}.`) || /^[a-z]$/.test(other.id.slice(id.length)) && other.id.startsWith(id)) // prettier-ignore

/** Who carries a clause out: definitions the viewer sees, none but its parameters are there, ones hidden from the viewer, the reader, or nothing yet. */
export type Standing = 'shown' | 'prepared' | 'hidden' | 'conduct' | 'open'

/** Says how a clause is carried out; null for a heading that only its parts speak for. */
export const standingOf = (
  { id, conduct }: Clause,
  clauses: readonly Clause[],
  by: readonly Enforcement[],
  enforced: ReadonlySet<string>,
): Standing | null => {
  if (by.some(({ kind }) => kind !== 'parameter')) return 'shown'
  if (enforced.has(id)) return 'hidden'
  if (conduct) return 'conduct'
  if (by.length > 0) return 'prepared'
  return isHeading(id, clauses) ? null : 'open'
}

/** A card of a dashboard that shows a metric. */
const cardOf = (model: Model, { name, resource }: Enforcement): { readonly board: string; readonly card: string } | undefined => {
  const [of = '', measure = ''] = name.split('.')
  const uses = ({ metric, resource: at, query }: { readonly metric?: string; readonly resource?: string; readonly query?: { readonly measures?: readonly string[] } }): boolean =>
    resource === undefined ? metric === name : at === of && (query?.measures ?? []).includes(measure)
  for (const { name: board, cards } of model.dashboards) {
    const card = cards.find((each) => uses(each) || (each.also ?? []).some(uses))
    if (card) return { board, card: card.id }
  }
  return undefined
} // prettier-ignore

/** Tells one part of an entity from another. */
export const placeKey = ({ kind, name }: Pick<Enforcement, 'kind' | 'name'>): string =>
  `${kind}.${name}`

/** The parts of one entity that a clause asks for, each once, with all its clauses. */
export const partsOf = (
  found: ReadonlyMap<string, readonly Enforcement[]>,
  resource: string,
): readonly { readonly by: Enforcement; readonly clauses: readonly string[] }[] => {
  const parts = new Map<string, { readonly by: Enforcement; readonly clauses: string[] }>()
  for (const [clause, all] of found)
    for (const by of all) {
      if (by.resource !== resource) continue
      const part = parts.get(placeKey(by)) ?? { by, clauses: [] }
      part.clauses.push(clause)
      parts.set(placeKey(by), part)
    }
  return [...parts.values()]
}

/** Address of what carries a clause out: the very field, rule, step or card; null when the viewer has no page of it. */
export const placeOf = (model: Model, by: Enforcement): string | null => {
  const isKnown = (name: string): boolean => model.entities.some((entity) => entity.name === name)
  if (by.kind === 'dashboard') return `/dashboards/${by.name}`
  if (by.kind === 'parameter')
    return isKnown('policy_parameters') ? `/policy_parameters?filter=${encodeURIComponent(JSON.stringify({ key: by.name }))}` : null // prettier-ignore
  const shown = by.kind === 'metric' ? cardOf(model, by) : undefined
  if (shown) return `/dashboards/${shown.board}#${cardAnchor(shown.card)}`
  if (!by.resource || !isKnown(by.resource)) return null
  if (by.kind === 'entity') return `/${by.resource}`
  return `/handbook/${by.resource}?at=${encodeURIComponent(placeKey(by))}`
}
