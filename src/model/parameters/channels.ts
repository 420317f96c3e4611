import type { Parameter } from '../language/definition.ts'

/** Parameters of channels. */
export const channelsParameters: readonly Parameter[] = [
  {
    key: 'channel.expiry_days',
    label: {
      zh: '渠道协议到期提醒天数',
      en: 'Agreement with a partner: reminder before it expires',
    },
    module: 'channels',
    type: 'integer',
    default: 60,
    min: 1,
    max: 365,
    unit: { zh: '天', en: 'days' },
    rules: ['R-020'],
    clauses: ['P1 §2.4.1', 'P1 §2.4.2'],
  },
  {
    key: 'channel.eval_cycle',
    label: { zh: '渠道评估周期', en: 'Cycle of channel evaluation' },
    module: 'channels',
    type: 'text',
    default: 'quarter',
    rules: ['R-020'],
    clauses: ['P1 §2.4.1', 'P1 §2.4.2'],
  },
  {
    key: 'channel.weights',
    label: { zh: '渠道评估权重', en: 'Weights of channel evaluation' },
    module: 'channels',
    type: 'map',
    default: { sales: 40, coverage: 30, feedback: 30 },
    rules: ['R-020'],
    clauses: ['P1 §2.4.1', 'P1 §2.4.2'],
  },
  {
    key: 'channel.class_bounds',
    label: { zh: '渠道分级界限', en: 'Bounds of channel classes' },
    module: 'channels',
    type: 'map',
    default: { A: 85, B: 70, C: 60 },
    rules: ['R-020'],
    clauses: ['P1 §2.4.1', 'P1 §2.4.2'],
  },
]
