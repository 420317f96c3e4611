import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { innovationProposalsAccess } from './innovation_proposals.access.ts'
import { innovationProposalsAnalytics } from './innovation_proposals.analytics.ts'
import { innovationProposalsWorkflow } from './innovation_proposals.workflow.ts'

const undecided = { state: ['submitted', 'evaluating'] } as const

/** Ideas and improvements of the staff: evaluated in time, rewarded when they pay, made known to everybody. */
export const innovationProposals = entity({
  name: 'innovation_proposals',
  label: words('创新与改进提案', 'Innovation proposals'),
  module: 'people',
  tier: 'support',
  icon: 'lightbulb',
  clauses: ['P0 §3.4', 'P0 §4.1', 'P0 §4.4', 'P2 §3.2.2', 'P3 §7.1.2'],
  title: '{code} {title}',
  people: ['owner_id', 'proposer_ids'],
  fields: {
    code: {
      type: 'serial',
      pattern: 'CX-{yyyy}-{seq3}',
      unique: true,
      search: true,
      label: words('编号', 'No.'),
    },
    title: {
      type: 'text',
      required: true,
      search: true,
      max_length: 200,
      label: words('标题', 'Title'),
    },
    kind: {
      type: 'enum',
      required: true,
      options: {
        idea: words('业务想法', 'Idea'),
        solution: words('解决方案', 'Solution'),
        process: words('流程改进', 'Process improvement'),
      },
      label: words('类型', 'Kind'),
      clauses: ['P0 §3.4', 'P2 §3.2.2'],
    },
    owner_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      default: '$me',
      label: words('主提案人', 'Lead proposer'),
      help: words('提案数计入主提案人', 'The proposal counts for the lead proposer'),
    },
    proposer_ids: {
      type: 'references',
      to: 'employees',
      required: true,
      where: { state: 'active' },
      label: words('提案人', 'Proposers'),
    },
    content: { type: 'longtext', required: true, search: true, label: words('内容', 'Content') },
    expected_benefit: {
      type: 'longtext',
      required: true,
      label: words('预期效益', 'Expected benefit'),
    },
    actual_benefit: {
      type: 'money',
      min: 0,
      confidential: true,
      label: words('实际效益', 'Actual benefit'),
      clauses: ['P3 §7.1.2'],
    },
    promotion_note: {
      type: 'longtext',
      required: { states: ['promoted'] },
      label: words('推广做法', 'How it is promoted'),
      clauses: ['P3 §7.1.2'],
    },
    submitted_on: {
      type: 'date',
      auto: true,
      readonly: true,
      default: '$today',
      label: words('提交日期', 'Submitted on'),
    },
    decide_due: {
      type: 'date',
      auto: true,
      readonly: true,
      default: "=add_days(today(), param('innovation.decide_days'))",
      label: words('决定期限', 'Decision due'),
      clauses: ['P2 §3.2.2'],
    },
    decided_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('决定日期', 'Decided on'),
    },
    overdue_days: {
      type: 'integer',
      formula: 'if(decided_on == null, max(0, days_between(decide_due, today())), 0)',
      phrase: { ...words('逾期 {n} 天', '{n} days overdue'), tone: 'bad' },
      label: words('逾期天数', 'Days overdue'),
      clauses: ['P2 §3.2.2'],
    },
  },
  workflow: innovationProposalsWorkflow,
  rules: [
    {
      id: 'innovation-lead',
      require: 'proposer_ids == owner_id',
      at: 'proposer_ids',
      message: words('主提案人须在提案人之中', 'The lead proposer is one of the proposers'),
      clauses: ['P0 §3.4'],
    },
  ],
  events: {
    create: [
      {
        do: 'notify',
        to: { head: true },
        kind: 'approval',
        title: words('新提案 {code}，请在 {decide_due} 前决定', 'Proposal {code}: decide by {decide_due}'), // prettier-ignore
        rule: 'R-190',
        clauses: ['P2 §3.2.2'],
      },
    ],
  },
  schedule: [
    {
      id: 'J-51-innovation',
      label: words('提案决定逾期提醒', 'Decision on a proposal overdue'),
      every: 'daily',
      where: { $and: [undecided, 'decide_due < today()'] },
      effects: [
        {
          do: 'notify',
          to: { head: true },
          kind: 'reminder',
          level: 'yellow',
          title: words('创新提案 {code} 逾期未决定', 'Innovation proposal {code} is undecided'),
        },
      ],
      rule: 'R-190',
      clauses: ['P2 §3.2.2', 'P0 §3.4'],
    },
  ],
  access: innovationProposalsAccess,
  views: {
    list: {
      columns: ['code', 'title', 'kind', 'proposer_ids', 'department_id', 'submitted_on', 'overdue_days', 'state'], // prettier-ignore
      filters: ['kind', 'state', 'department_id', 'owner_id', 'submitted_on', 'decided_on', 'overdue_days'], // prettier-ignore
      presets: {
        to_decide: {
          label: words('待我决定', 'For me to decide'),
          filter: { ...undecided, 'department.manager_id': '$me' },
          sort: ['decide_due', 'ASC'],
          waits: true,
        },
        new: { label: words('新提案', 'New'), filter: { state: 'submitted' } },
        adopted: { label: words('已采纳', 'Adopted'), filter: { state: ['adopted', 'promoted'] } },
        overdue: {
          label: words('逾期未决定', 'Decision overdue'),
          filter: { ...undecided, decide_due: { $lt: '$today' } },
          sort: ['decide_due', 'ASC'],
        },
        mine: { label: words('我的提案', 'Mine'), filter: { proposer_ids: { $has: '$me' } } },
      },
      sort: ['code', 'DESC'],
    },
    form: [
      {
        section: words('提案', 'Proposal'),
        fields: ['code', 'title', 'kind', 'owner_id', 'proposer_ids', 'department_id', 'content', 'expected_benefit'], // prettier-ignore
      },
      {
        section: words('评估与推广', 'Evaluation and promotion'),
        fields: ['submitted_on', 'decide_due', 'decided_on', 'overdue_days', 'actual_benefit', 'promotion_note'], // prettier-ignore
      },
    ],
    related: [
      { resource: 'rewards', by: 'innovation_id' },
      { resource: 'approvals', by: 'target' },
    ],
    board: 'state',
  },
  analytics: innovationProposalsAnalytics,
})
