import { entity } from '../../language/definition.ts'
import { sharedForReview } from '../../sharing.ts'
import { words } from '../../words.ts'
import { orderExceptionsAccess } from './order_exceptions.access.ts'

/** Something went wrong with an order: cause, measure, report to a superior, result. */
export const orderExceptions = entity({
  name: 'order_exceptions',
  label: words('订单异常', 'Order exceptions'),
  module: 'contracts',
  tier: 'core',
  icon: 'warning',
  clauses: ['P0 §2.2.4', 'P3 §2.4.3'],
  title: '{code} {order.code}',
  people: ['owner_id', 'responsible_id'],
  fields: {
    code: {
      type: 'serial',
      pattern: 'YC-{yyyymm}-{seq4}',
      unique: true,
      search: true,
      label: words('编号', 'No.'),
    },
    order_id: { type: 'reference', to: 'orders', required: true, label: words('订单', 'Order') },
    kind: {
      type: 'enum',
      required: true,
      label: words('类型', 'Kind'),
      options: {
        production_delay: words('生产延误', 'Production delay'),
        quality: words('质量问题', 'Quality'),
        material: words('缺料', 'Missing material'),
        logistics: words('物流异常', 'Logistics'),
        customer_change: words('客户变更', 'Change by the customer'),
        payment: words('付款问题', 'Payment'),
        other: words('其他', 'Other'),
      },
    },
    severity: {
      type: 'enum',
      required: true,
      label: words('严重程度', 'Severity'),
      options: {
        high: { ...words('高', 'High'), tone: 'bad' },
        medium: { ...words('中', 'Medium'), tone: 'warn' },
        low: { ...words('低', 'Low'), tone: 'neutral' },
      },
    },
    owner_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      default: '$me',
      label: words('登记人', 'Recorded by'),
      help: words(
        '负责汇报与跟进到解决',
        'Reports the exception and follows it up until it is resolved',
      ),
    },
    found_at: {
      type: 'datetime',
      required: true,
      default: '$now',
      max: '$now',
      label: words('发现时间', 'Found at'),
    },
    cause: {
      type: 'longtext',
      required: { states: ['handling'] },
      label: words('原因分析', 'Cause'),
    },
    impact_days: { type: 'integer', min: 0, label: words('影响天数', 'Delay in days') },
    measure: {
      type: 'longtext',
      required: { states: ['handling'] },
      label: words('处理措施', 'Measure'),
    },
    responsible_department_id: {
      type: 'reference',
      to: 'departments',
      required: { states: ['handling'] },
      label: words('责任部门', 'Responsible department'),
    },
    responsible_id: {
      type: 'reference',
      to: 'employees',
      required: { states: ['reported'] },
      label: words('处理责任人', 'Responsible person'),
    },
    reported_to_id: {
      type: 'reference',
      to: 'employees',
      required: { states: ['reported'] },
      label: words('汇报领导', 'Reported to'),
    },
    reported_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      label: words('汇报时间', 'Reported at'),
    },
    in_time: {
      type: 'boolean',
      formula:
        "if(reported_at == null, null, hours_between(found_at, reported_at) <= param('order.exception_report_hours'))",
      label: words('及时汇报', 'Reported in time'),
      clauses: ['P0 §2.2.4'],
    },
    customer_informed_at: {
      type: 'datetime',
      label: words('告知客户时间', 'Customer informed at'),
    },
    due_on: { type: 'date', required: true, label: words('解决期限', 'Due on') },
    result: {
      type: 'longtext',
      required: { states: ['resolved'] },
      label: words('处理结果', 'Result'),
    },
    resolved_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      label: words('解决时间', 'Resolved at'),
    },
  },
  workflow: {
    states: {
      open: { ...words('新发现', 'Found'), tone: 'bad' },
      reported: { ...words('已汇报', 'Reported'), tone: 'warn', stamp: 'reported_at' },
      handling: { ...words('处理中', 'In hand'), tone: 'info' },
      resolved: {
        ...words('已解决', 'Resolved'),
        tone: 'good',
        final: true,
        stamp: 'resolved_at',
        locks: ['order_id', 'kind', 'found_at', 'cause', 'measure', 'result'],
      },
    },
    transitions: {
      report: {
        from: ['open'],
        to: 'reported',
        by: ['owner'],
        label: words('汇报', 'Report'),
        guards: [
          {
            rule: 'R-053',
            check: { 'reported_to.roles': ['dept_manager', 'executive'] },
            message: words(
              '须向部门负责人或以上汇报',
              'The report goes to a department head or above',
            ),
            clauses: ['P0 §2.2.4'],
          },
        ],
        effects: [
          {
            do: 'notify',
            to: { fields: ['reported_to_id', 'responsible_id'] },
            kind: 'warning',
            level: 'orange',
            title: words('订单异常 {code} 汇报', 'Order exception {code} reported'),
            rule: 'R-053',
          },
        ],
        clauses: ['P0 §2.2.4', 'P3 §2.4.3'],
      },
      handle: {
        from: ['reported'],
        to: 'handling',
        by: ['responsible'],
        label: words('处理', 'Handle'),
        fills: ['cause', 'measure', 'responsible_department_id', 'impact_days'],
        require: ['cause', 'measure'],
        clauses: ['P0 §2.2.4'],
      },
      resolve: {
        from: ['handling'],
        to: 'resolved',
        by: ['owner'],
        label: words('解决', 'Resolve'),
        tone: 'good',
        fills: ['result', 'customer_informed_at'],
        require: ['result', 'customer_informed_at'],
        clauses: ['P0 §2.2.4', 'P3 §2.4.3'],
      },
    },
  },
  schedule: [
    {
      id: 'J-15',
      label: words('异常未及时汇报', 'Exception not reported in time'),
      every: 'hourly',
      where: {
        $and: [
          { state: 'open' },
          "hours_between(found_at, now()) > param('order.exception_report_hours')",
        ],
      },
      effects: [
        {
          do: 'notify',
          to: { fields: ['owner_id'], head: true },
          kind: 'escalation',
          level: 'orange',
          title: words(
            '订单异常 {code} 未及时汇报',
            'Order exception {code} was not reported in time',
          ),
        },
        {
          do: 'notify',
          when: { severity: 'high' },
          to: { roles: ['executive'] },
          kind: 'escalation',
          level: 'red',
          title: words(
            '重大订单异常 {code} 未及时汇报',
            'Serious order exception {code} was not reported in time',
          ),
        },
      ],
      rule: 'R-053',
      clauses: ['P0 §2.2.4'],
    },
  ],
  access: orderExceptionsAccess,
  shares: [
    sharedForReview,
    {
      where: { 'responsible_department.manager_id': '$me' },
      confidential: true,
      acts: true,
      clauses: ['P0 §2.2.4'],
    },
  ],
  views: {
    list: {
      columns: [
        'code',
        'order_id',
        'kind',
        'severity',
        'state',
        'found_at',
        'due_on',
        'responsible_id',
        'owner_id',
      ],
      filters: [
        'order_id',
        'kind',
        'severity',
        'state',
        'responsible_department_id',
        'owner_id',
        'department_id',
        'found_at',
        'due_on',
      ],
      sort: ['found_at', 'DESC'],
      presets: {
        open: {
          label: words('未解决', 'Open'),
          filter: { state: { $ne: 'resolved' } },
          sort: ['severity', 'ASC'],
        },
        mine: {
          label: words('待我处理', 'For me to handle'),
          filter: { responsible_id: '$me', state: ['reported', 'handling'] },
          waits: true,
        },
        not_reported: {
          label: words('未及时汇报', 'Not reported in time'),
          filter: { state: 'open', found_at: { $lt: '$now-24h' } },
        },
        overdue: {
          label: words('超期', 'Overdue'),
          filter: { state: { $ne: 'resolved' }, due_on: { $lt: '$today' } },
        },
      },
    },
    form: [
      {
        section: words('异常', 'Exception'),
        fields: [
          'code',
          'order_id',
          'kind',
          'severity',
          'owner_id',
          'found_at',
          'impact_days',
          'due_on',
        ],
      },
      {
        section: words('汇报与处理', 'Report and measure'),
        fields: [
          'reported_to_id',
          'reported_at',
          'in_time',
          'responsible_id',
          'responsible_department_id',
          'cause',
          'measure',
        ],
      },
      {
        section: words('结果', 'Result'),
        fields: ['customer_informed_at', 'result', 'resolved_at'],
      },
    ],
    related: [],
    board: 'state',
  },
  analytics: {
    time: 'found_at',
    dimensions: {
      kind: { field: 'kind', label: words('类型', 'Kind') },
      severity: { field: 'severity', label: words('严重程度', 'Severity') },
      state: { field: 'state', label: words('状态', 'State') },
      department: { field: 'department_id', label: words('部门', 'Department') },
      responsible_department: {
        field: 'responsible_department_id',
        label: words('责任部门', 'Responsible department'),
      },
      customer: { field: 'order.customer_id', label: words('客户', 'Customer') },
      employee: { field: 'owner_id', label: words('业务员', 'Salesperson') },
    },
    measures: {
      exceptions: {
        id: 'M-608',
        agg: 'count',
        label: words('异常数', 'Exceptions'),
        format: 'integer',
        better: 'down',
        clauses: ['P0 §2.2.4'],
      },
      open: {
        agg: 'count',
        where: { state: { $ne: 'resolved' } },
        label: words('未解决异常', 'Open exceptions'),
        format: 'integer',
        better: 'down',
      },
      resolution_hours: {
        agg: 'avg',
        field: 'hours_between(found_at, resolved_at)',
        label: words('平均处理时长', 'Mean time to resolve'),
        format: 'hours',
        better: 'down',
      },
      reported: {
        agg: 'count',
        where: { reported_at: { $null: false } },
        label: words('已汇报异常', 'Reported exceptions'),
        format: 'integer',
      },
      reported_in_time: {
        agg: 'count',
        where: { in_time: true },
        label: words('及时汇报异常', 'Reported in time'),
        format: 'integer',
      },
      reporting_rate: {
        calc: '100 * reported_in_time / reported',
        label: words('汇报及时率', 'Reporting in time'),
        format: 'percent',
        better: 'up',
      },
    },
  },
  sample: { count: 120 },
})
