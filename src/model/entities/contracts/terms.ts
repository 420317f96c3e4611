import { words } from '../../words.ts'

/** Amount of a line of a contract or order, four decimals; only the document's total is rounded to 0.01. */
export const lineTotal = 'quantity * unit_price * (1 - coalesce(discount, 0) / 100)'

/** Events that make an instalment due. */
export const paymentTriggers = {
  signing: words('签约', 'Signing'),
  before_dispatch: words('发货前', 'Before dispatch'),
  dispatch: words('发货', 'Dispatch'),
  delivery: words('到货签收', 'Delivery'),
  acceptance: words('验收', 'Acceptance'),
  warranty_end: words('质保期满', 'End of warranty'),
  date: words('指定日期', 'Fixed date'),
} as const
