import type { Parameter } from '../language/definition.ts'

/** Parameters of research and development. */
export const developmentParameters: readonly Parameter[] = [
  {
    key: 'rd.required_test_kinds',
    label: { zh: '上线必需测试类型', en: 'Kinds of test required' },
    module: 'development',
    type: 'list',
    default: ['function', 'performance', 'security'],
    rules: ['R-108'],
    clauses: ['P2 §2.4.2'],
  },
  {
    key: 'rd.monitor_days',
    label: { zh: '上线监控天数', en: 'Monitoring after launch' },
    module: 'development',
    type: 'integer',
    default: 30,
    min: 1,
    max: 365,
    unit: { zh: '天', en: 'days' },
    rules: ['R-109'],
    clauses: ['P2 §2.4.3'],
  },
]
