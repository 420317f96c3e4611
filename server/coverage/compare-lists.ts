import type { Model } from '#model/language/definition.ts'
import type { RequiredRow, Requirements } from './requirements.ts'
import { createTally, waitsFor, type Absent, type Tally } from './tally.ts'

/** Where an id of a rule may be cited: in the model, in the code of the server, in a test. */
export type Sources = { readonly code: string; readonly tests: string }

/** Compares rules, metrics, parameters and clauses by their ids. */
export const compareLists = (
  model: Model,
  required: Requirements,
  absent: Absent,
  sources: Sources,
): readonly Tally[] => {
  const excuse = excuses(required, model, absent)
  const held = JSON.stringify([model.entities, model.metrics]) + sources.code
  const [rules, tested] = [createTally('rules'), createTally('rules with a test')]
  for (const { id } of required.rules) {
    rules.count(id, held.includes(id), excuse(id))
    tested.count(id, sources.tests.includes(id), excuse(id))
  }
  const metrics = createTally('metrics')
  const shown = JSON.stringify([model.entities, model.metrics, model.dashboards])
  const asked: Metrics = {
    rows: required.metrics,
    absent,
    links: missingLinks(required, model),
    boards: model.dashboards.map(({ label }) => label.zh).join(' '),
  }
  for (const { id, cells } of required.metrics) {
    const isShown = new RegExp(`\\b${id}\\b`).test(shown)
    metrics.count(`${id} ${cells[0] ?? ''}`, isShown, metricExcuse(asked, id))
  }
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

/** A rule waits for an entity that its sentence names, or that stands in every row of clauses mapped to it. */
const excuses = ({ rules, clauses, entities }: Requirements, model: Model, absent: Absent) => {
  const built = new Set(model.entities.map(({ name }) => name))
  const missing = new Set(entities.map(({ name }) => name).filter((name) => !built.has(name)))
  return (id: string): string | null => {
    const own = absent(
      rules
        .find((rule) => rule.id === id)
        ?.cells.slice(1)
        .join(' ') ?? '',
    )
    if (own) return own
    const rows = clauses.map(({ cells }) => cells[1] ?? '').filter((text) => text.includes(id))
    const named = rows.map((text) =>
      (text.match(/[a-z_]+/g) ?? []).filter((word) => missing.has(word)),
    )
    return named.length > 0 && named.every((names) => names.length > 0)
      ? waitsFor([...new Set(named.flat())])
      : null
  }
}

type Metrics = {
  readonly rows: readonly RequiredRow[]
  readonly absent: Absent
  /** Word of a reference -> the entity it waits for: `channel` -> `channel_partners`. */
  readonly links: ReadonlyMap<string, string>
  /** Labels of the dashboards that are built. */
  readonly boards: string
}

const missingLinks = ({ entities }: Requirements, model: Model): ReadonlyMap<string, string> => {
  const built = new Set(model.entities.map(({ name }) => name))
  const fields = entities.filter(({ name }) => built.has(name)).flatMap((each) => each.fields)
  return new Map(
    fields.flatMap(({ name, to }): [string, string][] =>
      to && !built.has(to) ? [[name.replace(/_ids?$/, ''), to]] : [],
    ),
  )
}

/** A metric waits for an entity among its inputs, for a metric that it is made of, or for its dashboard. */
const metricExcuse = (metrics: Metrics, id: string, way: readonly string[] = []): string | null => {
  const row = metrics.rows.find((each) => each.id === id)
  if (!row || way.includes(id)) return null
  const own = metrics.absent(row.cells.slice(0, 3).join(' '))
  if (own) return own
  const formula = row.cells[1] ?? ''
  const link = [...metrics.links].find(([word]) => new RegExp(`\\b${word}\\b`).test(formula))
  if (link) return waitsFor([link[1]])
  const parts = formula.includes('M-') ? (formula.match(/\b\d{3,4}\b/g) ?? []) : []
  for (const part of parts) {
    const reason = metricExcuse(metrics, `M-${part}`, [...way, id])
    if (reason) return reason
  }
  const [, board = ''] = /D\d+ (?:[A-Z][\w ,]*)?([^ (]+)/.exec(row.section ?? '') ?? []
  return board === '' || metrics.boards.includes(board)
    ? null
    : `its dashboard is not built yet (${board})`
}
