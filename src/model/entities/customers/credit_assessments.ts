import { entity } from '../../language/definition.ts'
import type { Effect } from '../../language/definition.ts'
import { creditAssessmentsAccess } from './credit_assessments.access.ts'

const opinion = {
  type: 'longtext',
  label: { zh: '意见', en: 'Opinion' },
} as const

const onApproval: readonly Effect[] = [
  {
    do: 'set',
    values: { valid_until: "=add_months(assessed_on, param('credit.valid_months'))" },
    rule: 'R-035',
  },
  {
    do: 'set',
    on: 'customer',
    values: { credit_grade: '=grade', credit_limit: '=proposed_limit' },
    rule: 'R-035',
    clauses: ['P0 §5.2'],
  },
  {
    do: 'notify',
    to: { fields: ['owner_id', 'customer.owner_id'] },
    kind: 'info',
    title: {
      zh: '{customer.name} 的信用评估已批准',
      en: 'The credit assessment of {customer.name} is approved',
    },
  },
]

/** Scored assessment that grants a customer its credit grade and limit for a time. */
export const creditAssessments = entity({
  name: 'credit_assessments',
  label: { zh: '客户信用评估', en: 'Credit assessments' },
  module: 'customers',
  tier: 'core',
  icon: 'verified_user',
  clauses: ['P0 §5.2', 'P2 §5.2.2', 'P3 §3.3.3'],
  title: '{customer.name} {assessed_on}',
  fields: {
    customer_id: {
      type: 'reference',
      to: 'customers',
      required: true,
      label: { zh: '客户', en: 'Customer' },
    },
    assessed_on: {
      type: 'date',
      required: true,
      default: '$today',
      max: '$today',
      label: { zh: '评估日期', en: 'Assessed on' },
    },
    payment_history_score: {
      type: 'integer',
      required: true,
      min: 0,
      max: 100,
      label: { zh: '付款记录', en: 'Payment history' },
      help: { zh: '可参考按时回款率', en: 'The on-time rate of payments is a good start' },
    },
    financial_score: {
      type: 'integer',
      required: true,
      min: 0,
      max: 100,
      label: { zh: '财务状况', en: 'Financial position' },
    },
    business_score: {
      type: 'integer',
      required: true,
      min: 0,
      max: 100,
      label: { zh: '经营状况', en: 'Business' },
    },
    cooperation_score: {
      type: 'integer',
      required: true,
      min: 0,
      max: 100,
      label: { zh: '合作情况', en: 'Cooperation' },
    },
    total_score: {
      type: 'decimal',
      scale: 2,
      formula: `(payment_history_score * param('credit.weights', 'payment_history')
        + financial_score * param('credit.weights', 'financial')
        + business_score * param('credit.weights', 'business')
        + cooperation_score * param('credit.weights', 'cooperation')) / 100`,
      label: { zh: '总分', en: 'Total score' },
      help: { zh: '默认权重 40/25/20/15', en: 'Weights 40/25/20/15 by default' },
      clauses: ['P0 §5.2'],
    },
    grade: {
      type: 'enum',
      band: {
        of: 'total_score',
        keys: [
          { key: 'A', from: "param('credit.grade_bounds', 'A')" },
          { key: 'B', from: "param('credit.grade_bounds', 'B')" },
          { key: 'C', from: "param('credit.grade_bounds', 'C')" },
          { key: 'D' },
        ],
      },
      options: {
        A: { zh: 'A', en: 'A', tone: 'good' },
        B: { zh: 'B', en: 'B', tone: 'info' },
        C: { zh: 'C', en: 'C', tone: 'warn' },
        D: { zh: 'D', en: 'D', tone: 'bad' },
      },
      label: { zh: '信用等级', en: 'Grade' },
      help: {
        zh: '默认 A ≥85，B ≥70，C ≥55，其余 D',
        en: 'A from 85, B from 70, C from 55, else D',
      },
      clauses: ['P0 §5.2'],
    },
    proposed_limit: {
      type: 'money',
      required: true,
      min: 0,
      confidential: true,
      label: { zh: '建议额度', en: 'Proposed limit' },
    },
    valid_until: {
      type: 'date',
      auto: true,
      readonly: true,
      label: { zh: '有效期', en: 'Valid until' },
      clauses: ['P0 §5.2'],
    },
    comment: { type: 'longtext', required: true, label: { zh: '说明', en: 'Comment' } },
  },
  workflow: {
    states: {
      draft: { zh: '草稿', en: 'Draft', tone: 'neutral' },
      submitted: { zh: '待批', en: 'Submitted', tone: 'info', locks: ['*'] },
      approved: { zh: '生效', en: 'Approved', tone: 'good', locks: ['*'] },
      expired: { zh: '失效', en: 'Expired', tone: 'warn', final: true, locks: ['*'] },
    },
    transitions: {
      submit: {
        from: ['draft'],
        to: 'submitted',
        by: ['owner'],
        label: { zh: '提交', en: 'Submit' },
        effects: [
          {
            do: 'notify',
            to: { roles: ['finance'] },
            kind: 'approval',
            title: {
              zh: '信用评估待批：{customer.name}',
              en: 'Credit assessment to decide: {customer.name}',
            },
            rule: 'R-035',
          },
        ],
        clauses: ['P0 §5.2'],
      },
      approve: {
        from: ['submitted'],
        to: 'approved',
        by: ['finance', 'executive'],
        label: { zh: '批准', en: 'Approve' },
        tone: 'good',
        decision: true,
        step: 'manager_approval',
        ask: { opinion },
        guards: [
          {
            rule: 'R-035',
            check: "proposed_limit <= param('credit.executive_limit')",
            message: {
              zh: '超过领导审批额度，须由公司领导批准',
              en: 'Above the limit that only a company leader may approve',
            },
            clauses: ['P0 §5.2', 'P2 §3.1.4'],
          },
        ],
        effects: onApproval,
        clauses: ['P0 §5.2'],
      },
      approve_large: {
        from: ['submitted'],
        to: 'approved',
        by: ['executive'],
        label: { zh: '批准大额', en: 'Approve large limit' },
        tone: 'good',
        decision: true,
        step: 'executive_approval',
        ask: { opinion },
        when: "proposed_limit > param('credit.executive_limit')",
        effects: onApproval,
        clauses: ['P0 §5.2', 'P2 §3.1.4'],
      },
      return: {
        from: ['submitted'],
        to: 'draft',
        by: ['finance'],
        label: { zh: '退回', en: 'Return' },
        tone: 'warn',
        decision: true,
        step: 'manager_approval',
        verdict: 'returned',
        ask: { opinion: { ...opinion, required: true } },
        effects: [
          {
            do: 'notify',
            to: { fields: ['owner_id'] },
            kind: 'info',
            title: {
              zh: '信用评估被退回：{customer.name}',
              en: 'Credit assessment returned: {customer.name}',
            },
            body: { zh: '{ask.opinion}', en: '{ask.opinion}' },
          },
        ],
        clauses: ['P0 §5.2'],
      },
      expire: {
        from: ['approved'],
        to: 'expired',
        by: ['system'],
        label: { zh: '失效', en: 'Expire' },
        when: 'valid_until < today()',
        effects: [
          {
            do: 'notify',
            to: { fields: ['owner_id', 'customer.owner_id'] },
            kind: 'reminder',
            level: 'yellow',
            title: {
              zh: '{customer.name} 的信用评估已失效，请重新评估',
              en: 'The credit assessment of {customer.name} has expired: assess again',
            },
            rule: 'R-035',
          },
        ],
        clauses: ['P0 §5.2'],
      },
    },
  },
  schedule: [
    {
      id: 'credit-expiring',
      label: { zh: '信用评估到期提醒', en: 'Remind of an expiring assessment' },
      every: 'daily',
      where:
        "state == 'approved' and days_between(today(), valid_until) <= param('credit.expiry_notice_days')",
      effects: [
        {
          do: 'notify',
          to: { fields: ['owner_id', 'customer.owner_id'] },
          kind: 'reminder',
          title: {
            zh: '{customer.name} 的信用评估将于 {valid_until} 到期',
            en: 'The credit assessment of {customer.name} ends on {valid_until}',
          },
        },
      ],
      rule: 'R-035',
      clauses: ['P0 §5.2', 'P2 §5.2.2'],
    },
  ],
  access: creditAssessmentsAccess,
  views: {
    list: {
      columns: [
        'customer_id',
        'assessed_on',
        'total_score',
        'grade',
        'proposed_limit',
        'valid_until',
        'owner_id',
        'state',
      ],
      filters: ['customer_id', 'grade', 'state', 'valid_until', 'owner_id'],
      presets: {
        to_decide: {
          label: { zh: '待批', en: 'To decide' },
          filter: { state: 'submitted' },
        },
        expiring: {
          label: { zh: '即将到期', en: 'Expiring' },
          filter: { state: 'approved', valid_until: { $lte: '$today+30d' } },
          sort: ['valid_until', 'ASC'],
        },
        grade_d: {
          label: { zh: 'D 级', en: 'Grade D' },
          filter: { grade: 'D', state: 'approved' },
        },
      },
      sort: ['assessed_on', 'DESC'],
    },
    form: [
      {
        section: { zh: '评估', en: 'Assessment' },
        fields: [
          'customer_id',
          'assessed_on',
          'payment_history_score',
          'financial_score',
          'business_score',
          'cooperation_score',
          'total_score',
          'grade',
        ],
      },
      {
        section: { zh: '额度与有效期', en: 'Limit and validity' },
        fields: ['proposed_limit', 'valid_until', 'comment'],
      },
    ],
    related: [{ resource: 'approvals', by: 'target' }],
  },
  analytics: {
    time: 'assessed_on',
    dimensions: {
      customer: { field: 'customer_id' },
      grade: { field: 'grade' },
      state: { field: 'state' },
      owner: { field: 'owner_id' },
    },
    measures: {
      count: { agg: 'count', label: { zh: '评估数', en: 'Assessments' }, format: 'integer' },
      average_score: {
        agg: 'avg',
        field: 'total_score',
        label: { zh: '平均分', en: 'Average score' },
        format: 'decimal',
        better: 'up',
      },
    },
  },
})
