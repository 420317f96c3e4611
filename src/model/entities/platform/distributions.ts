import { entity } from '../../language/definition.ts'
import { distributionsAccess } from './distributions.access.ts'

/** Delivery and receipt of a record: contract copies, reports, notices, handbook articles. */
export const distributions = entity({
  name: 'distributions',
  label: { zh: '分发与签收', en: 'Distributions' },
  module: 'platform',
  tier: 'platform',
  icon: 'forward_to_inbox',
  clauses: ['P0 §2.1.1', 'P0 §2.2.3', 'P1 §2.1.1', 'P1 §3.3.2', 'P2 §2.1.3', 'P2 §6.3.3'],
  title: '{copy_no} {recipient.name}',
  people: ['recipient_id'],
  fields: {
    target: {
      type: 'record_ref',
      required: true,
      fixed: true,
      label: { zh: '对象', en: 'Record' },
    },
    recipient_department_id: {
      type: 'reference',
      to: 'departments',
      fixed: true,
      label: { zh: '接收部门', en: 'Receiving department' },
    },
    recipient_id: {
      type: 'reference',
      to: 'employees',
      fixed: true,
      label: { zh: '接收人', en: 'Recipient' },
    },
    copy_no: {
      type: 'text',
      fixed: true,
      search: true,
      label: { zh: '副本编号', en: 'Copy no.' },
    },
    sent_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      default: '$now',
      label: { zh: '分发时间', en: 'Sent at' },
    },
    due_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      default: "=add_hours(add_working_days(today(), param('contract.copy_ack_wd')), 24)",
      label: { zh: '应签收时间', en: 'To be received by' },
      clauses: ['P0 §2.2.3'],
    },
    received_at: { type: 'datetime', label: { zh: '签收时间', en: 'Received at' } },
    received_by_id: {
      type: 'reference',
      to: 'employees',
      readonly: true,
      auto: true,
      label: { zh: '签收人', en: 'Received by' },
    },
    in_time: {
      type: 'boolean',
      formula: 'if(received_at == null, null, received_at <= due_at)',
      label: { zh: '及时签收', en: 'Received in time' },
    },
    note: { type: 'text', label: { zh: '备注', en: 'Note' } },
  },
  rules: [
    {
      id: 'distribution-recipient',
      of: ['recipient_id', 'recipient_department_id'],
      require: 'recipient_id != null or recipient_department_id != null',
      at: 'recipient_id',
      message: {
        zh: '接收部门与接收人至少填一项',
        en: 'Name a receiving department or a recipient',
      },
      clauses: ['P0 §2.2.3'],
    },
    {
      id: 'distribution-received',
      of: ['received_at'],
      require:
        'received_at == null or (date(received_at) >= date(sent_at) and received_at <= now())',
      at: 'received_at',
      message: {
        zh: '签收时间不得早于分发当日，也不得晚于现在',
        en: 'The receipt may be neither before the day of sending nor later than now',
      },
      clauses: ['P0 §2.2.3'],
    },
  ],
  events: {
    create: [
      {
        do: 'notify',
        to: { fields: ['recipient_id'] },
        kind: 'reminder',
        title: { zh: '请签收：{target} {copy_no}', en: 'Please acknowledge: {target} {copy_no}' },
        body: { zh: '{note}', en: '{note}' },
        rule: 'R-042',
      },
    ],
    update: [
      {
        of: ['received_at'],
        when: { received_at: { $null: false } },
        effects: [
          { do: 'set', values: { received_by_id: '$me' } },
          {
            do: 'set',
            on: { of: 'notifications', by: 'target', where: { handled_at: null } },
            values: { handled_at: '$now' },
          },
          {
            do: 'create',
            when: { 'target.resource': 'handbook_articles' },
            resource: 'handbook_article_acknowledgements',
            values: {
              handbook_article_id: '=target.id',
              employee_id: '$me',
              acknowledged_at: '=received_at',
            },
            unless: { handbook_article_id: '=target.id', employee_id: '$me' },
            rule: 'R-188',
          },
        ],
      },
    ],
  },
  schedule: [
    {
      id: 'copy-not-received',
      label: { zh: '未签收提醒', en: 'Remind of a missing receipt' },
      every: 'daily',
      where: 'received_at == null and due_at < now()',
      effects: [
        {
          do: 'notify',
          to: { fields: ['recipient_id'], head: true },
          kind: 'escalation',
          level: 'yellow',
          title: {
            zh: '逾期未签收：{target} {copy_no}',
            en: 'Receipt overdue: {target} {copy_no}',
          },
        },
      ],
      rule: 'R-042',
      clauses: ['P0 §2.2.3'],
    },
  ],
  access: distributionsAccess,
  views: {
    list: {
      columns: [
        'target',
        'copy_no',
        'recipient_department_id',
        'recipient_id',
        'sent_at',
        'due_at',
        'received_at',
        'received_by_id',
      ],
      filters: ['recipient_department_id', 'recipient_id', 'sent_at', 'due_at', 'in_time'],
      presets: {
        to_receive: {
          label: { zh: '待我签收', en: 'For me to receive' },
          filter: { recipient_id: '$me', received_at: null },
          sort: ['due_at', 'ASC'],
          waits: true,
        },
        not_received: {
          label: { zh: '未签收', en: 'Not yet received' },
          filter: { received_at: null },
          sort: ['due_at', 'ASC'],
        },
        my_department: {
          label: { zh: '本部门', en: 'My department' },
          filter: { recipient_department_id: { $in: '$my_departments' } },
        },
      },
      sort: ['sent_at', 'DESC'],
    },
    form: [
      {
        section: { zh: '分发', en: 'Sent' },
        fields: [
          'target',
          'recipient_department_id',
          'recipient_id',
          'copy_no',
          'sent_at',
          'due_at',
        ],
      },
      {
        section: { zh: '签收', en: 'Receipt' },
        fields: ['received_at', 'received_by_id', 'note'],
      },
    ],
  },
  analytics: {
    time: 'sent_at',
    dimensions: {
      department: { field: 'recipient_department_id' },
      recipient: { field: 'recipient_id' },
      resource: { field: 'target.resource', label: { zh: '对象类型', en: 'Kind of record' } },
    },
    measures: {
      count: { agg: 'count', label: { zh: '分发数', en: 'Sent' }, format: 'integer' },
      received: {
        agg: 'count',
        where: { received_at: { $null: false } },
        label: { zh: '已签收', en: 'Received' },
        format: 'integer',
        better: 'up',
      },
      copies: {
        agg: 'count',
        where: { 'target.resource': 'contracts' },
        label: { zh: '合同副本数', en: 'Contract copies' },
        format: 'integer',
      },
      copies_in_time: {
        agg: 'count',
        where: { 'target.resource': 'contracts', in_time: true },
        label: { zh: '及时签收的合同副本', en: 'Contract copies received in time' },
        format: 'integer',
        better: 'up',
      },
      copy_acknowledgement: {
        id: 'M-616',
        calc: '100 * copies_in_time / copies',
        label: { zh: '副本签收及时率', en: 'Copy acknowledgement' },
        help: {
          zh: '及时签收 ÷ 已分发的合同副本',
          en: 'Contract copies received in time, of all sent',
        },
        format: 'percent',
        better: 'up',
        target: 100,
        clauses: ['P0 §2.2.3'],
      },
      articles: {
        agg: 'count',
        where: { 'target.resource': 'handbook_articles' },
        label: { zh: '应签阅条款', en: 'Articles to acknowledge' },
        format: 'integer',
      },
      articles_acknowledged: {
        agg: 'count',
        where: { 'target.resource': 'handbook_articles', received_at: { $null: false } },
        label: { zh: '已签阅条款', en: 'Articles acknowledged' },
        format: 'integer',
        better: 'up',
      },
      handbook_acknowledgement: {
        id: 'M-1115',
        calc: '100 * articles_acknowledged / articles',
        label: { zh: '制度签阅率', en: 'Handbook acknowledgement' },
        help: { zh: '已签阅 ÷ 应签阅', en: 'Acknowledged, of all required' },
        format: 'percent',
        better: 'up',
        target: 100,
        clauses: ['P0 §3', 'P3 §4'],
      },
    },
  },
})
