import { fieldAccess } from '#model/language/access.ts'
import { answerAggregate, type Answering } from '#model/language/aggregate.ts'
import {
  isGlobal,
  planAggregate,
  QueryError,
  type BaseMeasure,
  type Plan,
} from '#model/language/aggregate-plan.ts'
import type { AggregateAnswer, AggregateQuery } from '#model/language/definition.ts'
import { targetsOf } from '#model/language/targets.ts'
import { pathsOf } from '#model/language/formula.ts'
import { formulasIn, testPaths } from '#model/language/predicate.ts'
import { resolvePath } from '#model/language/resources.ts'
import { Problem } from '../../problems.ts'
import { sqlEngine } from '../../sql/aggregate.ts'
import { maskedCompile, openCompile, verbTest } from '../compile.ts'
import { filterTest, queryProblem } from './query.ts'
import { goalsOfViewer, goalsReader } from './targets.ts'
import { titlesOf } from './titles.ts'
import { resourceOf, type Work } from '../work.ts'

/**
 * Answers a metric query under the viewer's rights: rows by the list's scope, fields by their masks.
 *
 * Errors: `forbidden` for a resource or field that the viewer may not read anywhere, `bad_query` with the
 * part of the query otherwise.
 */
export const aggregateRows = async (
  work: Work,
  name: string,
  query: AggregateQuery,
): Promise<AggregateAnswer> => {
  const resource = resourceOf(work.engine, name)
  const scope = verbTest(work, name, 'read')
  if (scope.k === 'constant' && !scope.value) throw new Problem('forbidden')
  if (query.filter) filterTest(work, resource, query.filter)
  const plan = planned(work, name, query)
  refuseHidden(work, plan)
  const mine = scope.k === 'constant' ? null : goalsOfViewer(resource, work.who)
  const answering: Answering = {
    run: sqlEngine({
      kysely: work.db,
      compile: (ctx, isGlobal) => ({ ...(isGlobal ? openCompile : maskedCompile)(work), ctx }),
      scope,
    }),
    engine: 'sql',
    scope: mine ? 'restricted' : 'all',
    locale: work.who.locale,
    titles: (of, ids) => titlesOf(work, of, ids),
    targets: (of, slice) => targetsOf(of, slice, goalsReader(work, of), mine),
  }
  return queryProblem(() => answerAggregate(plan, answering).catch(asProblem))
}

/** Says what is wrong with a query as a problem of the caller. */
export const asProblem = (error: unknown): never => {
  if (!(error instanceof QueryError)) throw error
  const { path, label } = error
  throw new Problem('bad_query', {
    message: { zh: `查询的 ${path}：${label.zh}`, en: `query at ${path}: ${label.en}` },
    details: { at: path },
  })
}

const planned = (work: Work, name: string, query: AggregateQuery): Plan => {
  try {
    return planAggregate(work.engine.index, name, query, work.ctx)
  } catch (error) {
    return asProblem(error)
  }
}

const pathsOfMeasure = ({ value, where }: BaseMeasure): readonly string[] => [
  ...(value ? pathsOf(value) : []),
  ...(where ? [...testPaths(where), ...formulasIn(where).flatMap(pathsOf)] : []),
]

/**
 * Paths that the measures and dimensions of a plan read; filters are masked row by row instead. A comparison
 * over everybody's rows is open to whoever reads any row: its fixed cells and least group protect the people.
 */
const pathsRead = (plan: Plan): readonly string[] => {
  const own = plan.base.filter((measure) => !isGlobal(measure))
  return own.length === 0
    ? []
    : [...plan.axes.map((axis) => axis.path), ...own.flatMap(pathsOfMeasure)]
}

/** A number made of what nobody shows this viewer is refused, not answered as nothing. */
const refuseHidden = (work: Work, plan: Plan): void => {
  if (work.sudo) return
  const { index } = work.engine
  for (const path of pathsRead(plan)) {
    const found = resolvePath(index, plan.resource.name, path)
    if (!found || fieldAccess(index, found.resource.name, found.name, work.viewer) !== false)
      continue
    throw new Problem('forbidden', {
      message: {
        zh: `您无权查看“${found.field.label.zh}”，因此不能统计它`,
        en: `You may not see "${found.field.label.en}", so no number is made of it`,
      },
    })
  }
}
