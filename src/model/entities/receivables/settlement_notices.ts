import type { Transition } from '../../language/definition.ts'
import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { settlementNoticesAccess } from './settlement_notices.access.ts'

const send = {
  to: 'sent',
  by: ['owner'],
  fills: ['sent_at', 'channel', 'content'],
  require: ['sent_at'],
  effects: [
    {
      do: 'create',
      resource: 'interactions',
      values: {
        customer_id: '=customer_id',
        channel: "=switch(channel, 'phone', 'phone', 'sms', 'sms', 'email')",
        purpose: 'settlement',
        occurred_at: '=sent_at',
        content: '=content',
        owner_id: '=owner_id',
        department_id: '=department_id',
      },
      rule: 'R-059',
    },
  ],
  clauses: ['P3 §3.3.1'],
} as const satisfies Partial<Transition>

/** Notice sent to the customer before an instalment falls due. */
export const settlementNotices = entity({
  name: 'settlement_notices',
  label: words('货款结算通知', 'Settlement notices'),
  module: 'receivables',
  tier: 'support',
  icon: 'outgoing_mail',
  clauses: ['P3 §3.3.1', 'P3 §2.5.1'],
  title: '{receivable.code} {customer.name}',
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
    planned_on: {
      type: 'date',
      auto: true,
      readonly: true,
      default:
        "=add_days(coalesce(receivable.due_on, receivable.expected_on), 0 - param('receivable.notice_lead_days'))",
      label: words('应发日期', 'Planned on'),
    },
    sent_at: {
      type: 'datetime',
      required: { states: ['sent'] },
      max: '$now',
      label: words('发送时间', 'Sent at'),
    },
    channel: {
      type: 'enum',
      required: true,
      label: words('方式', 'Channel'),
      options: {
        email: words('邮件', 'E-mail'),
        phone: words('电话', 'Phone'),
        sms: words('短信', 'Text message'),
        letter: words('函件', 'Letter'),
      },
    },
    content: {
      type: 'longtext',
      required: true,
      label: words('内容', 'Content'),
      help: words('含合同、金额与到期日', 'Contract, amount and due date'),
    },
    confirmed_by_customer: {
      type: 'boolean',
      default: false,
      label: words('客户确认', 'Confirmed by customer'),
    },
    missed_on: { type: 'date', auto: true, readonly: true, label: words('漏发日期', 'Missed on') },
    in_time: {
      type: 'boolean',
      formula: 'sent_at != null and missed_on == null',
      label: words('按时发送', 'Sent in time'),
    },
  },
  workflow: {
    states: {
      planned: { ...words('待发送', 'To send'), tone: 'warn' },
      sent: {
        ...words('已发送', 'Sent'),
        tone: 'info',
        locks: ['receivable_id', 'sent_at', 'content'],
      },
      confirmed: {
        ...words('已确认', 'Confirmed'),
        tone: 'good',
        final: true,
        locks: ['receivable_id', 'sent_at', 'content', 'channel'],
      },
      missed: { ...words('漏发', 'Missed'), tone: 'bad', stamp: 'missed_on' },
    },
    transitions: {
      send: {
        ...send,
        from: ['planned'],
        label: words('发送', 'Send'),
        guards: [
          {
            rule: 'R-059',
            check: 'receivable.due_on == null or date(sent_at) < receivable.due_on',
            message: words('通知须在到期日前发送', 'The notice must be sent before the due date'),
            clauses: ['P3 §3.3.1'],
          },
        ],
      },
      miss: {
        from: ['planned'],
        to: 'missed',
        by: ['system'],
        label: words('漏发', 'Missed'),
        when: 'receivable.due_on <= today()',
        effects: [
          {
            do: 'notify',
            to: { head: true, fields: ['owner_id'] },
            kind: 'escalation',
            level: 'yellow',
            title: words(
              '结算通知漏发：{receivable.code}',
              'Settlement notice missed: {receivable.code}',
            ),
            rule: 'R-059',
          },
        ],
        clauses: ['P3 §3.3.1'],
      },
      send_late: { ...send, from: ['missed'], label: words('补发', 'Send late') },
      confirm: {
        from: ['sent'],
        to: 'confirmed',
        by: ['owner'],
        label: words('确认', 'Confirm'),
        tone: 'good',
        effects: [{ do: 'set', values: { confirmed_by_customer: true } }],
        clauses: ['P3 §3.3.1'],
      },
    },
  },
  access: settlementNoticesAccess,
  views: {
    list: {
      columns: [
        'receivable_id',
        'customer_id',
        'planned_on',
        'channel',
        'sent_at',
        'state',
        'owner_id',
      ],
      filters: [
        'customer_id',
        'receivable_id',
        'state',
        'channel',
        'planned_on',
        'owner_id',
        'department_id',
      ],
      sort: ['planned_on', 'DESC'],
      presets: {
        this_week: {
          label: words('本周待发', 'To send this week'),
          filter: { state: 'planned', planned_on: { $lte: '$today+7d' } },
          sort: ['planned_on', 'ASC'],
        },
        mine: {
          label: words('待我发送', 'For me to send'),
          filter: { state: ['planned', 'missed'], sent_at: null, owner_id: '$me' },
          waits: true,
        },
        missed: { label: words('漏发', 'Missed'), filter: { missed_on: { $null: false } } },
      },
    },
    form: [
      {
        section: words('通知', 'Notice'),
        fields: ['receivable_id', 'customer_id', 'planned_on', 'channel', 'content'],
      },
      {
        section: words('发送', 'Sending'),
        fields: [
          'sent_at',
          'confirmed_by_customer',
          'missed_on',
          'in_time',
          'owner_id',
          'department_id',
        ],
      },
    ],
    related: [],
    calendar: 'planned_on',
  },
  analytics: {
    time: 'planned_on',
    dimensions: {
      employee: { field: 'owner_id', label: words('业务员', 'Salesperson') },
      department: { field: 'department_id', label: words('部门', 'Department') },
      customer: { field: 'customer_id', label: words('客户', 'Customer') },
      channel: { field: 'channel', label: words('方式', 'Channel') },
    },
    measures: {
      due: { agg: 'count', label: words('应发通知', 'Notices due'), format: 'integer' },
      in_time: {
        agg: 'count',
        where: { in_time: true },
        label: words('按时发送', 'Sent in time'),
        format: 'integer',
        better: 'up',
      },
      missed: {
        agg: 'count',
        where: { missed_on: { $null: false } },
        label: words('漏发', 'Missed'),
        format: 'integer',
        better: 'down',
      },
      timeliness: {
        id: 'M-209',
        calc: '100 * in_time / due',
        label: words('结算通知及时率', 'Notices in time'),
        format: 'percent',
        better: 'up',
        target: 100,
        clauses: ['P3 §3.3.1'],
      },
    },
  },
  sample: { count: 3000 },
})
