import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { careActivitiesAccess } from './care_activities.access.ts'
import { reason } from './words.ts'

/** Greetings, birthdays, events and personal attention for customers. */
export const careActivities = entity({
  name: 'care_activities',
  label: words('客户关怀活动', 'Customer care'),
  module: 'service',
  tier: 'support',
  icon: 'volunteer_activism',
  clauses: ['P0 §2.3.3', 'P2 §2.3.3'],
  title: '{name}',
  people: ['owner_id', 'responsible_id'],
  fields: {
    name: { type: 'text', required: true, search: true, label: words('名称', 'Name') },
    kind: {
      type: 'enum',
      required: true,
      label: words('类型', 'Kind'),
      options: {
        holiday: words('节日问候', 'Holiday greeting'),
        birthday: words('生日祝福', 'Birthday'),
        member: words('会员活动', 'Members'),
        event: words('客户活动', 'Event'),
        personal: words('个性化关怀', 'Personal care'),
      },
    },
    planned_on: { type: 'date', required: true, label: words('日期', 'Planned on') },
    customer_ids: {
      type: 'references',
      to: 'customers',
      required: true,
      label: words('客户', 'Customers'),
    },
    responsible_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      default: '$me',
      where: { state: 'active' },
      label: words('负责人', 'Responsible'),
    },
    budget: { type: 'money', min: 0, label: words('预算', 'Budget') },
    actual_cost: { type: 'money', min: 0, label: words('实际费用', 'Actual cost') },
    content: { type: 'longtext', required: true, label: words('内容', 'Content') },
    feedback: {
      type: 'longtext',
      required: { states: ['done'] },
      label: words('客户反馈', 'What customers said'),
    },
    done_on: { type: 'date', auto: true, readonly: true, label: words('开展日期', 'Held on') },
  },
  workflow: {
    states: {
      planned: { ...words('计划', 'Planned'), tone: 'info' },
      done: {
        ...words('已开展', 'Held'),
        tone: 'good',
        final: true,
        stamp: 'done_on',
        locks: ['customer_ids', 'kind', 'feedback'],
      },
      cancelled: { ...words('取消', 'Cancelled'), tone: 'neutral', final: true, locks: ['*'] },
    },
    transitions: {
      finish: {
        from: ['planned'],
        to: 'done',
        by: ['responsible'],
        label: words('完成', 'Done'),
        tone: 'good',
        fills: ['feedback', 'actual_cost'],
        require: ['feedback'],
        clauses: ['P0 §2.3.3'],
      },
      cancel: {
        from: ['planned'],
        to: 'cancelled',
        by: ['responsible'],
        label: words('取消', 'Cancel'),
        ask: { reason },
        clauses: ['P0 §2.3.3'],
      },
    },
  },
  schedule: [
    {
      id: 'J-24-due',
      label: words('关怀活动提醒', 'Customer care is due'),
      every: 'daily',
      where: { state: 'planned', planned_on: { $lte: '$today' } },
      key: 'concat(planned_on)',
      effects: [
        {
          do: 'notify',
          to: { fields: ['responsible_id'] },
          kind: 'reminder',
          title: words('今日关怀活动：{name}', 'Customer care today: {name}'),
        },
      ],
      rule: 'R-080',
      clauses: ['P0 §2.3.3', 'P2 §2.3.3'],
    },
  ],
  access: careActivitiesAccess,
  views: {
    list: {
      columns: [
        'name',
        'kind',
        'planned_on',
        'customer_ids',
        'responsible_id',
        'actual_cost',
        'state',
      ],
      filters: ['kind', 'state', 'planned_on', 'customer_ids', 'responsible_id', 'department_id'],
      sort: ['planned_on', 'DESC'],
      presets: {
        upcoming: {
          label: words('即将开展', 'Upcoming'),
          filter: { state: 'planned', planned_on: { $gte: '$today' } },
          sort: ['planned_on', 'ASC'],
        },
        mine: {
          label: words('待我开展', 'For me to hold'),
          filter: { state: 'planned', responsible_id: '$me', planned_on: { $lte: '$today' } },
          sort: ['planned_on', 'ASC'],
          waits: true,
        },
        key: {
          label: words('个性化关怀', 'Personal care'),
          filter: { kind: 'personal' },
          sort: ['planned_on', 'DESC'],
        },
      },
    },
    form: [
      {
        section: words('活动', 'Activity'),
        fields: [
          'name',
          'kind',
          'planned_on',
          'responsible_id',
          'customer_ids',
          'content',
          'budget',
        ],
      },
      { section: words('结果', 'Result'), fields: ['done_on', 'feedback', 'actual_cost'] },
    ],
    related: [],
    calendar: 'planned_on',
  },
  sample: { count: 200 },
})
