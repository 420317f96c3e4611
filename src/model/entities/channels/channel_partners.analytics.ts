import type { Analytics } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** Partners won, by class and place. */
export const channelPartnersAnalytics = {
  time: 'activated_on',
  dimensions: {
    employee: { field: 'manager_id', label: words('渠道负责人', 'Channel manager') },
    department: { field: 'department_id', label: words('部门', 'Department') },
    kind: { field: 'kind' },
    region: { field: 'region' },
    class: { field: 'class' },
    state: { field: 'state' },
  },
  measures: {
    count: { agg: 'count', label: words('渠道伙伴数', 'Partners'), format: 'integer' },
    active: {
      id: 'M-922',
      agg: 'count',
      where: { state: 'active' },
      label: words('合作中伙伴', 'Active partners'),
      help: words('按分类', 'By class'),
      format: 'integer',
      better: 'up',
      clauses: ['P1 §2.4.2'],
    },
    activated: {
      id: 'M-924',
      agg: 'count',
      where: { activated_on: { $null: false } },
      label: words('新增渠道', 'New partners'),
      help: words('首次进入合作的日期在期间内', 'Became active in the period for the first time'),
      format: 'integer',
      better: 'up',
      clauses: ['P1 §2.4.1'],
    },
    development: {
      agg: 'sum',
      field: "param('market.development_points', 'channel')",
      where: { activated_on: { $null: false } },
      label: words('渠道拓展分', 'Points for channels'),
      format: 'score',
      better: 'up',
    },
  },
} as const satisfies Analytics
