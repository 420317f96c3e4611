import type { Clause, Model } from '#model/language/definition.ts'
import type { Enforcement } from '#model/language/enforcement.ts'

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

const boardOf = (model: Model, { name, resource }: Enforcement): string | undefined => {
  const [of = '', measure = ''] = name.split('.')
  const uses = ({ metric, resource: at, query }: { readonly metric?: string; readonly resource?: string; readonly query?: { readonly measures?: readonly string[] } }): boolean =>
    resource === undefined ? metric === name : at === of && (query?.measures ?? []).includes(measure)
  return model.dashboards.find(({ cards }) => cards.some((card) => uses(card) || (card.also ?? []).some(uses)))?.name
} // prettier-ignore

/** Address of what carries a clause out; null when the viewer has no page of it. */
export const placeOf = (model: Model, by: Enforcement): string | null => {
  const isKnown = (name: string): boolean => model.entities.some((entity) => entity.name === name)
  if (by.kind === 'dashboard') return `/dashboards/${by.name}`
  if (by.kind === 'parameter')
    return isKnown('policy_parameters') ? `/policy_parameters?filter=${encodeURIComponent(JSON.stringify({ key: by.name }))}` : null // prettier-ignore
  const board = by.kind === 'metric' ? boardOf(model, by) : undefined
  if (board) return `/dashboards/${board}`
  return by.resource && isKnown(by.resource) ? `/${by.resource}` : null
}
