import type { Condition, Effect, Loop, Predicate, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { consequences } from './consequences.ts'
import { opinion } from './methods.ts'

const sheets = (where: Record<string, unknown>): Condition => ({
  $some: { of: 'appraisals', by: 'cycle_id', where },
})
const noSheets = (state: readonly string[]): Condition => ({ $not: sheets({ state }) })

const allScored = noSheets(['self_pending', 'self_submitted'])

/** A sheet for every active employee whose family has a scheme of the cycle; the head of the company has no superior to score it. */
const openSheets: Effect = {
  do: 'create',
  resource: 'appraisals',
  each: [
    'scheme_ids',
    {
      of: 'employees',
      where: {
        state: 'active',
        supervisor_id: { $null: false },
        hire_date: { $lte: '=period_end' },
        'position.family': '=each.family',
      },
    },
  ],
  values: {
    cycle_id: '=id',
    employee_id: '=each.id',
    scheme_id: '=outer.id',
    supervisor_id: '=each.supervisor_id',
  },
  unless: { cycle_id: '=id', employee_id: '=each.id' },
  rule: 'R-114',
  clauses: ['P0 §4.2', 'P1 §3.5.2'],
}

const own = (where: Predicate = {}): Loop => ({
  of: 'appraisals',
  where: { cycle_id: '=id', is_built: false, ...where },
})

const sheetOf = (method: 'data' | 'customer' | 'supervisor', each: Loop): Effect => ({
  do: 'create',
  resource: 'appraisal_scores',
  each,
  values: {
    appraisal_id: '=each.id',
    method,
    ...(method === 'supervisor' && { rater_id: '=each.supervisor_id' }),
  },
  unless: { appraisal_id: '=each.id', method, state: { $ne: 'void' } },
  ...(method === 'data' && { rule: 'R-124' }),
  clauses: ['P0 §4.3'],
})

/** A sheet of the numbers, of customers, of the supervisor and of as many peers as the scheme asks. */
const openScores: readonly Effect[] = [
  sheetOf('data', own({ data_items: { $gt: 0 } })),
  sheetOf('customer', own({ customer_items: { $gt: 0 } })),
  sheetOf('supervisor', own()),
  {
    do: 'create',
    resource: 'appraisal_scores',
    each: [
      own({ peer_items: { $gt: 0 } }),
      {
        of: 'employees',
        where: {
          state: 'active',
          department_id: '=each.department_id',
          id: { $nin: ['=each.employee_id', '=each.supervisor_id'] },
        },
        shuffle: 'each.code',
        limit: '=each.peer_count',
      },
    ],
    values: { appraisal_id: '=outer.id', method: 'peer', rater_id: '=each.id' },
    unless: { appraisal_id: '=outer.id', method: 'peer', rater_id: '=each.id' },
    clauses: ['P0 §4.3'],
  },
]

const collect = {
  to: 'hr_audit',
  label: words('汇总审核', 'Collect for audit'),
  effects: [
    {
      do: 'notify',
      to: { roles: ['hr'] },
      kind: 'approval',
      title: words('考核周期 {code} 待审核', 'Appraisal cycle {code} to audit'),
    },
  ],
  clauses: ['P1 §3.5.3'],
} as const

/** Planned, self-review, scoring, audit by HR, approval by a leader, feedback, closed. */
export const appraisalCyclesWorkflow = {
  states: {
    planned: { ...words('计划', 'Planned'), tone: 'neutral' },
    self_review: { ...words('自评', 'Self-review'), tone: 'info', locks: ['scheme_ids'] },
    scoring: { ...words('评分', 'Scoring'), tone: 'info', locks: ['scheme_ids'] },
    hr_audit: { ...words('人力审核', 'Audit'), tone: 'info', locks: ['scheme_ids'] },
    approving: { ...words('领导审批', 'Approval'), tone: 'info', locks: ['scheme_ids'] },
    feedback: { ...words('反馈', 'Feedback'), tone: 'good', locks: ['*'] },
    closed: { ...words('已结束', 'Closed'), tone: 'neutral', final: true, locks: ['*'] },
  },
  transitions: {
    start: {
      from: ['planned'],
      to: 'self_review',
      by: ['system', 'hr'],
      label: words('启动', 'Start'),
      when: "today() >= add_days(period_end, -param('appraisal.lead_days'))",
      effects: [openSheets],
      clauses: ['P1 §3.5.3'],
    },
    open_scoring: {
      from: ['self_review'],
      to: 'scoring',
      by: ['system', 'hr'],
      label: words('进入评分', 'Open scoring'),
      when: 'self_due < today()',
      effects: [...openScores],
      clauses: ['P1 §3.5.3', 'P0 §4.3'],
    },
    collect: { ...collect, from: ['scoring'], by: ['system', 'hr'], when: { $and: [allScored, { returned_on: null }] } }, // prettier-ignore
    collect_again: { ...collect, from: ['scoring'], by: ['hr'], when: { $and: [allScored, { returned_on: { $null: false } }] } }, // prettier-ignore
    reopen_scoring: {
      from: ['hr_audit'],
      to: 'scoring',
      by: ['hr'],
      label: words('退回评分', 'Return to scoring'),
      tone: 'warn',
      ask: { opinion },
      effects: [{ do: 'set', values: { returned_on: '$today' } }],
      clauses: ['P1 §3.5.3'],
    },
    send_up: {
      from: ['hr_audit'],
      to: 'approving',
      by: ['hr'],
      label: words('送批', 'Send for approval'),
      guards: [
        {
          rule: 'R-118',
          check: { $not: sheets({ state: ['self_pending', 'self_submitted', 'scored'] }) },
          message: words('仍有考核表未审核', 'A sheet is not audited yet'),
          clauses: ['P1 §3.5.3'],
        },
      ],
      effects: [
        {
          do: 'notify',
          to: { roles: ['executive'] },
          kind: 'approval',
          title: words('考核周期 {code} 待审批', 'Appraisal cycle {code} to approve'),
        },
      ],
      clauses: ['P1 §3.5.3'],
    },
    return: {
      from: ['approving'],
      to: 'hr_audit',
      by: ['executive'],
      label: words('退回', 'Return'),
      tone: 'warn',
      decision: true,
      step: 'executive_approval',
      verdict: 'returned',
      ask: { opinion },
      clauses: ['P1 §3.5.3'],
    },
    approve: {
      from: ['approving'],
      to: 'feedback',
      by: ['executive'],
      label: words('批准', 'Approve'),
      tone: 'good',
      decision: true,
      step: 'executive_approval',
      effects: [
        {
          do: 'transition',
          name: 'approve',
          on: { of: 'appraisals', by: 'cycle_id', where: { state: 'audited' } },
          else: 'refuse',
          rule: 'R-118',
        },
      ],
      clauses: ['P1 §3.5.3'],
    },
    close: {
      from: ['feedback'],
      to: 'closed',
      by: ['hr'],
      label: words('结束', 'Close'),
      guards: [
        {
          rule: 'R-119',
          check: {
            $or: ['feedback_due < today()', noSheets(['final', 'feedback_given', 'appealed'])],
          },
          message: words(
            '仍有员工未确认，且反馈期限未过',
            'Somebody has not acknowledged yet and feedback is not over',
          ),
          clauses: ['P0 §4.3'],
        },
      ],
      effects: consequences,
      clauses: ['P0 §4.4', 'P1 §3.5.4'],
    },
  },
} as const satisfies Workflow
