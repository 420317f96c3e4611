import type { Metric } from '../language/definition.ts'
import { words } from '../words.ts'

const same = (name: string) => ({ market_segments: name, channel_partners: name, customers: name })

/** Market metrics that join several entities. */
export const marketMetrics: readonly Metric[] = [
  {
    id: 'M-417',
    name: 'market_development',
    label: words('市场拓展成果', 'Market development'),
    help: words(
      '期间内选定的细分市场、新增渠道与新客户，按制度参数 market.development_points 计分',
      'Segments selected, partners won and new customers in the period, in points as the policy parameter market.development_points says',
    ),
    format: 'score',
    better: 'up',
    calc: 'coalesce(customers.development, 0) + coalesce(channel_partners.development, 0) + coalesce(market_segments.development, 0)',
    by: { employee: same('employee'), department: same('department') },
    clauses: ['P1 §2.2.1', 'P1 §2.4.1', 'P0 §4.1', 'P3 §6.1.2'],
  },
]
