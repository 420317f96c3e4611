import type { Card } from '../language/definition.ts'
import { words } from '../words.ts'

/** The board's cycle says nothing about when these happened: they follow its period. */
const noCycle = { cycle: null } as const

/** What people do beyond their daily work: markets, projects, support of others, proposals and their benefit. */
export const contributions: readonly Card[] = [
  {
    id: 'market_development',
    kind: 'table',
    title: words('市场拓展成果', 'Market development'),
    help: words(
      '选定的细分市场、新增渠道与新客户计分；M-417',
      'Points for segments selected, partners won and new customers; M-417',
    ),
    metric: 'market_development',
    query: { measures: [], by: ['employee'], sort: [['market_development', 'desc']], limit: 50 },
    filters: noCycle,
    size: 'half',
    roles: ['executive', 'dept_manager', 'marketing', 'sales'],
    clauses: ['P1 §2.2.1', 'P1 §2.4.1', 'P3 §6.1.2'],
  },
  {
    id: 'projects',
    kind: 'table',
    title: words('项目完成率', 'Project completion'),
    help: words('按计划结束日；M-416', 'By the planned end; M-416'),
    resource: 'projects',
    query: {
      measures: ['completion_rate', 'closed_in_time', 'planned'],
      by: ['employee'],
      sort: [['planned', 'desc']],
      totals: true,
    },
    filters: noCycle,
    size: 'half',
    clauses: ['P0 §2.4', 'P0 §4.1'],
  },
  {
    id: 'teamwork',
    kind: 'table',
    title: words('团队协作', 'Teamwork'),
    help: words(
      '同事对团队协作的评分与验收合格的协作；M-418',
      'What peers give for teamwork, and collaborations accepted; M-418',
    ),
    resource: 'appraisal_items',
    query: {
      measures: ['teamwork_score'],
      by: ['employee'],
      sort: [['teamwork_score', 'desc']],
      limit: 50,
    },
    also: [
      { resource: 'collaboration_requests', query: { measures: ['accepted'], by: ['employee'] } },
    ],
    filters: noCycle,
    size: 'half',
    clauses: ['P0 §3.3', 'P2 §4.2'],
  },
  {
    id: 'innovation',
    kind: 'table',
    title: words('创新提案', 'Innovation proposals'),
    help: words('提交与采纳；M-419', 'Made and adopted; M-419'),
    resource: 'innovation_proposals',
    query: {
      measures: ['submitted', 'adopted'],
      by: ['department'],
      sort: [['submitted', 'desc']],
      totals: true,
    },
    filters: noCycle,
    size: 'half',
    clauses: ['P0 §3.4', 'P3 §7.1.2'],
  },
  {
    id: 'innovation_benefit',
    kind: 'ranking',
    title: words('创新实际效益', 'Benefit of innovation'),
    resource: 'innovation_proposals',
    query: { measures: ['benefit'], by: ['department'], sort: [['benefit', 'desc']] },
    filters: noCycle,
    size: 'half',
    roles: ['executive', 'dept_manager', 'finance'],
    clauses: ['P3 §7.1.2'],
  },
]
