import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { actionItemsAccess } from './action_items.access.ts'
import { actionItemsAnalytics } from './action_items.analytics.ts'
import { actionItemsWorkflow } from './action_items.workflow.ts'

const isUnfinished = { state: ['open', 'doing'] } as const

/** A resolution, improvement or task, followed to its verified effect, whatever record it comes from. */
export const actionItems = entity({
  name: 'action_items',
  label: words('决议与行动项', 'Action items'),
  module: 'meetings',
  tier: 'core',
  icon: 'checklist',
  clauses: [
    'P1 §3.2.3',
    'P1 §2.3.3',
    'P0 §2.3.2',
    'P0 §2.4.4',
    'P3 §2.6.2',
    'P3 §3.4.7',
    'P2 §3.1.3',
    'P2 §4.1.1',
  ],
  title: '{code} {kind}',
  people: ['owner_id', 'responsible_id', 'verified_by_id'],
  fields: {
    code: {
      type: 'serial',
      pattern: 'XD-{yyyymm}-{seq4}',
      unique: true,
      search: true,
      label: words('编号', 'No.'),
    },
    kind: {
      type: 'enum',
      required: true,
      label: words('类型', 'Kind'),
      options: {
        resolution: words('会议决议', 'Resolution'),
        improvement: words('改进措施', 'Improvement'),
        corrective: words('整改', 'Corrective action'),
        prevention: words('防范措施', 'Preventive measure'),
        task: words('待办', 'Task'),
      },
    },
    source: { type: 'record_ref', required: true, fixed: true, label: words('来源', 'From') },
    content: {
      type: 'longtext',
      required: true,
      search: true,
      label: words('内容', 'What is to be done'),
    },
    responsible_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      where: { state: 'active' },
      label: words('责任人', 'Responsible'),
    },
    due_on: { type: 'date', required: true, label: words('期限', 'Due on') },
    owner_id: {
      type: 'reference',
      to: 'employees',
      default: '$me',
      label: words('发起人', 'Asked by'),
      help: words('跟踪到验证', 'Follows it up until it is verified'),
    },
    result: { type: 'longtext', required: { states: ['done'] }, label: words('结果', 'Result') },
    done_on: { type: 'date', auto: true, readonly: true, label: words('完成日期', 'Done on') },
    verified_by_id: {
      type: 'reference',
      to: 'employees',
      required: { states: ['verified'] },
      label: words('验证人', 'Verified by'),
    },
    verified_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('验证日期', 'Verified on'),
    },
    effect: {
      type: 'enum',
      required: { states: ['verified'] },
      label: words('效果', 'Effect'),
      options: {
        effective: { ...words('有效', 'Effective'), tone: 'good' },
        ineffective: { ...words('无效', 'Not effective'), tone: 'bad' },
      },
    },
    overdue_days: {
      type: 'integer',
      formula:
        "if(done_on == null and state != 'cancelled', max(0, days_between(due_on, today())), 0)",
      phrase: { ...words('逾期 {n} 天', '{n} days overdue'), tone: 'bad' },
      label: words('逾期天数', 'Days overdue'),
    },
    on_time: {
      type: 'boolean',
      formula: 'if(done_on == null, null, done_on <= due_on)',
      label: words('按时完成', 'Done in time'),
    },
  },
  workflow: actionItemsWorkflow,
  rules: [
    {
      id: 'action-due',
      of: ['due_on'],
      require: 'due_on >= today()',
      at: 'due_on',
      message: words('期限不得早于今天', 'The due day may not be in the past'),
      clauses: ['P1 §3.2.3'],
    },
    {
      id: 'action-verifier',
      require: 'verified_by_id == null or verified_by_id != responsible_id',
      at: 'verified_by_id',
      message: words(
        '责任人不能验证自己的行动项',
        'Nobody verifies what he or she is responsible for',
      ),
      clauses: ['P1 §3.2.3'],
    },
  ],
  events: {
    create: [
      {
        do: 'notify',
        to: { fields: ['responsible_id'] },
        kind: 'info',
        title: words('新行动项 {code}，期限 {due_on}', 'New action item {code}, due {due_on}'),
        rule: 'R-149',
        clauses: ['P1 §3.2.3'],
      },
    ],
  },
  schedule: [
    {
      id: 'J-42-due',
      label: words('行动项逾期提醒', 'Action item overdue'),
      every: 'daily',
      where: { $and: [isUnfinished, 'due_on < today()'] },
      key: 'concat(due_on)',
      effects: [
        {
          do: 'notify',
          to: { fields: ['responsible_id'] },
          kind: 'reminder',
          level: 'yellow',
          title: words('行动项 {code} 已逾期', 'Action item {code} is overdue'),
        },
      ],
      rule: 'R-149',
      clauses: ['P1 §3.2.3'],
    },
    {
      id: 'J-42-escalate',
      label: words('行动项逾期升级', 'Overdue action item escalated'),
      every: 'daily',
      where: {
        $and: [isUnfinished, "add_working_days(due_on, param('action.escalate_wd')) < today()"],
      },
      key: 'concat(due_on)',
      effects: [
        {
          do: 'notify',
          to: { fields: ['responsible.department.manager_id'] },
          kind: 'escalation',
          level: 'orange',
          title: words('行动项 {code} 逾期未完成', 'Action item {code} is still not done'),
        },
      ],
      rule: 'R-149',
      clauses: ['P1 §3.2.3'],
    },
  ],
  access: actionItemsAccess,
  views: {
    list: {
      columns: [
        'code',
        'kind',
        'content',
        'responsible_id',
        'due_on',
        'overdue_days',
        'state',
        'source',
      ],
      filters: [
        'kind',
        'state',
        'responsible_id',
        'department_id',
        'owner_id',
        'due_on',
        'effect',
        'overdue_days',
      ],
      sort: ['due_on', 'DESC'],
      presets: {
        mine: {
          label: words('我的行动项', 'Mine'),
          filter: { responsible_id: '$me', state: ['open', 'doing'] },
          sort: ['due_on', 'ASC'],
          waits: true,
        },
        to_verify: {
          label: words('待我验证', 'For me to verify'),
          filter: { owner_id: '$me', state: 'done' },
          waits: true,
        },
        overdue: {
          label: words('逾期', 'Overdue'),
          filter: { state: ['open', 'doing'], due_on: { $lt: '$today' } },
          sort: ['due_on', 'ASC'],
        },
        by_source: {
          label: words('按来源', 'By source'),
          filter: { 'source.id': { $null: false } },
          sort: ['source', 'ASC'],
        },
      },
    },
    form: [
      {
        section: words('行动项', 'Action item'),
        fields: [
          'code',
          'kind',
          'source',
          'content',
          'responsible_id',
          'due_on',
          'overdue_days',
          'owner_id',
        ],
      },
      {
        section: words('完成与验证', 'Result and verification'),
        fields: ['result', 'done_on', 'on_time', 'verified_by_id', 'verified_on', 'effect'],
      },
    ],
    related: [],
    calendar: 'due_on',
    board: 'state',
  },
  analytics: actionItemsAnalytics,
  sample: { count: 700 },
})
