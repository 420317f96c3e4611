import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { paymentTriggers } from '../contracts/terms.ts'
import { receivablesAccess } from './receivables.access.ts'
import { invoicesAnalytics, receivablesAnalytics, receivablesViews } from './receivables.views.ts'
import { receivablesSchedule, receivablesWorkflow } from './receivables.workflow.ts'

/** Money owed under a contract, one row per agreed instalment. */
export const receivables = entity({
  name: 'receivables',
  label: words('应收账款', 'Receivables'),
  module: 'receivables',
  tier: 'core',
  icon: 'payments',
  clauses: ['P0 §2.2.3', 'P0 §5.2', 'P3 §2.5', 'P3 §3.3', 'P3 §6.1.3'],
  title: '{code} {name}',
  fields: {
    code: {
      type: 'serial',
      pattern: 'YS-{yyyymm}-{seq5}',
      unique: true,
      search: true,
      label: words('编号', 'No.'),
    },
    customer_id: {
      type: 'reference',
      to: 'customers',
      required: true,
      label: words('客户', 'Customer'),
    },
    contract_id: {
      type: 'reference',
      to: 'contracts',
      required: true,
      label: words('合同', 'Contract'),
    },
    order_id: { type: 'reference', to: 'orders', label: words('订单', 'Order') },
    name: { type: 'text', required: true, search: true, label: words('款项', 'Instalment') },
    amount: {
      type: 'money',
      required: true,
      min: 0.01,
      confidential: true,
      label: words('应收金额', 'Amount'),
    },
    trigger: {
      type: 'enum',
      required: true,
      label: words('到期触发', 'Trigger'),
      help: words('由付款计划带入', 'Copied from the payment schedule'),
      options: paymentTriggers,
    },
    offset_days: {
      type: 'integer',
      auto: true,
      readonly: true,
      label: words('触发后天数', 'Days after the trigger'),
    },
    expected_on: {
      type: 'date',
      required: true,
      label: words('预计到期日', 'Expected on'),
      help: words(
        '到期日未定前用于预测与结算通知',
        'Used for forecasts and notices until the due date is known',
      ),
    },
    due_on: {
      type: 'date',
      required: { states: ['due'] },
      label: words('到期日', 'Due on'),
      help: words(
        '触发事件发生日加天数，由系统填写',
        'Date of the event plus the days, set by the system',
      ),
    },
    invoices: {
      type: 'lines',
      label: words('开票记录', 'Invoices'),
      title: '{invoice_no}',
      fields: {
        kind: {
          type: 'enum',
          required: true,
          label: words('发票类型', 'Kind'),
          options: {
            special: words('专票', 'Special VAT'),
            normal: words('普票', 'Ordinary VAT'),
            e_special: words('数电专票', 'Electronic special VAT'),
            e_normal: words('数电普票', 'Electronic ordinary VAT'),
          },
        },
        invoice_no: {
          type: 'text',
          required: true,
          unique: true,
          label: words('发票号码', 'Invoice No.'),
        },
        invoiced_on: { type: 'date', required: true, label: words('开票日期', 'Invoiced on') },
        amount_net: {
          type: 'money',
          required: true,
          confidential: true,
          label: words('不含税金额', 'Net amount'),
        },
        tax_rate: {
          type: 'percent',
          required: true,
          min: 0,
          max: 100,
          label: words('税率', 'Tax rate'),
        },
        tax_amount: {
          type: 'money',
          required: true,
          confidential: true,
          label: words('税额', 'Tax'),
        },
        total: {
          type: 'money',
          required: true,
          confidential: true,
          label: words('价税合计', 'Total'),
        },
        red: {
          type: 'boolean',
          default: false,
          label: words('红字', 'Credit note'),
          help: words('红字发票按负数计', 'Counts as negative'),
        },
      },
      analytics: invoicesAnalytics,
    },
    invoiced_amount: {
      type: 'money',
      confidential: true,
      rollup: {
        of: 'receivable_invoices',
        by: 'receivable_id',
        sum: 'if(red, 0 - abs(total), total)',
        dated: 'invoiced_on',
      },
      label: words('已开票金额', 'Invoiced'),
    },
    first_invoiced_on: {
      type: 'date',
      rollup: { of: 'receivable_invoices', by: 'receivable_id', min: 'invoiced_on' },
      label: words('首次开票日期', 'First invoiced on'),
    },
    received_amount: {
      type: 'money',
      confidential: true,
      rollup: {
        of: 'payment_allocations',
        by: 'receivable_id',
        sum: 'amount',
        where: { 'payment.state': ['confirmed', 'reversed'] },
        dated: 'payment.received_on',
        until: 'payment.reversed_on',
      },
      label: words('已收', 'Received'),
      clauses: ['P3 §2.5.1'],
    },
    last_received_on: {
      type: 'date',
      rollup: {
        of: 'payment_allocations',
        by: 'receivable_id',
        max: 'payment.received_on',
        where: { 'payment.state': ['confirmed', 'reversed'] },
        dated: 'payment.received_on',
        until: 'payment.reversed_on',
      },
      label: words('最近收款日', 'Last received on'),
    },
    written_off_on: {
      type: 'date',
      auto: true,
      readonly: true,
      dated: 'written_off_on',
      label: words('核销日期', 'Written off on'),
    },
    bad_debt_amount: {
      type: 'money',
      confidential: true,
      formula: 'if(written_off_on != null, max(0, amount - received_amount), 0)',
      label: words('坏账金额', 'Bad debt'),
      help: words(
        '核销后未收的金额；坏账收回后相应减少',
        'Unpaid after the write-off; a recovery reduces it',
      ),
      clauses: ['P0 §5.2'],
    },
    balance: {
      type: 'money',
      confidential: true,
      formula: 'amount - received_amount - bad_debt_amount',
      label: words('余额', 'Balance'),
    },
    overdue_days: {
      type: 'integer',
      formula: 'if(balance > 0, max(0, days_between(due_on, today())), 0)',
      label: words('逾期天数', 'Days overdue'),
      phrase: { ...words('逾期 {n} 天', '{n} days overdue'), tone: 'bad' },
    },
    age_bucket: {
      type: 'enum',
      label: words('账龄', 'Age'),
      band: {
        of: 'overdue_days',
        keys: [
          { key: 'not_due', to: 0 },
          { key: 'd1_30', to: 30 },
          { key: 'd31_60', to: 60 },
          { key: 'd61_90', to: 90 },
          { key: 'over_90' },
        ],
      },
      options: {
        not_due: { ...words('未到期', 'Not due'), tone: 'good' },
        d1_30: { ...words('1–30 天', '1–30 days'), tone: 'warn' },
        d31_60: { ...words('31–60 天', '31–60 days'), tone: 'warn' },
        d61_90: { ...words('61–90 天', '61–90 days'), tone: 'bad' },
        over_90: { ...words('90 天以上', 'Over 90 days'), tone: 'bad' },
      },
    },
    warning_level: {
      type: 'enum',
      label: words('预警级别', 'Warning'),
      formula:
        "if(balance <= 0, null, if(state == 'legal' or overdue_days >= param('receivable.warning_days', 'red'), 'red', if(overdue_days >= param('receivable.warning_days', 'orange'), 'orange', if(overdue_days >= param('receivable.warning_days', 'yellow') or (overdue_days == 0 and due_on != null and days_between(today(), due_on) <= param('receivable.notice_lead_days') and (customer.credit_grade == 'C' or customer.credit_grade == 'D' or broken_promises > 0)), 'yellow', null))))",
      options: {
        yellow: { ...words('黄色', 'Yellow'), tone: 'warn' },
        orange: { ...words('橙色', 'Orange'), tone: 'warn' },
        red: { ...words('红色', 'Red'), tone: 'bad' },
      },
      clauses: ['P3 §3.3.3', 'P2 §5.3.2'],
    },
    owner_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      default: '=customer.owner_id',
      label: words('业务员', 'Salesperson'),
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      default: '=customer.department_id',
      label: words('部门', 'Department'),
    },
    promise_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('客户承诺付款日', 'Promised on'),
      help: words('来自催收记录', 'From the dunning'),
    },
    recognised_on: {
      type: 'date',
      auto: true,
      readonly: true,
      default: '$today',
      label: words('确认日期', 'Recognised on'),
      help: words('首张发票日期，否则为创建日', 'Date of the first invoice, else of creation'),
    },
    settled_on: {
      type: 'date',
      formula: 'if(amount - received_amount <= 0, last_received_on, null)',
      label: words('结清日期', 'Settled on'),
      help: words('最后一笔核销回款的到账日', 'Date of the last allocated payment'),
    },
    days_to_settle: {
      type: 'integer',
      formula: 'days_between(recognised_on, settled_on)',
      label: words('结清天数', 'Days to settle'),
    },
    waiver: {
      type: 'attachments',
      label: words('免追依据', 'Documented waiver'),
      clauses: ['P0 §5.2'],
    },
    dunning_count: {
      type: 'integer',
      rollup: { of: 'dunning_actions', by: 'receivable_id', count: true },
      label: words('催收次数', 'Dunnings'),
    },
    dunning_planned: {
      type: 'integer',
      rollup: {
        of: 'dunning_actions',
        by: 'receivable_id',
        count: true,
        where: { state: 'planned' },
      },
      label: words('待催收', 'Dunnings planned'),
    },
    dunnings_done: {
      type: 'integer',
      rollup: {
        of: 'dunning_actions',
        by: 'receivable_id',
        count: true,
        where: { state: ['done', 'escalated'] },
      },
      label: words('已催收次数', 'Dunnings done'),
    },
    last_dunned_at: {
      type: 'datetime',
      rollup: { of: 'dunning_actions', by: 'receivable_id', max: 'acted_at' },
      label: words('最近催收', 'Last dunned'),
    },
    broken_promises: {
      type: 'integer',
      rollup: {
        of: 'dunning_actions',
        by: 'receivable_id',
        count: true,
        where: { broken_on: { $null: false } },
      },
      label: words('失信次数', 'Broken promises'),
    },
  },
  workflow: receivablesWorkflow,
  rules: [
    {
      id: 'R-066',
      require: 'received_amount <= amount',
      at: 'received_amount',
      message: words('核销不能超过余额', 'An allocation may not exceed the balance'),
      clauses: ['P3 §2.5.1'],
    },
    {
      id: 'receivable-invoices',
      require: 'invoiced_amount == null or invoiced_amount <= amount',
      of: ['invoices', 'amount'],
      at: 'invoices',
      warn: true,
      message: words('开票金额超过应收金额', 'More is invoiced than is owed'),
      clauses: ['P3 §2.5.1'],
    },
    {
      id: 'receivable-contract-customer',
      require: 'contract_id == null or contract.customer_id == customer_id',
      of: ['contract_id', 'customer_id'],
      at: 'contract_id',
      message: words('合同属于其他客户', 'The contract is with another customer'),
      clauses: ['P3 §2.5.1'],
    },
  ],
  events: {
    create: [
      {
        do: 'set',
        when: { $some: { of: 'receivable_invoices', by: 'receivable_id' } },
        values: { recognised_on: '=first_invoiced_on' },
      },
    ],
    update: [
      {
        of: ['invoices'],
        when: { $some: { of: 'receivable_invoices', by: 'receivable_id' } },
        effects: [{ do: 'set', values: { recognised_on: '=first_invoiced_on' } }],
      },
    ],
  },
  schedule: receivablesSchedule,
  access: receivablesAccess,
  exists_from: 'recognised_on',
  views: receivablesViews,
  analytics: receivablesAnalytics,
  sample: { count: 7000, amount: { min: 2000, max: 500000 } },
})
