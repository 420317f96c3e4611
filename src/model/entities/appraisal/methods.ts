import { words } from '../../words.ts'

/** The five ways of being judged, in the order of the scheme's weights. */
export const methods = {
  data: words('业绩数据', 'Results'),
  supervisor: words('上级评价', 'Supervisor'),
  peer: words('同事评价', 'Peers'),
  customer: words('客户评价', 'Customers'),
  self: words('自我评价', 'Self'),
} as const
export type Method = keyof typeof methods
export const methodKeys = ['data', 'supervisor', 'peer', 'customer', 'self'] as const

/** What an indicator judges. */
export const dimensions = {
  performance: words('业绩', 'Performance'),
  customer: words('客户开发与维护', 'Customers'),
  collection: words('货款回收', 'Collection'),
  ability: words('业务能力', 'Ability'),
  attitude: words('工作态度', 'Attitude'),
  teamwork: words('团队协作', 'Teamwork'),
  innovation: words('创新能力', 'Innovation'),
} as const

export const cycleKinds = {
  month: words('月度', 'Monthly'),
  quarter: words('季度', 'Quarterly'),
  year: words('年度', 'Annual'),
} as const

export const grades = {
  excellent: { ...words('优秀', 'Excellent'), tone: 'good' },
  good: { ...words('良好', 'Good'), tone: 'good' },
  pass: { ...words('合格', 'Pass'), tone: 'neutral' },
  improve: { ...words('待改进', 'To improve'), tone: 'warn' },
  fail: { ...words('不合格', 'Fail'), tone: 'bad' },
} as const
export type Grade = keyof typeof grades

export const opinion = {
  type: 'longtext',
  required: true,
  label: words('意见', 'Opinion'),
} as const

/** States of a sheet in which its result is out: the person sees it, dashboards count it. */
export const resultStates = ['final', 'feedback_given', 'acknowledged', 'appealed'] as const

/**
 * Mean of the methods' scores by the scheme's weights. A method without a score leaves its weight to the others in
 * proportion, so that the supervisor's stays the largest.
 */
export const weightedMean = (
  score: (method: Method) => string,
  weight: (method: Method) => string,
): string => {
  const terms = methodKeys.map((method) => `coalesce(${score(method)} * ${weight(method)}, 0)`)
  const present = methodKeys.map((method) => `if(${score(method)} == null, 0, ${weight(method)})`)
  return `(${terms.join(' + ')}) / (${present.join(' + ')})`
}
