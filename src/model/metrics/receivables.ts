import type { Metric } from '../language/definition.ts'

const onReceivable = {
  customer: { receivables: 'customer', payment_allocations: 'customer', orders: 'customer' },
  employee: { receivables: 'employee', payment_allocations: 'employee', orders: 'employee' },
  department: {
    receivables: 'department',
    payment_allocations: 'department',
    orders: 'department',
  },
  region: { receivables: 'region', payment_allocations: 'region', orders: 'region' },
} as const

/** Receivables metrics that join several entities. */
export const receivablesMetrics: readonly Metric[] = [
  {
    id: 'M-203',
    name: 'collection_rate',
    label: { zh: '货款回收率', en: 'Collection rate' },
    help: {
      zh: '本期到期款项在本期收到的金额 ÷ 本期到期金额',
      en: 'Received in the period for instalments due in it ÷ amounts due in the period',
    },
    format: 'percent',
    better: 'up',
    calc: '100 * payment_allocations.collected_due / receivables.due_amount',
    by: onReceivable,
    target: 95,
    clauses: ['P3 §6.1.3', 'P0 §4.1'],
  },
  {
    id: 'M-2031',
    name: 'collection_rate_all',
    label: { zh: '货款回收率（含以前逾期）', en: 'Collection rate incl. brought forward' },
    help: {
      zh: '本期全部回款 ÷（期初已到期余额 + 本期到期金额）',
      en: 'All received in the period ÷ (overdue brought forward + amounts due in the period)',
    },
    format: 'percent',
    better: 'up',
    calc: '100 * payment_allocations.collected / (receivables.brought_forward + receivables.due_amount)',
    by: onReceivable,
    clauses: ['P3 §6.1.3'],
  },
  {
    id: 'M-207',
    name: 'days_sales_outstanding',
    label: { zh: '应收周转天数', en: 'Days sales outstanding' },
    help: {
      zh: '（期初 + 期末应收余额）÷ 2 ÷ 本期赊销额 × 天数',
      en: 'Mean of opening and closing balance ÷ credit sales of the period × days',
    },
    format: 'days',
    better: 'down',
    calc: 'receivables.average_balance / orders.credit_sales * period_days',
    by: onReceivable,
    target: 45,
    clauses: ['P0 §5.2', 'P3 §3.3.3'],
  },
  {
    id: 'M-213',
    name: 'bad_debt_rate',
    label: { zh: '坏账率', en: 'Bad-debt rate' },
    help: { zh: '本期核销坏账 ÷ 本期赊销额', en: 'Written off ÷ credit sales of the period' },
    format: 'percent',
    better: 'down',
    calc: '100 * receivables.written_off / orders.credit_sales',
    by: onReceivable,
    target: 0.5,
    clauses: ['P0 §5.2'],
  },
]
