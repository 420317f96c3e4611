const opinion = {
  type: 'longtext',
  required: true,
  label: { zh: '意见', en: 'Opinion' },
} as const

const told = {
  do: 'notify',
  to: { fields: ['employee_id'] },
  kind: 'info',
  title: { zh: '工作目标 {code} 已生效', en: 'Work goal {code} is effective' },
} as const

/** Submitted by the head; company and department goals approved, personal ones acknowledged. */
export const workGoalsWorkflow = {
  states: {
    draft: { zh: '草稿', en: 'Draft', tone: 'neutral' },
    submitted: {
      zh: '待批',
      en: 'Submitted',
      tone: 'info',
      stamp: 'submitted_on',
      locks: ['*'],
    },
    effective: {
      zh: '生效',
      en: 'Effective',
      tone: 'good',
      locks: [
        'kind',
        'level',
        'position_id',
        'department_id',
        'employee_id',
        'parent_id',
        'period_kind',
        'period',
        'metric_id',
      ],
    },
    closed: { zh: '已结束', en: 'Closed', tone: 'neutral', final: true, locks: ['*'] },
  },
  transitions: {
    submit: {
      from: ['draft'],
      to: 'submitted',
      by: ['dept_manager', 'executive'],
      label: { zh: '提交', en: 'Submit' },
      guards: [
        {
          rule: 'R-138',
          check:
            "kind != 'target' or level == 'employee' or level == 'position' or children_target >= target",
          warn: true,
          message: {
            zh: '下级目标合计低于本目标',
            en: 'The goals below do not add up to this target',
          },
          clauses: ['P2 §3.1.2'],
        },
        {
          rule: 'R-138',
          check: "kind != 'target' or parent_id == null or parent.children_target >= parent.target",
          warn: true,
          message: {
            zh: '同级目标合计低于上级目标',
            en: 'The goals of this level do not add up to the parent target',
          },
          clauses: ['P2 §3.1.2'],
        },
      ],
      effects: [
        {
          do: 'notify',
          when: { level: ['company', 'department'] },
          to: { roles: ['executive'] },
          kind: 'approval',
          title: { zh: '工作目标 {code} 待批', en: 'Work goal {code} to approve' },
        },
        {
          do: 'notify',
          when: { level: 'employee' },
          to: { fields: ['employee_id'] },
          kind: 'approval',
          title: { zh: '请确认工作目标 {code}', en: 'Please confirm work goal {code}' },
        },
      ],
      clauses: ['P2 §3.1.2'],
    },
    approve: {
      from: ['submitted'],
      to: 'effective',
      by: ['executive'],
      label: { zh: '批准生效', en: 'Approve' },
      tone: 'good',
      decision: true,
      step: 'executive_approval',
      when: { level: ['company', 'department'] },
      effects: [told],
      clauses: ['P2 §3.1.2'],
    },
    acknowledge: {
      from: ['submitted'],
      to: 'effective',
      by: ['employee'],
      label: { zh: '确认', en: 'Acknowledge' },
      tone: 'good',
      when: { level: ['position', 'employee'] },
      effects: [told],
      clauses: ['P2 §3.1.2'],
    },
    take_effect: {
      from: ['submitted'],
      to: 'effective',
      by: ['system'],
      label: { zh: '到期自动生效', en: 'Take effect' },
      when: `(level == 'position' or level == 'employee')
        and today() > add_working_days(submitted_on, param('goals.acknowledge_wd'))`,
      effects: [told],
      clauses: ['P2 §3.1.2'],
    },
    return: {
      from: ['submitted'],
      to: 'draft',
      by: ['executive'],
      label: { zh: '退回', en: 'Return' },
      tone: 'warn',
      decision: true,
      step: 'executive_approval',
      verdict: 'returned',
      when: { level: ['company', 'department'] },
      ask: { opinion },
      clauses: ['P2 §3.1.2'],
    },
    object: {
      from: ['submitted'],
      to: 'draft',
      by: ['employee'],
      label: { zh: '提出异议', en: 'Object' },
      tone: 'warn',
      when: { level: ['position', 'employee'] },
      ask: { opinion },
      clauses: ['P2 §3.1.2'],
    },
    close: {
      from: ['effective'],
      to: 'closed',
      by: ['system'],
      label: { zh: '结束', en: 'Close' },
      when: 'period_end < today()',
      clauses: ['P2 §3.1.2'],
    },
  },
} as const
