import type { Effect } from '../../language/definition.ts'

/**
 * Takes the numbers of a sheet from the metrics of the dashboards, with the records behind each, and scores them; what
 * somebody put right by hand stays. The target is that of the person's work goals, or the fixed one of the scheme.
 *
 * `by` links the items to the record at hand, `sheet` leads from it to the appraisal (`''` = it is the appraisal).
 */
export const measureSheet = (by: string, sheet: '' | 'appraisal.'): readonly Effect[] => {
  const where = { metric_code: { $null: false }, override_reason: null }
  const numbers = {
    do: 'measure',
    metric: '=each.metric_code',
    range: { from: `=${sheet}period_start`, to: `=${sheet}period_end` },
    about: { employee: `=${sheet}employee_id`, department: `=${sheet}department_id` },
    rule: 'R-124',
    clauses: ['P0 §4.3'],
  } as const
  return [
    {
      ...numbers,
      on: { of: 'appraisal_items', by, where: { ...where, target_source: 'goal' } },
      into: { value: 'actual', target: 'target', source: 'source' },
    },
    {
      ...numbers,
      on: { of: 'appraisal_items', by, where: { ...where, target_source: 'fixed' } },
      into: { value: 'actual', source: 'source' },
    },
    {
      do: 'set',
      on: {
        of: 'appraisal_items',
        by,
        where: {
          $and: [
            { ...where, 'indicator.scoring_rule': { $ne: 'manual' } },
            // What is adjusted without a reason stays for the rule to refuse.
            'measured_score == null or data_score == measured_score',
          ],
        },
      },
      values: { data_score: '=each.computed_score', measured_score: '=each.computed_score' },
      rule: 'R-124',
      clauses: ['P0 §4.3'],
    },
  ]
}
