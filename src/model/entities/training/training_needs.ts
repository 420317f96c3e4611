import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { opinion } from '../appraisal/methods.ts'
import { trainingNeedsAccess } from './training_needs.access.ts'

/** What people lack, surveyed by each department or told by an appraisal, and what becomes of it. */
export const trainingNeeds = entity({
  name: 'training_needs',
  label: words('培训需求', 'Training needs'),
  module: 'training',
  tier: 'core',
  icon: 'school',
  clauses: ['P2 §7.1.1', 'P1 §3.5.4', 'P3 §5.1.1', 'P3 §6.4.3'],
  title: '{code} {period}',
  people: ['owner_id', 'employee_ids'],
  fields: {
    code: {
      type: 'serial',
      pattern: 'PX-{yyyy}-{seq3}',
      unique: true,
      search: true,
      label: words('编号', 'No.'),
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      required: true,
      default: '=owner.department_id',
      label: words('部门', 'Department'),
    },
    period: {
      type: 'text',
      required: true,
      search: true,
      max_length: 20,
      label: words('调研期', 'Period'),
      help: words('如 2026H2、2026M11', 'For example 2026H2 or 2026M11'),
    },
    employee_ids: {
      type: 'references',
      to: 'employees',
      label: words('涉及员工', 'Employees'),
    },
    skill_gap: {
      type: 'longtext',
      required: true,
      search: true,
      label: words('技能短板', 'Skills that are missing'),
      clauses: ['P2 §7.1.1'],
    },
    knowledge_need: {
      type: 'longtext',
      required: true,
      label: words('知识需求', 'Knowledge needed'),
      clauses: ['P2 §7.1.1'],
    },
    business_requirement: {
      type: 'longtext',
      label: words('业务新要求', 'New demands of the business'),
    },
    source: {
      type: 'enum',
      required: true,
      default: 'survey',
      options: {
        survey: words('需求调研', 'Survey'),
        appraisal: words('考核结果', 'Appraisal'),
        personal: words('个人申请', 'Own wish'),
        law: words('法规要求', 'Law'),
      },
      label: words('来源', 'Source'),
    },
    appraisal_id: {
      type: 'reference',
      to: 'appraisals',
      auto: true,
      readonly: true,
      visible: { source: 'appraisal' },
      label: words('依据考核', 'Appraisal it rests on'),
      clauses: ['P1 §3.5.4'],
    },
    priority: {
      type: 'enum',
      required: true,
      default: 'medium',
      options: {
        high: { ...words('高', 'High'), tone: 'bad' },
        medium: { ...words('中', 'Medium'), tone: 'warn' },
        low: { ...words('低', 'Low'), tone: 'neutral' },
      },
      label: words('优先级', 'Priority'),
    },
    submitted_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('提交日期', 'Submitted on'),
    },
  },
  workflow: {
    states: {
      draft: { ...words('草稿', 'Draft'), tone: 'neutral' },
      submitted: {
        ...words('已提交', 'Submitted'),
        tone: 'info',
        stamp: 'submitted_on',
        locks: ['department_id', 'period', 'source'],
      },
      planned: { ...words('已纳入计划', 'Planned'), tone: 'good', final: true, locks: ['*'] },
      declined: { ...words('不采纳', 'Declined'), tone: 'neutral', final: true, locks: ['*'] },
    },
    transitions: {
      submit: {
        from: ['draft'],
        to: 'submitted',
        by: ['owner', 'dept_manager'],
        label: words('提交', 'Submit'),
        fills: ['skill_gap', 'knowledge_need', 'business_requirement', 'employee_ids', 'priority'],
        require: ['skill_gap', 'knowledge_need'],
        effects: [
          {
            do: 'notify',
            to: { roles: ['hr'] },
            kind: 'info',
            title: words('培训需求 {code} 已提交', 'Training need {code} is submitted'),
          },
        ],
        clauses: ['P2 §7.1.1'],
      },
      plan: {
        from: ['submitted'],
        to: 'planned',
        by: ['hr'],
        label: words('纳入计划', 'Take into the plan'),
        tone: 'good',
        decision: true,
        step: 'hr_audit',
        clauses: ['P3 §5.1.1'],
      },
      decline: {
        from: ['submitted'],
        to: 'declined',
        by: ['hr'],
        label: words('不采纳', 'Decline'),
        tone: 'bad',
        decision: true,
        step: 'hr_audit',
        verdict: 'rejected',
        ask: { opinion },
        effects: [
          {
            do: 'notify',
            to: { fields: ['owner_id'] },
            kind: 'info',
            title: words('培训需求 {code} 不采纳', 'Training need {code} is declined'),
            body: words('{ask.opinion}', '{ask.opinion}'),
          },
        ],
        clauses: ['P2 §7.1.1'],
      },
    },
  },
  events: {
    create: [
      {
        do: 'notify',
        when: { appraisal_id: { $null: false } },
        to: { fields: ['owner_id'] },
        kind: 'reminder',
        title: words('请补充培训需求 {code}', 'Please complete training need {code}'),
        rule: 'R-123',
        clauses: ['P1 §3.5.4'],
      },
      {
        do: 'notify',
        when: { source: 'survey', skill_gap: null },
        to: { fields: ['owner_id'] },
        kind: 'reminder',
        title: words(
          '请完成 {period} 培训需求调研',
          'Please survey the training needs of {period}',
        ),
        rule: 'R-159',
        clauses: ['P2 §7.1.1'],
      },
    ],
  },
  access: trainingNeedsAccess,
  views: {
    list: {
      columns: ['code', 'period', 'department_id', 'source', 'employee_ids', 'skill_gap', 'priority', 'state'], // prettier-ignore
      filters: ['department_id', 'period', 'source', 'priority', 'state', 'submitted_on'],
      presets: {
        to_plan: { label: words('待纳入计划', 'To plan'), filter: { state: 'submitted' } },
        to_submit: {
          label: words('待我提交', 'For me to submit'),
          filter: { owner_id: '$me', state: 'draft' },
          waits: true,
        },
        from_appraisals: {
          label: words('来自考核', 'From appraisals'),
          filter: { source: 'appraisal' },
        },
      },
      sort: ['code', 'DESC'],
    },
    form: [
      {
        section: words('需求', 'Need'),
        fields: ['code', 'period', 'department_id', 'owner_id', 'source', 'appraisal_id', 'priority', 'employee_ids'], // prettier-ignore
      },
      {
        section: words('内容', 'Content'),
        fields: ['skill_gap', 'knowledge_need', 'business_requirement', 'submitted_on'],
      },
    ],
    related: [{ resource: 'approvals', by: 'target' }],
    board: 'state',
  },
  analytics: {
    time: 'submitted_on',
    dimensions: {
      department: { field: 'department_id', label: words('部门', 'Department') },
      source: { field: 'source' },
      priority: { field: 'priority' },
      state: { field: 'state' },
    },
    measures: {
      submitted: {
        agg: 'count',
        where: { state: ['submitted', 'planned', 'declined'] },
        label: words('已提交需求', 'Needs submitted'),
        format: 'integer',
      },
      planned: {
        agg: 'count',
        where: { state: 'planned' },
        label: words('已纳入计划', 'Taken into the plan'),
        format: 'integer',
        better: 'up',
      },
      covered: {
        id: 'M-1004',
        calc: '100 * planned / submitted',
        label: words('需求满足率', 'Needs covered'),
        help: words('已纳入计划 ÷ 已提交的需求', 'Taken into the plan ÷ submitted'),
        format: 'percent',
        better: 'up',
        clauses: ['P2 §7.1.1'],
      },
    },
  },
})
