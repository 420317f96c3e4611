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

/** What a line is about: the product, with what its file says of it. */
export const itemFields = {
  product_id: {
    type: 'reference',
    to: 'products',
    required: true,
    label: words('产品', 'Product'),
  },
  spec: {
    type: 'text',
    required: true,
    default: '=product.spec',
    label: words('规格', 'Specification'),
  },
  unit: {
    type: 'text',
    required: true,
    default: '=product.unit',
    label: words('单位', 'Unit'),
  },
} as const

/** What a line costs, from the product's list price. */
export const priceFields = {
  unit_price: {
    type: 'money',
    scale: 4,
    required: true,
    min: 0,
    confidential: true,
    default: '=product.list_price',
    label: words('含税单价', 'Unit price incl. tax'),
  },
  discount: { type: 'percent', min: 0, max: 100, label: words('折扣', 'Discount') },
  tax_rate: {
    type: 'percent',
    required: true,
    min: 0,
    max: 100,
    default: '=product.tax_rate',
    label: words('税率', 'Tax rate'),
  },
} as const
