import type { Parameter } from '../language/definition.ts'

/** Parameters of production and logistics. */
export const productionParameters: readonly Parameter[] = [
  {
    key: 'quality.process_checks_min',
    label: { zh: '每个生产计划最少过程检验次数', en: 'In-process inspections a plan, at least' },
    module: 'production',
    type: 'integer',
    default: 1,
    min: 0,
    max: 100,
    unit: { zh: '次', en: 'inspections' },
    rules: ['R-055'],
    clauses: ['P3 §3.2.5'],
  },
  {
    key: 'logistics.grace_days',
    label: { zh: '物流延误宽限', en: 'Grace of late shipments' },
    module: 'production',
    type: 'integer',
    default: 0,
    min: 0,
    max: 30,
    unit: { zh: '天', en: 'days' },
    rules: ['R-057'],
    clauses: ['P1 §2.6.3', 'P3 §3.2.7'],
  },
]
