import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { contactPlansAccess } from './contact_plans.access.ts'
import { contactPlansWorkflow } from './contact_plans.workflow.ts'

/** Whom a salesperson visits, calls or asks again in a period. */
export const contactPlans = entity({
  name: 'contact_plans',
  label: words('拜访/沟通/回访计划', 'Contact plans'),
  module: 'customers',
  tier: 'core',
  icon: 'event_note',
  clauses: ['P0 §2.2.1', 'P0 §2.3.3', 'P1 §2.5.2', 'P2 §2.1.1', 'P2 §2.3.3', 'P3 §2.2.2'],
  title: '{code} {kind}',
  fields: {
    code: {
      type: 'serial',
      pattern: 'JH-{yyyymm}-{seq4}',
      unique: true,
      search: true,
      label: words('编号', 'No.'),
    },
    kind: {
      type: 'enum',
      required: true,
      label: words('类型', 'Kind'),
      options: {
        visit: words('拜访计划', 'Visits'),
        communication: words('沟通计划', 'Talks'),
        return_visit: words('回访计划', 'Return visits'),
      },
    },
    period_start: { type: 'date', required: true, label: words('起', 'From') },
    period_end: { type: 'date', required: true, label: words('止', 'To') },
    lines: {
      type: 'lines',
      required: true,
      label: words('计划明细', 'Planned contacts'),
      fields: {
        customer_id: {
          type: 'reference',
          to: 'customers',
          required: true,
          label: words('客户', 'Customer'),
        },
        purpose: { type: 'text', required: true, label: words('目的', 'Purpose') },
        planned_at: { type: 'datetime', required: true, label: words('时间', 'At') },
        place: { type: 'text', label: words('地点', 'Place') },
        channel: {
          type: 'enum',
          required: true,
          default: 'visit',
          label: words('方式', 'Channel'),
          options: {
            visit: words('面访', 'Visit'),
            phone: words('电话', 'Phone'),
            email: words('邮件', 'E-mail'),
            sms: words('短信', 'Text message'),
            im: words('即时通讯', 'Messenger'),
          },
        },
        executor_id: {
          type: 'reference',
          to: 'employees',
          required: true,
          default: '$me',
          label: words('执行人', 'By'),
        },
        done: { type: 'boolean', default: false, label: words('已执行', 'Done') },
      },
      rules: [
        {
          id: 'R-025',
          require: "(channel != 'visit' and contact_plan.kind != 'visit') or place != null",
          at: 'place',
          message: words('拜访须写明地点', 'A visit needs a place'),
          clauses: ['P2 §2.1.1'],
        },
      ],
    },
    line_count: {
      type: 'integer',
      rollup: { of: 'contact_plan_lines', by: 'contact_plan_id', count: true },
      visible: 'false',
      label: words('计划数', 'Planned'),
    },
    lines_done: {
      type: 'integer',
      rollup: {
        of: 'contact_plan_lines',
        by: 'contact_plan_id',
        where: { done: true },
        count: true,
      },
      visible: 'false',
      label: words('已执行数', 'Done'),
    },
    lines_open: {
      type: 'integer',
      formula: 'line_count - lines_done',
      visible: 'false',
      label: words('未执行数', 'Not done'),
    },
    completion_rate: {
      type: 'percent',
      scale: 1,
      formula: '100 * lines_done / line_count',
      label: words('完成率', 'Completion'),
    },
  },
  workflow: contactPlansWorkflow,
  rules: [
    {
      id: 'plan-period',
      of: ['period_start', 'period_end'],
      require: 'period_end >= period_start',
      at: 'period_end',
      message: words('止日不得早于起日', 'The plan may not end before it begins'),
      clauses: ['P2 §2.1.1'],
    },
  ],
  access: contactPlansAccess,
  views: {
    list: {
      columns: [
        'code',
        'kind',
        'period_start',
        'period_end',
        'completion_rate',
        'state',
        'owner_id',
      ],
      filters: ['kind', 'state', 'period_start', 'period_end', 'owner_id', 'department_id'],
      sort: ['period_start', 'DESC'],
      presets: {
        this_week: {
          label: words('本周', 'This week'),
          filter: {
            period_start: { $lt: '$week_start+1w' },
            period_end: { $gte: '$week_start' },
          },
          sort: ['period_start', 'ASC'],
        },
        mine: { label: words('我的计划', 'My plans'), filter: { owner_id: '$me' } },
        to_approve: {
          label: words('待批', 'To be approved'),
          filter: { state: 'submitted' },
          sort: ['period_start', 'ASC'],
        },
        completion: {
          label: words('完成率', 'Completion'),
          filter: { state: ['approved', 'closed'] },
          sort: ['completion_rate', 'ASC'],
        },
      },
    },
    form: [
      {
        section: words('计划', 'Plan'),
        fields: ['code', 'kind', 'period_start', 'period_end', 'completion_rate', 'owner_id'],
      },
      { section: words('明细', 'Contacts'), fields: ['lines'] },
    ],
    related: [
      { resource: 'visits', by: 'plan_id' },
      { resource: 'return_visits', by: 'plan_id' },
    ],
    calendar: 'period_start',
  },
  sample: { count: 200 },
})
