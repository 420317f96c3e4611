import type { Analytics, Views } from '../../language/definition.ts'
import { words } from '../../words.ts'

const open = { balance: { $gt: 0 } }

/** List, form and tabs of receivables. */
export const receivablesViews = {
  list: {
    columns: [
      'code',
      'customer_id',
      'name',
      'amount',
      'balance',
      'due_on',
      'overdue_days',
      'warning_level',
      'state',
    ],
    filters: [
      'customer_id',
      'contract_id',
      'order_id',
      'state',
      'age_bucket',
      'warning_level',
      'owner_id',
      'department_id',
      'due_on',
      'expected_on',
      'overdue_days',
      'balance',
      'promise_on',
    ],
    totals: ['amount', 'received_amount', 'balance'],
    sort: ['due_on', 'ASC'],
    presets: {
      ageing: { label: words('账龄', 'Ageing'), filter: open, sort: ['overdue_days', 'DESC'] },
      my_overdue: {
        label: words('我的逾期', 'My overdue'),
        filter: { owner_id: '$me', overdue_days: { $gt: 0 } },
        sort: ['overdue_days', 'DESC'],
        waits: true,
      },
      due_next: {
        label: words('未来 30 天到期', 'Due in 30 days'),
        filter: { ...open, due_on: { $gte: '$today', $lte: '$today+30d' } },
        sort: ['due_on', 'ASC'],
      },
      red: {
        label: words('红色预警', 'Red'),
        filter: { warning_level: 'red' },
        sort: ['overdue_days', 'DESC'],
      },
      warnings: {
        label: words('预警', 'Warnings'),
        filter: { warning_level: ['yellow', 'orange', 'red'] },
        sort: ['overdue_days', 'DESC'],
      },
    },
  },
  form: [
    {
      section: words('款项', 'Instalment'),
      fields: [
        'code',
        'customer_id',
        'contract_id',
        'order_id',
        'name',
        'amount',
        'trigger',
        'offset_days',
        'expected_on',
        'due_on',
        'owner_id',
        'department_id',
      ],
    },
    {
      section: words('收款', 'Receipt'),
      fields: [
        'received_amount',
        'balance',
        'last_received_on',
        'days_to_settle',
        'settled_on',
        'overdue_days',
        'age_bucket',
        'warning_level',
      ],
    },
    {
      section: words('开票', 'Invoices'),
      fields: ['invoices', 'invoiced_amount', 'recognised_on'],
    },
    {
      section: words('催收与坏账', 'Dunning and bad debt'),
      fields: [
        'promise_on',
        'dunnings_done',
        'last_dunned_at',
        'broken_promises',
        'waiver',
        'bad_debt_amount',
        'written_off_on',
      ],
    },
  ],
  related: [
    { resource: 'settlement_notices', by: 'receivable_id' },
    { resource: 'dunning_actions', by: 'receivable_id' },
    { resource: 'payment_allocations', by: 'receivable_id', label: words('回款核销', 'Payments') },
    { resource: 'legal_cases', by: 'receivable_ids' },
  ],
  calendar: 'due_on',
  board: 'state',
} as const satisfies Views

const dimensions = {
  customer: { field: 'customer_id', label: words('客户', 'Customer') },
  region: { field: 'customer.region', label: words('地区', 'Region') },
  credit_grade: { field: 'customer.credit_grade', label: words('信用等级', 'Credit grade') },
  employee: { field: 'owner_id', label: words('业务员', 'Salesperson') },
  department: { field: 'department_id', label: words('部门', 'Department') },
} as const

/** Balance, ageing, collection and bad debt (M-201 to M-213, M-216). */
export const receivablesAnalytics = {
  time: 'due_on',
  dimensions: {
    ...dimensions,
    age_bucket: { field: 'age_bucket', label: words('账龄', 'Age') },
    warning_level: { field: 'warning_level', label: words('预警级别', 'Warning') },
    state: { field: 'state', label: words('状态', 'State') },
    trigger: { field: 'trigger', label: words('到期触发', 'Trigger') },
    payment_method: {
      field: 'contract.payment_method',
      label: words('付款方式', 'Payment method'),
    },
  },
  measures: {
    balance: {
      id: 'M-201',
      agg: 'sum',
      field: 'balance',
      where: open,
      balance: true,
      label: words('应收余额', 'Receivable balance'),
      help: words(
        '余额大于 0 的应收合计，按所选日期的余额',
        'Total of balances above 0, as of the chosen day',
      ),
      format: 'money',
      better: 'down',
      clauses: ['P3 §3.3.3'],
    },
    average_balance: {
      agg: 'sum',
      field: 'balance',
      where: open,
      balance: 'average',
      label: words('平均应收余额', 'Average balance'),
      help: words('期初与期末应收余额的平均', 'Mean of opening and closing balance'),
      format: 'money',
    },
    brought_forward: {
      agg: 'sum',
      field: 'balance',
      where: { $and: [open, 'due_on != null and due_on <= today()'] },
      balance: 'opening',
      label: words('期初已到期余额', 'Overdue brought forward'),
      format: 'money',
    },
    open_count: {
      agg: 'count',
      where: open,
      balance: true,
      label: words('未结清笔数', 'Open receivables'),
      format: 'integer',
      better: 'down',
    },
    overdue_amount: {
      id: 'M-202',
      agg: 'sum',
      field: 'balance',
      where: { overdue_days: { $gt: 0 } },
      balance: true,
      label: words('逾期账款金额', 'Overdue amount'),
      format: 'money',
      better: 'down',
      clauses: ['P3 §6.1.3'],
    },
    overdue_count: {
      agg: 'count',
      where: { overdue_days: { $gt: 0 } },
      balance: true,
      label: words('逾期笔数', 'Overdue receivables'),
      format: 'integer',
      better: 'down',
    },
    overdue_rate: {
      id: 'M-206',
      calc: '100 * overdue_amount / balance',
      label: words('逾期率', 'Overdue rate'),
      help: words('逾期金额 ÷ 应收余额', 'Overdue amount ÷ balance'),
      format: 'percent',
      better: 'down',
      target: 5,
    },
    due_amount: {
      agg: 'sum',
      field: 'amount',
      label: words('到期应收额', 'Amount due'),
      help: words('到期日在本期内的应收金额', 'Amounts whose due date is in the period'),
      format: 'money',
    },
    due_count: { agg: 'count', label: words('到期笔数', 'Instalments due'), format: 'integer' },
    settled_on_time: {
      agg: 'count',
      where: 'settled_on != null and settled_on <= due_on',
      label: words('按时结清笔数', 'Settled on time'),
      format: 'integer',
      better: 'up',
    },
    settled_late: {
      agg: 'count',
      where: 'settled_on != null and settled_on > due_on',
      label: words('逾期结清笔数', 'Settled late'),
      format: 'integer',
      better: 'down',
    },
    settled: {
      agg: 'count',
      where: { settled_on: { $null: false } },
      label: words('结清笔数', 'Settled'),
      format: 'integer',
    },
    settled_late_rate: {
      calc: '100 * settled_late / settled',
      label: words('逾期结清占比', 'Share settled late'),
      format: 'percent',
      better: 'down',
    },
    on_time_rate: {
      id: 'M-204',
      calc: '100 * settled_on_time / due_count',
      label: words('按时回收率', 'On-time collection'),
      help: words(
        '按时全额结清的款项 ÷ 本期到期款项',
        'Instalments paid in full by the due date ÷ instalments due',
      ),
      format: 'percent',
      better: 'up',
      target: 90,
    },
    days_to_settle: {
      agg: 'avg',
      field: 'days_to_settle',
      label: words('平均结清天数', 'Mean days to settle'),
      format: 'days',
      better: 'down',
    },
    due_next_30: {
      id: 'M-208',
      agg: 'sum',
      field: 'balance',
      where: { ...open, due_on: { $gte: '$today', $lte: '$today+30d' } },
      balance: true,
      label: words('未来 30 天到期', 'Due in the next 30 days'),
      format: 'money',
    },
    legal_amount: {
      id: 'M-212',
      agg: 'sum',
      field: 'balance',
      where: { state: 'legal' },
      balance: true,
      label: words('法律追讨金额', 'Amount in law'),
      format: 'money',
      better: 'down',
    },
    written_off: {
      agg: 'sum',
      field: 'bad_debt_amount',
      where: { written_off_on: { $null: false } },
      time: 'written_off_on',
      label: words('坏账核销额', 'Written off'),
      format: 'money',
      better: 'down',
      clauses: ['P0 §5.2'],
    },
    warnings: {
      id: 'M-216',
      agg: 'count',
      where: { warning_level: ['yellow', 'orange', 'red'] },
      balance: true,
      label: words('预警数', 'Warnings'),
      format: 'integer',
      better: 'down',
      target: 0,
    },
    recognised_amount: {
      agg: 'sum',
      field: 'amount',
      time: 'recognised_on',
      label: words('新增应收', 'New receivables'),
      format: 'money',
    },
    received: {
      agg: 'sum',
      field: 'received_amount',
      label: words('已收金额', 'Received'),
      help: words(
        '本期到期款项至今已收的金额',
        'Received so far for instalments due in the period',
      ),
      format: 'money',
      better: 'up',
    },
  },
} as const satisfies Analytics

const onReceivable = {
  customer: { field: 'receivable.customer_id', label: words('客户', 'Customer') },
  employee: { field: 'receivable.owner_id', label: words('业务员', 'Salesperson') },
  department: { field: 'receivable.department_id', label: words('部门', 'Department') },
} as const

/** Invoices issued. */
export const invoicesAnalytics = {
  time: 'invoiced_on',
  dimensions: { ...onReceivable, kind: { field: 'kind', label: words('发票类型', 'Kind') } },
  measures: {
    invoiced: {
      agg: 'sum',
      field: 'if(red, 0 - abs(total), total)',
      label: words('开票额', 'Invoiced'),
      format: 'money',
      better: 'up',
    },
    invoices: { agg: 'count', label: words('发票数', 'Invoices'), format: 'integer' },
  },
} as const satisfies Analytics

/** Money received and allocated, by the day on which it arrived (M-203). */
export const allocationsAnalytics = {
  time: 'payment.received_on',
  base: { 'payment.state': 'confirmed' },
  dimensions: {
    ...onReceivable,
    region: { field: 'receivable.customer.region', label: words('地区', 'Region') },
    method: { field: 'payment.method', label: words('方式', 'Method') },
  },
  measures: {
    collected: {
      agg: 'sum',
      field: 'amount',
      label: words('回款额', 'Collected'),
      help: words('已核销回款，按到账日', 'Allocated payments by the day received'),
      format: 'money',
      better: 'up',
      clauses: ['P3 §2.5.3'],
    },
    collected_due: {
      agg: 'sum',
      field: 'amount',
      where: { 'receivable.due_on': { $gte: '$period_start', $lte: '$period_end' } },
      label: words('当期到期款的回款额', 'Collected of what fell due'),
      help: words(
        '本期到期款项在本期收到的金额',
        'Received in the period for instalments due in it',
      ),
      format: 'money',
      better: 'up',
    },
  },
} as const satisfies Analytics
