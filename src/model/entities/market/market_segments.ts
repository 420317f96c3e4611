import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { marketSegmentsAccess } from './market_segments.access.ts'

const rating = { type: 'integer', required: true, min: 1, max: 5 } as const

/** A part of the market, how attractive it is, and whether the company goes for it. */
export const marketSegments = entity({
  name: 'market_segments',
  label: words('细分市场', 'Market segments'),
  module: 'market',
  tier: 'support',
  icon: 'pie_chart',
  clauses: ['P1 §2.2.1'],
  title: '{name}',
  fields: {
    name: {
      type: 'text',
      required: true,
      unique: true,
      search: true,
      max_length: 100,
      label: words('名称', 'Name'),
    },
    dimension: {
      type: 'enum',
      required: true,
      options: {
        region: words('地域', 'Region'),
        industry: words('行业', 'Industry'),
        size: words('客户规模', 'Size of customers'),
        mixed: words('组合', 'Mixed'),
      },
      label: words('划分维度', 'Divided by'),
    },
    definition: { type: 'longtext', required: true, label: words('界定', 'Definition') },
    market_size: { type: 'money', required: true, min: 0, label: words('市场规模', 'Market size') },
    growth_rate: {
      type: 'percent',
      required: true,
      min: -100,
      scale: 2,
      label: words('增长率', 'Growth'),
    },
    competition: {
      type: 'enum',
      required: true,
      options: {
        high: { ...words('高', 'High'), tone: 'bad' },
        medium: { ...words('中', 'Medium'), tone: 'neutral' },
        low: { ...words('低', 'Low'), tone: 'good' },
      },
      label: words('竞争程度', 'Competition'),
    },
    fit_score: {
      ...rating,
      label: words('匹配度', 'Fit'),
      help: words('1–5 分', '1 to 5'),
    },
    potential_score: {
      ...rating,
      label: words('潜力评分', 'Potential'),
      help: words('1–5 分', '1 to 5'),
    },
    priority_score: {
      type: 'decimal',
      scale: 1,
      formula:
        "potential_score * 0.5 + fit_score * 0.3 + switch(competition, 'low', 5, 'medium', 3, 'high', 1) * 0.2",
      label: words('综合得分', 'Priority'),
      help: words(
        '潜力 50%、匹配度 30%、竞争程度 20%（低 5 分、中 3 分、高 1 分）',
        'Potential 50 %, fit 30 %, competition 20 % (low 5, medium 3, high 1)',
      ),
      clauses: ['P1 §2.2.1'],
    },
    selected_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('选定日期', 'Selected on'),
    },
  },
  workflow: {
    states: {
      candidate: { ...words('候选', 'Candidate'), tone: 'info' },
      selected: { ...words('重点市场', 'Target market'), tone: 'good', stamp: 'selected_on' },
      dropped: { ...words('放弃', 'Dropped'), tone: 'neutral', final: true, locks: ['*'] },
    },
    transitions: {
      select: {
        from: ['candidate'],
        to: 'selected',
        by: ['dept_manager'],
        label: words('选定', 'Select'),
        tone: 'good',
        require: ['market_size', 'growth_rate', 'competition', 'fit_score', 'potential_score'],
        clauses: ['P1 §2.2.1'],
      },
      drop: {
        from: ['candidate'],
        to: 'dropped',
        by: ['dept_manager'],
        label: words('放弃', 'Drop'),
        clauses: ['P1 §2.2.1'],
      },
      reassess: {
        from: ['selected'],
        to: 'candidate',
        by: ['dept_manager'],
        label: words('重新评估', 'Assess again'),
        clauses: ['P1 §2.2.1'],
      },
    },
  },
  access: marketSegmentsAccess,
  views: {
    list: {
      columns: ['name', 'dimension', 'market_size', 'growth_rate', 'competition', 'fit_score', 'potential_score', 'priority_score', 'state'], // prettier-ignore
      filters: ['dimension', 'competition', 'state', 'department_id', 'owner_id'],
      presets: {
        ranked: {
          label: words('按综合得分', 'By priority'),
          filter: { state: { $ne: 'dropped' } },
          sort: ['priority_score', 'DESC'],
        },
        selected: { label: words('重点市场', 'Target markets'), filter: { state: 'selected' } },
      },
      sort: ['priority_score', 'DESC'],
    },
    form: [
      {
        section: words('细分市场', 'Segment'),
        fields: ['name', 'dimension', 'definition', 'owner_id', 'department_id'],
      },
      {
        section: words('评估', 'Assessment'),
        fields: ['market_size', 'growth_rate', 'competition', 'fit_score', 'potential_score', 'priority_score', 'selected_on'], // prettier-ignore
      },
    ],
    related: [
      { resource: 'customers', by: 'segment_id' },
      { resource: 'channel_partners', by: 'segment_ids' },
    ],
  },
  analytics: {
    time: 'selected_on',
    dimensions: {
      segment: { field: 'id', label: words('细分市场', 'Segment') },
      employee: { field: 'owner_id', label: words('负责人', 'Owner') },
      department: { field: 'department_id', label: words('部门', 'Department') },
      state: { field: 'state' },
    },
    measures: {
      selected: {
        agg: 'count',
        where: { selected_on: { $null: false } },
        label: words('新选定细分市场', 'Segments selected'),
        format: 'integer',
        better: 'up',
        clauses: ['P1 §2.2.1'],
      },
      development: {
        agg: 'sum',
        field: "param('market.development_points', 'segment')",
        where: { selected_on: { $null: false } },
        label: words('细分市场拓展分', 'Points for segments'),
        format: 'score',
        better: 'up',
      },
    },
  },
})
