import { words } from '../../words.ts'

/** How much a complaint or service request weighs. */
export const complaintSeverities = {
  critical: { ...words('重大', 'Critical'), tone: 'bad' },
  major: { ...words('较大', 'Major'), tone: 'warn' },
  minor: { ...words('一般', 'Minor'), tone: 'neutral' },
} as const

/** Ways in which customers reach the company. */
export const inboundChannels = {
  phone: words('电话', 'Phone'),
  email: words('邮件', 'E-mail'),
  online: words('在线客服', 'Online'),
  social: words('社交媒体', 'Social media'),
} as const

/** A text that the dialog of a step asks for. */
export const reason = {
  type: 'longtext',
  required: true,
  label: words('原因', 'Reason'),
} as const

/** A score that a customer gives, from 1 to 5. */
export const score = { type: 'integer', min: 1, max: 5 } as const

/** Who improves, and until when: asked when a case is closed. */
export const improvementAsk = {
  responsible_id: {
    type: 'reference',
    to: 'employees',
    required: true,
    label: words('改进责任人', 'Responsible for the improvement'),
  },
  due_on: {
    type: 'date',
    required: true,
    min: '$today',
    label: words('改进期限', 'Improvement due on'),
  },
} as const
