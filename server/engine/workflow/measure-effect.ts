import type {
  AggregateAnswer,
  AggregateQuery,
  Condition,
  Effect,
  Measuring,
  Predicate,
} from '#model/language/definition.ts'
import type { Drill } from '#model/language/formats.ts'
import type { Resource } from '#model/language/resources.ts'
import { aggregateRows } from '../read/aggregate.ts'
import { answerMetric } from '../read/metric.ts'
import type { Work } from '../work.ts'
import { targetsOf, valuesOf, type Origin } from '../write/values.ts'
import { boundTarget, writeTarget } from './target-row.ts'

type Values = Readonly<Record<string, unknown>>

/** How the engine answers one metric, and which dimensions it can be narrowed by. */
type Source = {
  readonly measure: string
  readonly dimension: (name: string) => string | undefined
  readonly ask: (query: Omit<AggregateQuery, 'measures'>) => Promise<AggregateAnswer>
}

/** Keeps the number of a metric on each target, with the target of its goals and the records behind it. */
export const measureEffect = async (
  work: Work,
  origin: Origin,
  effect: Extract<Effect, { readonly do: 'measure' }>,
): Promise<void> => {
  for (const target of await targetsOf(work, origin, effect.on)) {
    const found = await boundTarget(work, origin, target)
    if (!found) continue
    const { metric, range, about } = effect
    const asked = await valuesOf(work, found.origin, { metric, range, about })
    const values = await measured(work, effect, asked)
    if (values) await writeTarget(work, found, values)
  }
}

const measured = async (
  work: Work,
  { into }: Measuring,
  asked: Values,
): Promise<Values | undefined> => {
  const source = sourceOf(work, String(asked.metric))
  const { from, to } = asked.range as { from: unknown; to: unknown } // the shape that valuesOf keeps
  if (!source || typeof from !== 'string' || typeof to !== 'string') return undefined
  const filter = narrowed(source, asked.about as Values)
  const answer = await source.ask({ by: [], range: { from, to }, filter, target: true })
  const [row] = answer.rows
  if (!row) return undefined
  const goal = row.target?.[source.measure]
  const drill: Drill = {
    metric: String(asked.metric),
    from,
    to,
    measured_at: work.ctx.now,
    parts: partsOf(answer, source.measure),
  }
  return {
    [into.value]: row[source.measure] ?? null,
    ...(into.target !== undefined && goal !== undefined && { [into.target]: goal }),
    ...(into.source !== undefined && { [into.source]: JSON.stringify(drill) }),
  }
}

/** The measure or the metric across entities that has the number of the catalogue. */
const sourceOf = (work: Work, id: string): Source | undefined => {
  const { index } = work.engine
  const metric = index.model.metrics.find((each) => each.id === id)
  if (metric)
    return {
      measure: metric.name,
      dimension: (name) => (metric.by?.[name] ? name : undefined),
      ask: (query) => answerMetric(work, metric.name, query),
    }
  for (const resource of index.resources.values()) {
    const analytics = analyticsOf(resource)
    const found = Object.entries(analytics?.measures ?? {}).find(([, measure]) => measure.id === id)
    if (found)
      return {
        measure: found[0],
        dimension: (name) => analytics?.dimensions[name]?.field,
        ask: (query) => aggregateRows(work, resource.name, { ...query, measures: [found[0]] }),
      }
  }
  return undefined
}

const analyticsOf = ({ parent, entity }: Resource) =>
  parent ? parent.lines.analytics : entity.analytics

/** By the first dimension that the metric has and the record names; over everything when there is none. */
const narrowed = (source: Source, about: Values): Predicate => {
  for (const [name, value] of Object.entries(about)) {
    const path = source.dimension(name)
    if (path !== undefined && value !== null) return { [path]: value }
  }
  return {}
}

/** The records of each part; of a measure also its own condition. */
const partsOf = (answer: AggregateAnswer, measure: string): Drill['parts'] => {
  const [row] = answer.rows
  if (!row) return []
  if (row.parts) return row.parts.map(({ drill, ...part }) => ({ ...part, filter: drill }))
  const where = answer.columns.find(({ key }) => key === measure)?.where
  const asOf = row.asOf === undefined ? {} : { asOf: row.asOf }
  return [{ resource: answer.resource, filter: both(row.drill, where), ...asOf }]
}

const both = (drill: Predicate, where: Condition | undefined): Predicate =>
  where === undefined ? drill : { $and: [drill, where] }
