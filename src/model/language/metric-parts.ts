import { parseFormula, pathsOf } from './formula.ts'

/** Measures of one entity that a metric across entities is calculated from. */
export type MetricPart = { readonly resource: string; readonly measures: readonly string[] }

/**
 * Lists the parts of a metric across entities, in the order of its formula.
 *
 * @example metricParts('100 * complaints.valid / orders.delivered') // complaints: valid; orders: delivered
 */
export const metricParts = (calc: string): readonly MetricPart[] => {
  const paths = pathsOf(parseFormula(calc)).filter((path) => path.includes('.'))
  const byResource = Map.groupBy(paths, (path) => path.slice(0, path.indexOf('.')))
  return [...byResource].map(([resource, found]) => ({
    resource,
    measures: [...new Set(found.map((path) => path.slice(path.indexOf('.') + 1)))],
  }))
}
