import { HttpError } from 'ra-core'
import type { Test } from '#model/language/ast.ts'
import { answerAggregate } from '#model/language/aggregate.ts'
import type { RunPart } from '#model/language/aggregate-collect.ts'
import { memoryEngine } from '#model/language/aggregate-memory.ts'
import { planAggregate, QueryError, type Plan } from '#model/language/aggregate-plan.ts'
import type { AggregateAnswer, AggregateQuery } from '#model/language/definition.ts'
import { pathsOf } from '#model/language/formula.ts'
import { answerMetric } from '#model/language/metric.ts'
import { matches } from '#model/language/predicate.ts'
import { resourcesBehind } from '#model/language/reach.ts'
import { memoryScope, type MemoryTables } from '#model/language/scope.ts'
import { searchTextOf } from '#model/language/search-text.ts'
import { recordTitle, titlePaths } from '#model/language/title.ts'
import { goals, targetsOf, type Goal } from '#model/language/targets.ts'
import { titleTemplate } from '../../views/titles.ts'
import { contextOf, type Parts } from './parts.ts'
import { rowLimit } from './tables.ts'

/**
 * Answers a metric query from rows fetched into the browser, by the code that the server's answers are tested with.
 *
 * `meta.rowLimit` says that the backend has more rows than were read. Balances of past days have no value: a plain
 * backend does not keep the states that records had then.
 */
export const aggregateRows = async (
  parts: Parts,
  resource: string,
  query: AggregateQuery,
): Promise<AggregateAnswer> => {
  const ctx = await contextOf(parts)
  try {
    const plan: Plan = { ...planAggregate(parts.index, resource, query, ctx), hasHistory: false }
    const { tables, isCut } = await parts.tables.read(
      resourcesBehind(parts.index, resource, { paths: pathsRead(plan), tests: testsIn(plan) }),
    )
    const answer = await answerAggregate(plan, {
      run: presentOnly(memoryEngine(tables, undefined, { searchText: searchTextOf })),
      engine: 'js',
      scope: 'all',
      locale: parts.locale(),
      titles: (of, ids) => titlesOf(parts, of, ids),
      targets: (of, slice) => targetsOf(of, slice, (_, fits) => readGoals(parts, fits)),
    })
    return isCut ? { ...answer, meta: { ...answer.meta, rowLimit } } : answer
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    throw new HttpError(error.label[parts.locale()], 400, { code: 'bad_query' })
  }
}

/** Answers a metric across entities, each part from its own rows. */
export const metricAnswer = async (
  parts: Parts,
  { metric: name, ...query }: Omit<AggregateQuery, 'measures'> & { readonly metric: string },
): Promise<AggregateAnswer> => {
  const { index } = parts
  const metric = index.model.metrics.find((one) => one.name === name || one.id === name)
  if (!metric) throw new HttpError(name, 404, { code: 'not_found' })
  const ask = (resource: string, part: AggregateQuery) => aggregateRows(parts, resource, part)
  return answerMetric({ index, ctx: await contextOf(parts), ask }, metric, query)
}

const pathsRead = (plan: Plan): readonly string[] => [
  ...plan.axes.map((axis) => axis.path),
  ...plan.base.flatMap(({ value, time }) => [...(value ? pathsOf(value) : []), time]),
]

const testsIn = (plan: Plan) => [
  ...plan.filters,
  ...plan.base.flatMap(({ where }) => (where ? [where] : [])),
]

/** The stand of today is the rows as they are; of an earlier day nothing is known. */
const presentOnly =
  (run: RunPart): RunPart =>
  (part) =>
    part.ctx.asOf !== undefined && part.ctx.asOf < part.plan.ctx.today
      ? Promise.resolve([])
      : run(part)

/** Goals with the code of their metric, of a backend that keeps both. */
const readGoals = async (parts: Parts, fits: Test): Promise<readonly Goal[]> => {
  const asked = { tests: [fits], paths: goalPaths }
  const { tables } = await parts.tables.read(resourcesBehind(parts.index, goals, asked))
  const ctx = await contextOf(parts)
  return (tables.get(goals) ?? []).flatMap((row) => {
    const scope = memoryScope(parts.index, tables, goals, row, ctx)
    if (row.archived === true || !matches(fits, scope, ctx)) return []
    const [code, ...values] = goalPaths.map((path) => scope.get(path) ?? null)
    const [kind, start, end, employee, department, target] = values
    return [
      {
        code,
        period_kind: kind,
        period_start: start,
        period_end: end,
        employee_id: employee,
        department_id: department,
        target: String(target),
      } as Goal,
    ] // by the model's own fields
  })
}

const goalPaths = ['metric.code', 'period_kind', 'period_start', 'period_end', 'employee_id', 'department_id', 'target'] // prettier-ignore

const titlesOf = async (
  { index, tables: reader, locale, ...parts }: Parts,
  resource: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const paths = titlePaths(titleTemplate(index, resource))
  const { tables } = await reader.read(resourcesBehind(index, resource, { paths }))
  const ctx = await contextOf({ index, tables: reader, locale, ...parts })
  const wanted = new Set(ids)
  const rows = (tables.get(resource) ?? []).filter(({ id }) => wanted.has(String(id)))
  return new Map(
    rows.map((row) => [String(row.id), titleOf(index, tables, resource, row, ctx, locale())]),
  )
}

const titleOf = (
  index: Parts['index'],
  tables: MemoryTables,
  resource: string,
  row: Readonly<Record<string, unknown>>,
  ctx: Parameters<typeof memoryScope>[4],
  locale: 'zh' | 'en',
): string => {
  const scope = memoryScope(index, tables, resource, row, ctx)
  return recordTitle(index, resource, (path) => scope.get(path), locale)
}
