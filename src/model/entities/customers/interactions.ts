import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { interactionsAccess } from './interactions.access.ts'

/** Who spoke with a customer, when, how and about what; planned ones wait to be held. */
export const interactions = entity({
  name: 'interactions',
  label: words('客户沟通记录', 'Interactions'),
  module: 'customers',
  tier: 'support',
  icon: 'forum',
  clauses: ['P0 §2.2.4', 'P1 §2.5.1', 'P1 §2.5.2', 'P1 §2.6.1', 'P1 §2.6.3', 'P3 §2.4.3'],
  title: '{customer.name} {occurred_at}',
  fields: {
    customer_id: {
      type: 'reference',
      to: 'customers',
      required: true,
      label: words('客户', 'Customer'),
    },
    contact_id: { type: 'reference', to: 'contacts', label: words('联系人', 'Contact') },
    channel: {
      type: 'enum',
      required: true,
      label: words('方式', 'Channel'),
      options: {
        phone: words('电话', 'Phone'),
        email: words('邮件', 'E-mail'),
        sms: words('短信', 'Text message'),
        im: words('即时通讯', 'Messenger'),
        visit: words('面访', 'Visit'),
        meeting: words('会议', 'Meeting'),
      },
    },
    purpose: {
      type: 'enum',
      required: true,
      label: words('事项', 'Purpose'),
      options: {
        follow_up: words('需求跟进', 'Follow-up'),
        order_progress: words('订单进度', 'Order progress'),
        shipment: words('物流信息', 'Shipment'),
        complaint: words('投诉进度', 'Complaint'),
        settlement: words('结算', 'Settlement'),
        care: words('关怀', 'Care'),
        negotiation: words('洽谈', 'Negotiation'),
        other: words('其他', 'Other'),
      },
    },
    occurred_at: {
      type: 'datetime',
      required: true,
      default: '$now',
      label: words('时间', 'At'),
      help: words(
        '过去的时间登记为已完成，将来的时间为计划',
        'A time that is past is logged as done, one to come is a plan',
      ),
    },
    order_id: {
      type: 'reference',
      to: 'orders',
      required: { purpose: ['order_progress', 'shipment'] },
      label: words('订单', 'Order'),
    },
    complaint_id: { type: 'reference', to: 'complaints', label: words('投诉', 'Complaint') },
    content: {
      type: 'longtext',
      required: true,
      search: true,
      label: words('内容', 'Content'),
    },
    customer_reply: { type: 'longtext', label: words('客户反馈', 'What the customer said') },
    need_follow_up: {
      type: 'boolean',
      default: false,
      label: words('需跟进', 'To be followed up'),
    },
    follow_up_on: {
      type: 'date',
      required: { need_follow_up: true },
      label: words('跟进日期', 'Follow up on'),
    },
  },
  workflow: {
    states: {
      planned: { ...words('计划', 'Planned'), tone: 'warn' },
      done: { ...words('已完成', 'Done'), tone: 'good', final: true },
    },
    transitions: {
      finish: {
        from: ['planned'],
        to: 'done',
        by: ['owner'],
        label: words('完成', 'Done'),
        fills: [
          'occurred_at',
          'channel',
          'content',
          'customer_reply',
          'need_follow_up',
          'follow_up_on',
        ],
        require: ['content'],
        guards: [
          {
            check: 'occurred_at <= now()',
            message: words('沟通时间须已到', 'The time of the talk must be past'),
            clauses: ['P1 §2.5.2'],
          },
        ],
        clauses: ['P1 §2.5.2'],
      },
      log: {
        from: ['planned'],
        to: 'done',
        by: ['system'],
        label: words('登记', 'Logged'),
        when: 'occurred_at <= created_at',
        clauses: ['P1 §2.5.1'],
      },
    },
  },
  rules: [
    {
      id: 'interaction-order',
      of: ['order_id', 'customer_id'],
      require: 'order_id == null or order.customer_id == customer_id',
      at: 'order_id',
      message: words('订单不属于该客户', 'The order is not of this customer'),
      clauses: ['P0 §2.2.4'],
    },
    {
      id: 'interaction-complaint',
      of: ['complaint_id', 'customer_id'],
      require: 'complaint_id == null or complaint.customer_id == customer_id',
      at: 'complaint_id',
      message: words('投诉不属于该客户', 'The complaint is not of this customer'),
      clauses: ['P0 §2.3.2'],
    },
  ],
  schedule: [
    {
      id: 'interaction-follow-up',
      label: words('沟通跟进提醒', 'Follow-up of a talk'),
      every: 'daily',
      where: { state: 'done', need_follow_up: true, follow_up_on: { $lte: '$today' } },
      key: 'concat(follow_up_on)',
      effects: [
        {
          do: 'notify',
          to: { fields: ['owner_id'] },
          kind: 'reminder',
          title: words('请跟进客户 {customer.name}', 'Follow up with {customer.name}'),
        },
      ],
      rule: 'R-026',
      clauses: ['P1 §2.5.2'],
    },
  ],
  access: interactionsAccess,
  views: {
    list: {
      columns: ['customer_id', 'occurred_at', 'channel', 'purpose', 'content', 'state', 'owner_id'],
      filters: [
        'customer_id',
        'channel',
        'purpose',
        'state',
        'occurred_at',
        'order_id',
        'complaint_id',
        'need_follow_up',
        'follow_up_on',
        'owner_id',
        'department_id',
      ],
      sort: ['occurred_at', 'DESC'],
      presets: {
        to_hold: {
          label: words('待我沟通', 'For me to hold'),
          filter: { owner_id: '$me', state: 'planned' },
          sort: ['occurred_at', 'ASC'],
          waits: true,
        },
        follow_ups: {
          label: words('待跟进', 'Follow-ups due'),
          filter: { need_follow_up: true, follow_up_on: { $lte: '$today' } },
          sort: ['follow_up_on', 'ASC'],
        },
        by_customer: {
          label: words('按客户', 'By customer'),
          filter: { customer_id: { $null: false } },
          sort: ['customer_id', 'ASC'],
        },
      },
    },
    form: [
      {
        section: words('沟通', 'Talk'),
        fields: [
          'customer_id',
          'contact_id',
          'channel',
          'purpose',
          'occurred_at',
          'order_id',
          'complaint_id',
          'content',
          'customer_reply',
        ],
      },
      {
        section: words('跟进', 'Follow-up'),
        fields: ['need_follow_up', 'follow_up_on', 'owner_id', 'department_id'],
      },
    ],
    related: [],
    calendar: 'occurred_at',
  },
  sample: { count: 3000 },
})
