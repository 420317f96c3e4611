import { entity } from '../../language/definition.ts'
import { notificationsAccess } from './notifications.access.ts'

/** Message in the application, written by rules and jobs; unanswered ones go one level up. */
export const notifications = entity({
  name: 'notifications',
  label: { zh: '提醒消息', en: 'Notifications' },
  module: 'platform',
  tier: 'platform',
  icon: 'notifications',
  clauses: ['P2 §5.3.2', 'P3 §3.3.1', 'P1 §3.3.4'],
  title: '{title}',
  people: ['recipient_id'],
  fields: {
    recipient_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      fixed: true,
      label: { zh: '接收人', en: 'Recipient' },
    },
    kind: {
      type: 'enum',
      required: true,
      fixed: true,
      options: {
        reminder: { zh: '提醒', en: 'Reminder', tone: 'info' },
        warning: { zh: '预警', en: 'Warning', tone: 'warn' },
        escalation: { zh: '升级', en: 'Escalation', tone: 'bad' },
        approval: { zh: '审批', en: 'Approval', tone: 'info' },
        info: { zh: '通知', en: 'Information', tone: 'neutral' },
      },
      label: { zh: '类型', en: 'Kind' },
    },
    level: {
      type: 'enum',
      default: 'info',
      fixed: true,
      options: {
        info: { zh: '普通', en: 'Normal', tone: 'neutral' },
        yellow: { zh: '黄色', en: 'Yellow', tone: 'warn' },
        orange: { zh: '橙色', en: 'Orange', tone: 'warn' },
        red: { zh: '红色', en: 'Red', tone: 'bad' },
      },
      label: { zh: '级别', en: 'Level' },
      clauses: ['P2 §5.3.2'],
    },
    urgency: {
      type: 'integer',
      formula: "switch(level, 'red', 3, 'orange', 2, 'yellow', 1, 0)",
      label: { zh: '紧急程度', en: 'Urgency' },
    },
    rule_ref: { type: 'text', fixed: true, label: { zh: '规则编号', en: 'Rule' } },
    target: { type: 'record_ref', fixed: true, label: { zh: '对象', en: 'Record' } },
    title: {
      type: 'text',
      required: true,
      fixed: true,
      search: true,
      label: { zh: '标题', en: 'Title' },
    },
    body: { type: 'longtext', fixed: true, label: { zh: '内容', en: 'Text' } },
    read_at: { type: 'datetime', label: { zh: '阅读时间', en: 'Read at' } },
    handled_at: { type: 'datetime', label: { zh: '处理时间', en: 'Handled at' } },
    escalated_to_id: {
      type: 'reference',
      to: 'employees',
      auto: true,
      readonly: true,
      label: { zh: '升级至', en: 'Escalated to' },
      clauses: ['P2 §5.3.2'],
    },
  },
  schedule: [
    {
      id: 'unanswered-message',
      label: { zh: '未及时答复升级', en: 'Escalate an unanswered message' },
      every: 'hourly',
      where: `kind == 'approval' and handled_at == null and escalated_to_id == null
        and (target.resource == null or target.resource != 'approvals')
        and recipient.supervisor_id != null
        and hours_between(created_at, now()) >= param('message.reply_hours')`,
      effects: [
        { do: 'set', values: { escalated_to_id: '=recipient.supervisor_id' } },
        {
          do: 'create',
          resource: 'notifications',
          values: {
            recipient_id: '=recipient.supervisor_id',
            kind: 'escalation',
            level: 'orange',
            rule_ref: 'R-180',
            target: { resource: '=target.resource', id: '=target.id' },
            title: '=title',
            body: '=body',
          },
        },
      ],
      rule: 'R-180',
      clauses: ['P0 §3.3', 'P2 §4.1.2', 'P2 §4.1.3'],
    },
  ],
  access: notificationsAccess,
  views: {
    list: {
      columns: ['level', 'kind', 'title', 'target', 'created_at', 'read_at', 'handled_at'],
      filters: ['kind', 'level', 'created_at', 'rule_ref'],
      presets: {
        unread: {
          label: { zh: '未读', en: 'Unread' },
          filter: { recipient_id: '$me', read_at: null },
          sort: ['urgency', 'DESC'],
          waits: true,
        },
        red: {
          label: { zh: '红色优先', en: 'Red first' },
          filter: { recipient_id: '$me', handled_at: null },
          sort: ['urgency', 'DESC'],
        },
      },
      sort: ['created_at', 'DESC'],
    },
    form: [
      {
        section: { zh: '消息', en: 'Message' },
        fields: ['title', 'body', 'target', 'kind', 'level', 'rule_ref'],
      },
      {
        section: { zh: '处理', en: 'Handling' },
        fields: ['recipient_id', 'read_at', 'handled_at', 'escalated_to_id'],
      },
    ],
  },
  analytics: {
    time: 'created_at',
    dimensions: {
      kind: { field: 'kind' },
      level: { field: 'level' },
      rule: { field: 'rule_ref', label: { zh: '规则', en: 'Rule' } },
      department: {
        field: 'recipient.department_id',
        label: { zh: '部门', en: 'Department' },
      },
    },
    measures: {
      count: { agg: 'count', label: { zh: '提醒数', en: 'Sent' }, format: 'integer' },
      handled: {
        agg: 'count',
        where: { handled_at: { $null: false } },
        label: { zh: '已处理', en: 'Handled' },
        format: 'integer',
        better: 'up',
      },
      escalations: {
        agg: 'count',
        where: { kind: 'escalation' },
        label: { zh: '升级数', en: 'Escalations' },
        format: 'integer',
        better: 'down',
      },
      response_rate: {
        id: 'M-1116',
        calc: '100 * handled / count',
        label: { zh: '提醒处理率', en: 'Reminder response' },
        help: { zh: '已处理 ÷ 已发送', en: 'Handled, of all sent' },
        format: 'percent',
        better: 'up',
        clauses: ['P0 §3.3'],
      },
    },
  },
})
