import type { Effect, Predicate } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { resultStates } from './methods.ts'

const nextMonth = "=date(concat(slice(concat(add_months(today(), 1)), 0, 7), '-01'))"

/** A proposal for each sheet of the cycle that matches; somebody decides on every one of them. */
const propose = (
  kind: string,
  where: Predicate,
  reason: string,
  rule: string,
  values: Readonly<Record<string, unknown>> = {},
): Effect => ({
  do: 'create',
  resource: 'personnel_actions',
  each: {
    of: 'appraisals',
    where: { cycle_id: '=id', state: [...resultStates], ...where },
  },
  values: {
    employee_id: '=each.employee_id',
    department_id: '=each.department_id',
    kind,
    appraisal_id: '=each.id',
    from_position_id: '=each.position_id',
    effective_on: nextMonth,
    reason: `=concat('${reason}：', each.code)`,
    ...values,
  },
  unless: { appraisal_id: '=each.id', kind },
  rule,
  clauses: ['P0 §4.4', 'P1 §3.5.4', 'P3 §6.4'],
})

const factor = { factor: '=each.pay_factor' }
const often: Predicate = {
  excellent_streak: { $gte: "=param('appraisal.promote_excellent_count')" },
}

/** Sheets of the cycle whose number of a metric reaches a bound. */
const reward = (metric: string, where: Predicate, reason: string): Effect => ({
  do: 'create',
  resource: 'rewards',
  each: [
    { of: 'appraisals', where: { cycle_id: '=id', state: [...resultStates] } },
    { of: 'appraisal_items', where: { appraisal_id: '=each.id', metric_code: metric, ...where } },
  ],
  values: {
    employee_id: '=outer.employee_id',
    department_id: '=outer.department_id',
    kind: 'performance',
    form: ['certificate'],
    reason: `=concat('${reason}：', outer.code)`,
    evidence_appraisal_id: '=outer.id',
    evidence_item_id: '=each.id',
  },
  unless: { evidence_item_id: '=each.id' },
  rule: 'R-173',
  clauses: ['P3 §7.1.1', 'P0 §4.4'],
})

/** What the close of a cycle proposes: pay, bonus, promotion, warning, training, rewards. */
export const consequences: readonly Effect[] = [
  propose('pay_up', { pay_factor: { $gt: 1 } }, '考核等级绩效上浮', 'R-121', factor),
  propose('pay_down', { pay_factor: { $lt: 1 } }, '考核等级绩效下浮', 'R-121', factor),
  propose('bonus', { grade: 'excellent' }, '考核优秀', 'R-121', factor),
  propose('promotion', { grade: 'excellent', ...often }, '连续考核优秀', 'R-122'),
  propose('raise', { grade: 'excellent', ...often }, '连续考核优秀', 'R-122'),
  propose('warning', { grade: 'fail' }, '考核不合格', 'R-122'),
  propose('demotion', { grade: 'fail' }, '考核不合格', 'R-122'),
  propose('transfer', { grade: 'fail' }, '考核不合格', 'R-122'),
  propose('training', { grade: ['improve', 'fail'] }, '考核待提高', 'R-123'),
  {
    do: 'create',
    resource: 'training_needs',
    each: {
      of: 'appraisals',
      where: { cycle_id: '=id', state: [...resultStates], grade: ['improve', 'fail'] },
    },
    values: {
      owner_id: '=each.supervisor_id',
      department_id: '=each.department_id',
      period: '=slice(code, 4, 10)',
      employee_ids: ['=each.employee_id'],
      skill_gap: "=concat('考核待提高：', each.code)",
      knowledge_need: '按考核反馈的改进建议补足',
      source: 'appraisal',
      appraisal_id: '=each.id',
      priority: 'high',
    },
    unless: { appraisal_id: '=each.id' },
    rule: 'R-123',
    clauses: ['P1 §3.5.4', 'P3 §6.4.3'],
  },
  reward('M-101', { achievement: { $gte: "=param('reward.sales_achv')" } }, '达成销售目标'),
  reward('M-203', { actual: { $gte: "=param('reward.collection_rate')" } }, '回款及时'),
  reward(
    'M-415',
    { actual: { $gt: 0 }, top_percent: { $lt: "=param('reward.new_customers_top')" } },
    '新客户开发突出',
  ),
  {
    do: 'notify',
    to: { roles: ['hr'] },
    kind: 'info',
    title: words(
      '考核周期 {code} 已结束，请核实结果应用建议',
      'Appraisal cycle {code} is closed: check the proposals',
    ),
    rule: 'R-122',
  },
]
