import type { Model } from '#model/language/definition.ts'
import type { RequiredRow, Requirements } from './requirements.ts'
import { createTally, type Absent, type Tally } from './tally.ts'

/** Where an id of a rule may be cited: in the model, in the code of the server, in a test. */
export type Sources = { readonly code: string; readonly tests: string }

/** Compares rules, metrics, parameters and clauses by their ids. */
export const compareLists = (
  model: Model,
  required: Requirements,
  absent: Absent,
  sources: Sources,
): readonly Tally[] => {
  const excuse = excuses(required, absent)
  const held = JSON.stringify([model.entities, model.metrics]) + sources.code
  const [rules, tested] = [createTally('rules'), createTally('rules with a test')]
  for (const { id } of required.rules) {
    rules.count(id, held.includes(id), excuse(id))
    tested.count(id, sources.tests.includes(id), excuse(id))
  }
  const metrics = createTally('metrics')
  const shown = JSON.stringify([model.entities, model.metrics, model.dashboards])
  for (const { id, cells } of required.metrics)
    metrics.count(`${id} ${cells[0] ?? ''}`, shown.includes(`"${id}"`), metricExcuse(required.metrics, absent, id))
  const parameters = createTally('parameters')
  const keys = new Set(model.parameters.map(({ key }) => key))
  for (const { id, cells } of required.parameters) {
    const reasons = (cells[1]?.match(/R-\d{3}/g) ?? []).map(excuse)
    parameters.count(id, keys.has(id), reasons.every(Boolean) ? (reasons[0] ?? null) : null)
  }
  const clauses = createTally('clauses')
  const known = new Set(model.clauses.map(({ id }) => id))
  for (const { id } of required.clauses) clauses.count(id, known.has(id))
  return [rules, tested, metrics, parameters, clauses]
} // prettier-ignore

/** A rule waits for an entity that its sentence names, or that every clause it comes from is mapped to first. */
const excuses = ({ rules, clauses }: Requirements, absent: Absent) => {
  const said = new Map(rules.map(({ id, cells }) => [id, absent(cells.slice(1).join(' '))]))
  return (id: string): string | null => {
    const own = said.get(id)
    if (own) return own
    const mapped = clauses.map(({ cells }) => cells[1] ?? '').filter((text) => text.includes(id))
    const first = mapped.map((text) => absent(text.split(/[,;]/)[0] ?? ''))
    return first.length > 0 && first.every(Boolean) ? (first[0] ?? null) : null
  }
}

/** A metric waits for an entity among its inputs, or for a metric that it is made of. */
const metricExcuse = (
  metrics: readonly RequiredRow[],
  absent: Absent,
  id: string,
  way: readonly string[] = [],
): string | null => {
  const row = metrics.find((each) => each.id === id)
  if (!row || way.includes(id)) return null
  const own = absent(row.cells.slice(0, 3).join(' '))
  if (own) return own
  for (const part of row.cells[1]?.match(/M-\d{3,4}/g) ?? []) {
    const reason = metricExcuse(metrics, absent, part, [...way, id])
    if (reason) return reason
  }
  return null
}
