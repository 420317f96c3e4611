import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { dunningChannels, nextDunning } from './dunning.ts'
import { dunningActionsAccess } from './dunning_actions.access.ts'
import { dunningActionsWorkflow } from './dunning_actions.workflow.ts'

/** One contact with a debtor: the difficulty, what was agreed, what was promised. */
export const dunningActions = entity({
  name: 'dunning_actions',
  label: words('催收记录', 'Dunning'),
  module: 'receivables',
  tier: 'core',
  icon: 'phone_in_talk',
  clauses: ['P3 §2.5.2', 'P3 §3.3.2'],
  title: '{receivable.code} #{step}',
  fields: {
    receivable_id: {
      type: 'reference',
      to: 'receivables',
      required: true,
      label: words('应收款', 'Receivable'),
    },
    customer_id: {
      type: 'reference',
      to: 'customers',
      required: true,
      default: '=receivable.customer_id',
      label: words('客户', 'Customer'),
    },
    owner_id: {
      type: 'reference',
      to: 'employees',
      default: '=receivable.owner_id',
      label: words('业务员', 'Salesperson'),
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      default: '=receivable.department_id',
      label: words('部门', 'Department'),
    },
    step: {
      type: 'integer',
      auto: true,
      readonly: true,
      default: '=coalesce(receivable.dunning_count, 0) + 1',
      label: words('催收次序', 'Step'),
    },
    channel: {
      type: 'enum',
      required: true,
      label: words('方式', 'Channel'),
      options: dunningChannels,
    },
    due_on: {
      type: 'date',
      auto: true,
      readonly: true,
      default: '$today',
      label: words('应催日期', 'Due on'),
    },
    acted_at: {
      type: 'datetime',
      required: { states: ['done'] },
      max: '$now',
      label: words('实际时间', 'Acted at'),
    },
    difficulty: {
      type: 'longtext',
      required: { states: ['done'] },
      label: words('付款困难原因', 'Why payment is difficult'),
    },
    solution: {
      type: 'longtext',
      required: { states: ['done'] },
      label: words('协商方案', 'Agreed solution'),
    },
    promise_on: { type: 'date', label: words('承诺付款日', 'Promised on') },
    promise_amount: {
      type: 'money',
      min: 0.01,
      confidential: true,
      label: words('承诺金额', 'Promised amount'),
    },
    received_before: {
      type: 'money',
      auto: true,
      readonly: true,
      confidential: true,
      visible: 'false',
      label: words('催收时已收', 'Received before'),
    },
    broken_on: { type: 'date', auto: true, readonly: true, label: words('失信日期', 'Broken on') },
    missed_on: { type: 'date', auto: true, readonly: true, label: words('漏催日期', 'Missed on') },
    kept: {
      type: 'boolean',
      formula:
        'if(promise_on == null, null, if(broken_on != null, false, if(receivable.received_amount - coalesce(received_before, 0) >= coalesce(promise_amount, receivable.amount - coalesce(received_before, 0)), true, null)))',
      label: words('承诺兑现', 'Promise kept'),
      help: words(
        '承诺日前收到承诺金额；未到承诺日为空',
        'Paid by the promised day; empty before it',
      ),
    },
  },
  workflow: dunningActionsWorkflow,
  rules: [
    {
      id: 'dunning-promise',
      require: 'promise_on == null or acted_at == null or promise_on >= date(acted_at)',
      of: ['promise_on', 'acted_at'],
      at: 'promise_on',
      message: words(
        '承诺付款日不得早于催收时间',
        'The promised day may not be before the contact',
      ),
      clauses: ['P3 §3.3.2'],
    },
  ],
  schedule: [
    {
      id: 'J-19-promise',
      label: words('承诺付款日提醒', 'Promise due'),
      every: 'daily',
      where: { state: ['done', 'escalated'], promise_on: '$today', kept: null },
      effects: [
        {
          do: 'notify',
          to: { fields: ['owner_id'] },
          kind: 'reminder',
          title: words(
            '客户承诺今日付款：{receivable.code}',
            'The customer promised to pay today: {receivable.code}',
          ),
        },
      ],
      rule: 'R-062',
      clauses: ['P3 §3.3.2'],
    },
    {
      id: 'J-19-broken',
      label: words('承诺未兑现', 'Promise broken'),
      every: 'daily',
      where: {
        $and: [
          { state: ['done', 'escalated'], broken_on: null, kept: null },
          "promise_on != null and add_days(promise_on, param('receivable.promise_grace_days')) < today()",
        ],
      },
      effects: [
        { do: 'set', values: { broken_on: '$today' } },
        {
          do: 'notify',
          to: { fields: ['owner_id'], head: true },
          kind: 'escalation',
          level: 'orange',
          title: words(
            '客户未兑现付款承诺：{receivable.code}',
            'Promise broken: {receivable.code}',
          ),
        },
        {
          ...nextDunning('receivable.'),
          when: { 'receivable.state': 'overdue', 'receivable.dunning_count': { $lt: 4 } },
        },
      ],
      rule: 'R-062',
      clauses: ['P3 §3.3.2'],
    },
  ],
  access: dunningActionsAccess,
  views: {
    list: {
      columns: [
        'receivable_id',
        'customer_id',
        'step',
        'channel',
        'due_on',
        'acted_at',
        'promise_on',
        'kept',
        'state',
      ],
      filters: [
        'customer_id',
        'receivable_id',
        'state',
        'channel',
        'due_on',
        'promise_on',
        'kept',
        'owner_id',
        'department_id',
      ],
      sort: ['due_on', 'DESC'],
      presets: {
        today: {
          label: words('待我催收', 'For me today'),
          filter: { state: ['planned', 'missed'], owner_id: '$me', due_on: { $lte: '$today' } },
          sort: ['due_on', 'ASC'],
          waits: true,
        },
        broken: {
          label: words('失信承诺', 'Broken promises'),
          filter: { broken_on: { $null: false } },
          sort: ['promise_on', 'DESC'],
        },
        missed: { label: words('漏催', 'Missed'), filter: { missed_on: { $null: false } } },
        by_salesperson: {
          label: words('按业务员', 'By salesperson'),
          filter: {},
          sort: ['owner_id', 'ASC'],
        },
      },
    },
    form: [
      {
        section: words('催收', 'Dunning'),
        fields: [
          'receivable_id',
          'customer_id',
          'step',
          'channel',
          'due_on',
          'owner_id',
          'department_id',
        ],
      },
      {
        section: words('结果', 'Result'),
        fields: ['acted_at', 'missed_on', 'difficulty', 'solution'],
      },
      {
        section: words('承诺', 'Promise'),
        fields: ['promise_on', 'promise_amount', 'kept', 'broken_on'],
      },
    ],
    related: [],
    calendar: 'due_on',
  },
  analytics: {
    time: 'due_on',
    dimensions: {
      employee: { field: 'owner_id', label: words('业务员', 'Salesperson') },
      department: { field: 'department_id', label: words('部门', 'Department') },
      customer: { field: 'customer_id', label: words('客户', 'Customer') },
      channel: { field: 'channel', label: words('方式', 'Channel') },
      state: { field: 'state', label: words('状态', 'State') },
    },
    measures: {
      planned: { agg: 'count', label: words('应催收', 'Dunnings planned'), format: 'integer' },
      in_time: {
        agg: 'count',
        where: { acted_at: { $null: false }, missed_on: null },
        label: words('按期催收', 'Done in time'),
        format: 'integer',
        better: 'up',
      },
      completion: {
        id: 'M-210',
        calc: '100 * in_time / planned',
        label: words('催收执行率', 'Dunning completion'),
        format: 'percent',
        better: 'up',
        target: 95,
        clauses: ['P3 §3.3.2'],
      },
      promises_due: {
        agg: 'count',
        where: { promise_on: { $lte: '$today' } },
        time: 'promise_on',
        label: words('到期承诺', 'Promises due'),
        format: 'integer',
      },
      promises_kept: {
        agg: 'count',
        where: { promise_on: { $lte: '$today' }, kept: true },
        time: 'promise_on',
        label: words('兑现承诺', 'Promises kept'),
        format: 'integer',
        better: 'up',
      },
      promise_rate: {
        id: 'M-211',
        calc: '100 * promises_kept / promises_due',
        label: words('承诺兑现率', 'Promises kept'),
        format: 'percent',
        better: 'up',
        target: 80,
        clauses: ['P3 §3.3.2'],
      },
    },
  },
  sample: { count: 900 },
})
