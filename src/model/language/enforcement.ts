import type { Dashboard, Entity, Field, Label, LinesField, Model } from './definition.ts'
import { linesResource } from './resources.ts'

/** What a clause of a policy is carried out by. */
export const enforcementKinds = [
  'entity', 'field', 'rule', 'transition', 'job', 'metric', 'parameter', 'dashboard',
] as const // prettier-ignore
export type EnforcementKind = (typeof enforcementKinds)[number]

/** One definition that names a clause. */
export type Enforcement = {
  readonly kind: EnforcementKind
  /** Entity that it belongs to; none for parameters, dashboards and metrics across entities. */
  readonly resource?: string
  /** Name inside the entity: field, transition, rule, measure; `<lines>.<field>` for child rows. */
  readonly name: string
  /** Catalogue number of a rule or metric. */
  readonly id?: string
  readonly label: Label
}
type Named = { readonly clauses: readonly string[]; readonly by: Enforcement }

/** Collects the clauses that a part of a definition names, however deep. */
export const clausesWithin = (part: unknown): readonly string[] => {
  if (Array.isArray(part)) return part.flatMap(clausesWithin)
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    key === 'clauses' && Array.isArray(value) ? value.map(String) : clausesWithin(value),
  )
}

const ofField = (entity: Entity, name: string, field: Field): readonly Named[] => {
  const { name: resource } = entity
  if (field.type !== 'lines') return [{ clauses: clausesWithin(field), by: { kind: 'field', resource, name, label: field.label } }]
  const own: Named = { clauses: field.clauses ?? [], by: { kind: 'field', resource, name, label: field.label } }
  return [own, ...ofLines(entity, name, field)]
} // prettier-ignore

const ofLines = (entity: Entity, name: string, lines: LinesField): readonly Named[] => {
  const { name: resource } = entity
  const fields = Object.entries(lines.fields).map(([key, field]): Named => ({
    clauses: clausesWithin(field),
    by: { kind: 'field', resource, name: `${name}.${key}`, label: both(lines.label, field.label) },
  }))
  return [...fields, ...ofRules(resource, lines.rules), ...ofMeasures(resource, linesResource(entity, name, lines), lines.analytics)]
} // prettier-ignore

const both = (a: Label, b: Label): Label => ({ zh: `${a.zh} · ${b.zh}`, en: `${a.en} · ${b.en}` })

const ofRules = (resource: string, rules: Entity['rules'] = []): readonly Named[] =>
  rules.map(({ id, message, clauses }) => ({ clauses, by: { kind: 'rule', resource, name: id, id, label: message } })) // prettier-ignore

const ofMeasures = (
  resource: string,
  of: string,
  analytics: Entity['analytics'],
): readonly Named[] =>
  Object.entries(analytics?.measures ?? {}).map(([name, { id, label, clauses = [] }]) => ({
    clauses,
    by: { kind: 'metric', resource, name: `${of}.${name}`, ...(id && { id }), label },
  }))

const ofWorkflow = ({ name: resource, workflow }: Entity): readonly Named[] =>
  Object.entries(workflow?.transitions ?? {}).flatMap(([name, step]) => [
    { clauses: clausesWithin(step), by: { kind: 'transition' as const, resource, name, label: step.label } },
    ...(step.guards ?? []).flatMap(({ rule, message, clauses }): readonly Named[] =>
      rule === undefined ? [] : [{ clauses: clauses ?? step.clauses ?? [], by: { kind: 'rule', resource, name: rule, id: rule, label: message } }],
    ),
  ]) // prettier-ignore

const ofEntity = (entity: Entity): readonly Named[] => {
  const { name: resource, label, clauses, events, clocks, shares, workflow } = entity
  const besides = [events, clocks, shares, workflow?.states].flatMap(clausesWithin)
  return [
    { clauses: [...clauses, ...besides], by: { kind: 'entity', resource, name: resource, label } },
    ...Object.entries(entity.fields).flatMap(([name, field]) => ofField(entity, name, field)),
    ...ofRules(resource, entity.rules),
    ...ofWorkflow(entity),
    ...(entity.schedule ?? []).map((job): Named => ({ clauses: clausesWithin(job), by: { kind: 'job', resource, name: job.id, ...(job.rule && { id: job.rule }), label: job.label } })),
    ...ofMeasures(resource, resource, entity.analytics),
  ]
} // prettier-ignore

const ofDashboard = (dashboard: Dashboard): Named => ({
  clauses: clausesWithin(dashboard),
  by: { kind: 'dashboard', name: dashboard.name, label: dashboard.label },
})

/**
 * Lists for every clause what carries it out: entities, fields, rules, steps, jobs, metrics, parameters, dashboards.
 *
 * Shape: clause id -> definitions, each once, in the order of the model; a clause that nothing names is absent.
 */
export const enforcements = (model: Pick<Model, 'entities' | 'metrics' | 'parameters' | 'dashboards'>): ReadonlyMap<string, readonly Enforcement[]> => {
  const all: readonly Named[] = [
    ...model.entities.flatMap(ofEntity),
    ...model.metrics.map(({ id, name, label, clauses }): Named => ({ clauses, by: { kind: 'metric', name, id, label } })),
    ...model.parameters.map(({ key, label, clauses }): Named => ({ clauses, by: { kind: 'parameter', name: key, label } })),
    ...model.dashboards.map(ofDashboard),
  ]
  const found = new Map<string, Map<string, Enforcement>>()
  for (const { clauses, by } of all)
    for (const clause of clauses) {
      const here = found.get(clause) ?? new Map<string, Enforcement>()
      const key = `${by.kind} ${by.resource ?? ''} ${by.name}`
      if (!here.has(key)) here.set(key, by)
      found.set(clause, here)
    }
  return new Map([...found].map(([clause, here]) => [clause, [...here.values()]]))
} // prettier-ignore

/** Clauses that something carries out; a parameter alone only prepares it. */
export const carriedOut = (found: ReadonlyMap<string, readonly Enforcement[]>): readonly string[] =>
  [...found].filter(([, by]) => by.some(({ kind }) => kind !== 'parameter')).map(([id]) => id)
