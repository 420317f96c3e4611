import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { visitsAccess } from './visits.access.ts'
import { visitsWorkflow } from './visits.workflow.ts'

/** First and later visits to customers: what was learned and what comes next. */
export const visits = entity({
  name: 'visits',
  label: words('拜访记录', 'Visits'),
  module: 'customers',
  tier: 'core',
  icon: 'directions_walk',
  clauses: ['P0 §2.2.1', 'P2 §2.1.1', 'P3 §3.1.3', 'P3 §3.1.4'],
  title: '{customer.name} {purpose}',
  people: ['owner_id', 'visitor_ids'],
  fields: {
    plan_id: { type: 'reference', to: 'contact_plans', label: words('拜访计划', 'Plan') },
    customer_id: {
      type: 'reference',
      to: 'customers',
      required: true,
      label: words('客户', 'Customer'),
    },
    purpose: {
      type: 'text',
      required: true,
      search: true,
      max_length: 200,
      label: words('目的', 'Purpose'),
    },
    planned_at: { type: 'datetime', required: true, label: words('计划时间', 'Planned at') },
    place: { type: 'text', required: true, max_length: 200, label: words('地点', 'Place') },
    visitor_ids: {
      type: 'references',
      to: 'employees',
      required: true,
      label: words('拜访人', 'Visitors'),
    },
    actual_at: {
      type: 'datetime',
      required: { states: ['done'] },
      max: '$now',
      label: words('实际时间', 'Visited at'),
    },
    earlier_visits: {
      type: 'integer',
      rollup: {
        of: 'visits',
        by: 'customer_id=customer_id&actual_at<actual_at',
        where: { state: 'done' },
        count: true,
      },
      visible: 'false',
      label: words('此前拜访', 'Earlier visits'),
    },
    is_first: {
      type: 'boolean',
      formula: "if(state == 'done', earlier_visits == 0, null)",
      label: words('初次拜访', 'First visit'),
      clauses: ['P3 §3.1.3'],
    },
    missed_on: { type: 'date', auto: true, readonly: true, label: words('逾期日期', 'Missed on') },
    recorded_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      label: words('记录时间', 'Recorded at'),
    },
    recorded_in_time: {
      type: 'boolean',
      formula:
        "if(recorded_at == null, null, date(recorded_at) <= add_working_days(date(actual_at), param('visit.record_wd')))",
      label: words('及时记录', 'Recorded in time'),
      clauses: ['P2 §2.1.1'],
    },
    needs_learned: {
      type: 'longtext',
      required: { states: ['done'] },
      label: words('了解的需求', 'Needs learned'),
    },
    introduced: { type: 'longtext', label: words('介绍内容', 'What was presented') },
    result: {
      type: 'enum',
      required: { states: ['done'] },
      label: words('结果', 'Result'),
      options: {
        positive: { ...words('积极', 'Positive'), tone: 'good' },
        neutral: { ...words('一般', 'Neutral'), tone: 'neutral' },
        negative: { ...words('消极', 'Negative'), tone: 'bad' },
      },
    },
    next_step: {
      type: 'longtext',
      required: { states: ['done'] },
      label: words('下一步', 'Next step'),
    },
    next_on: { type: 'date', label: words('下次跟进日', 'Follow up on') },
  },
  workflow: visitsWorkflow,
  rules: [
    {
      id: 'R-027',
      of: ['next_on', 'actual_at'],
      require: 'next_on == null or actual_at == null or next_on >= date(actual_at)',
      at: 'next_on',
      message: words('下次跟进日不得早于拜访日', 'The follow-up may not be before the visit'),
      clauses: ['P2 §2.1.1'],
    },
  ],
  schedule: [
    {
      id: 'J-08-today',
      label: words('今日拜访提醒', 'Visits of today'),
      every: 'daily',
      where: { $and: [{ state: 'planned' }, 'date(planned_at) == today()'] },
      key: 'concat(planned_at)',
      effects: [
        {
          do: 'notify',
          to: { fields: ['visitor_ids'] },
          kind: 'reminder',
          title: words('今日拜访：{customer.name}', 'Visit {customer.name} today'),
          body: words('{purpose}，{place}', '{purpose}, {place}'),
        },
      ],
      rule: 'R-027',
      clauses: ['P2 §2.1.1'],
    },
    {
      id: 'J-08-next',
      label: words('拜访下一步提醒', 'Next step of a visit'),
      every: 'daily',
      where: { state: 'done', next_on: { $lte: '$today' } },
      key: 'concat(next_on)',
      effects: [
        {
          do: 'notify',
          to: { fields: ['owner_id'] },
          kind: 'reminder',
          title: words('拜访后续：{customer.name}', 'Next step with {customer.name}'),
          body: words('{next_step}', '{next_step}'),
        },
      ],
      rule: 'R-027',
      clauses: ['P0 §2.2.1', 'P2 §2.1.1'],
    },
  ],
  access: visitsAccess,
  views: {
    list: {
      columns: [
        'customer_id',
        'purpose',
        'planned_at',
        'place',
        'state',
        'actual_at',
        'result',
        'owner_id',
      ],
      filters: [
        'customer_id',
        'state',
        'result',
        'planned_at',
        'actual_at',
        'is_first',
        'next_on',
        'owner_id',
        'department_id',
      ],
      sort: ['planned_at', 'DESC'],
      presets: {
        today: {
          label: words('今日', 'Today'),
          filter: { planned_at: '$today', state: 'planned' },
          sort: ['planned_at', 'ASC'],
        },
        mine: {
          label: words('待我拜访', 'For me to visit'),
          filter: { owner_id: '$me', state: ['planned', 'missed'], planned_at: { $lte: '$today' } },
          sort: ['planned_at', 'ASC'],
          waits: true,
        },
        overdue: {
          label: words('逾期', 'Overdue'),
          filter: { state: 'missed' },
          sort: ['planned_at', 'ASC'],
        },
        by_salesperson: {
          label: words('按业务员', 'By salesperson'),
          filter: { owner_id: { $null: false } },
          sort: ['owner_id', 'ASC'],
        },
      },
    },
    form: [
      {
        section: words('计划', 'Plan'),
        fields: [
          'plan_id',
          'customer_id',
          'purpose',
          'planned_at',
          'place',
          'visitor_ids',
          'owner_id',
        ],
      },
      {
        section: words('结果', 'Result'),
        fields: [
          'actual_at',
          'is_first',
          'missed_on',
          'needs_learned',
          'introduced',
          'result',
          'recorded_at',
          'recorded_in_time',
        ],
      },
      { section: words('下一步', 'Next step'), fields: ['next_step', 'next_on'] },
    ],
    related: [],
    calendar: 'planned_at',
  },
  sample: { count: 900 },
})
