import type { LinesField } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { itemFields, lineTotal, paymentTriggers, priceFields } from './terms.ts'

/** What is sold, line by line. */
export const contractLines = {
  type: 'lines',
  required: true,
  label: words('标的明细', 'Items'),
  title: '{product.name}',
  fields: {
    ...itemFields,
    quantity: { type: 'decimal', required: true, min: 0, label: words('数量', 'Quantity') },
    ...priceFields,
    line_total: {
      type: 'money',
      scale: 4,
      confidential: true,
      formula: lineTotal,
      label: words('价税合计', 'Line total'),
      help: words('数量 × 单价 × (1 − 折扣 / 100)', 'Quantity × unit price × (1 − discount / 100)'),
    },
  },
  rules: [
    {
      id: 'contract-quantity',
      require: "quantity > 0 or contract.kind == 'framework'",
      at: 'quantity',
      message: words('数量须大于 0', 'The quantity must be above 0'),
      clauses: ['P0 §2.2.3'],
    },
  ],
} as const satisfies LinesField

/** When which share of the amount is due. */
export const paymentSchedule = {
  type: 'lines',
  required: true,
  label: words('付款计划', 'Payment schedule'),
  title: '{name}',
  fields: {
    name: { type: 'text', required: true, label: words('款项', 'Instalment') },
    trigger: {
      type: 'enum',
      required: true,
      label: words('触发', 'Trigger'),
      options: paymentTriggers,
    },
    offset_days: { type: 'integer', label: words('天数', 'Days after') },
    due_on: { type: 'date', required: { trigger: 'date' }, label: words('到期日', 'Due on') },
    percent: {
      type: 'percent',
      required: true,
      min: 0,
      max: 100,
      label: words('比例', 'Share'),
    },
    amount: {
      type: 'money',
      confidential: true,
      formula:
        'round(contract.amount * percent / 100, 2) + if(position == contract.last_instalment, contract.amount - contract.instalments_rounded, 0)',
      label: words('金额', 'Amount'),
      help: words(
        '四舍五入到分，最后一期取余额',
        'Rounded to 0.01; the last instalment takes the remainder',
      ),
    },
  },
} as const satisfies LinesField
