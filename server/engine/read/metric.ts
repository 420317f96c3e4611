import type { AggregateAnswer, AggregateQuery } from '#model/language/definition.ts'
import { answerMetric as answer } from '#model/language/metric.ts'
import { Problem } from '../../problems.ts'
import type { Work } from '../work.ts'
import { aggregateRows, asProblem } from './aggregate.ts'

/**
 * Answers a metric that spans entities under the viewer's rights on each of them.
 *
 * Errors: `not_found` for an unknown metric, `bad_query` naming a dimension that one side lacks.
 */
export const answerMetric = async (
  work: Work,
  name: string,
  query: Omit<AggregateQuery, 'measures'>,
): Promise<AggregateAnswer> => {
  const { index } = work.engine
  const metric = index.model.metrics.find((one) => one.name === name || one.id === name)
  if (!metric)
    throw new Problem('not_found', {
      message: { zh: `没有指标“${name}”`, en: `There is no metric "${name}"` },
    })
  const asking = {
    index,
    ctx: work.ctx,
    ask: (resource: string, part: AggregateQuery) => aggregateRows(work, resource, part),
  }
  return answer(asking, metric, query).catch(asProblem)
}
