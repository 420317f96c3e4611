import { entity } from '../../language/definition.ts'
import type { Predicate } from '../../language/definition.ts'
import { metricDefinitionsAccess } from './metric_definitions.access.ts'

const scenarios = ['sales', 'project', 'service', 'rd', 'market', 'finance', 'hr'] as const
const groups = ['volume', 'quality', 'satisfaction'] as const

/** This metric is not of the scenario, or it or another one measures the group there. */
const isMeasured = (scenario: string, group: string): Predicate => ({
  $or: [
    { $not: { scenario: { $has: scenario } } },
    { group },
    {
      $some: {
        of: 'metric_definitions',
        by: 'archived=archived',
        where: { group, scenario: [scenario, 'all'] },
      },
    },
  ],
})

/** Indicator system: formula, source, dimensions, target and dashboards of each metric. */
export const metricDefinitions = entity({
  name: 'metric_definitions',
  label: { zh: '指标定义', en: 'Metric definitions' },
  module: 'data',
  tier: 'platform',
  icon: 'functions',
  clauses: ['P2 §6.3.2', 'P0 §4.1', 'P1 §2.7.2', 'P1 §2.7.3', 'P3 §6.1'],
  title: '{code} {name}',
  fields: {
    code: {
      type: 'text',
      required: true,
      unique: true,
      search: true,
      pattern: 'M-\\d{3,4}[a-z]?',
      pattern_help: { zh: '如 M-101', en: 'Such as M-101' },
      label: { zh: '指标编号', en: 'Metric no.' },
    },
    name: { type: 'text', required: true, search: true, label: { zh: '名称', en: 'Name' } },
    group: {
      type: 'enum',
      required: true,
      options: {
        volume: { zh: '业务量', en: 'Volume' },
        quality: { zh: '业务质量', en: 'Quality' },
        satisfaction: { zh: '客户满意度', en: 'Customer satisfaction' },
        finance: { zh: '财务', en: 'Finance' },
        people: { zh: '人员', en: 'People' },
        risk: { zh: '风险', en: 'Risk' },
        compliance: { zh: '合规', en: 'Compliance' },
      },
      label: { zh: '类别', en: 'Group' },
      clauses: ['P2 §6.3.2'],
    },
    scenario: {
      type: 'enum',
      many: true,
      required: true,
      options: {
        sales: { zh: '销售', en: 'Sales' },
        project: { zh: '项目', en: 'Projects' },
        service: { zh: '客服', en: 'Customer service' },
        rd: { zh: '研发', en: 'Research and development' },
        market: { zh: '市场', en: 'Market' },
        finance: { zh: '财务', en: 'Finance' },
        hr: { zh: '人事', en: 'Human resources' },
        all: { zh: '通用', en: 'General' },
      },
      label: { zh: '业务场景', en: 'Scenarios' },
      clauses: ['P2 §6.3.2'],
    },
    formula: { type: 'longtext', required: true, label: { zh: '公式', en: 'Formula' } },
    resource: { type: 'text', required: true, label: { zh: '数据来源', en: 'Source' } },
    dimensions: { type: 'tags', label: { zh: '维度', en: 'Dimensions' } },
    grain: {
      type: 'enum',
      required: true,
      options: {
        day: { zh: '日', en: 'Day' },
        week: { zh: '周', en: 'Week' },
        month: { zh: '月', en: 'Month' },
        quarter: { zh: '季', en: 'Quarter' },
        year: { zh: '年', en: 'Year' },
      },
      label: { zh: '粒度', en: 'Grain' },
    },
    unit: { type: 'text', required: true, label: { zh: '单位', en: 'Unit' } },
    better: {
      type: 'enum',
      required: true,
      options: {
        higher: { zh: '越高越好', en: 'Higher is better' },
        lower: { zh: '越低越好', en: 'Lower is better' },
      },
      label: { zh: '方向', en: 'Direction' },
    },
    target: { type: 'decimal', label: { zh: '目标值', en: 'Target' } },
    dashboard: { type: 'tags', required: true, label: { zh: '看板', en: 'Dashboards' } },
  },
  rules: [
    {
      id: 'R-172',
      of: ['group', 'scenario'],
      require: {
        $and: scenarios.flatMap((scenario) => groups.map((group) => isMeasured(scenario, group))),
      },
      at: 'scenario',
      warn: true,
      message: {
        zh: '该业务场景尚缺业务量、业务质量或客户满意度指标',
        en: 'A scenario of this metric still lacks a volume, quality or satisfaction metric',
      },
      clauses: ['P2 §6.3.2'],
    },
  ],
  access: metricDefinitionsAccess,
  views: {
    list: {
      columns: [
        'code',
        'name',
        'group',
        'scenario',
        'grain',
        'unit',
        'better',
        'target',
        'dashboard',
      ],
      filters: ['group', 'scenario', 'grain', 'better'],
      presets: {
        volume: { label: { zh: '业务量', en: 'Volume' }, filter: { group: 'volume' } },
        quality: { label: { zh: '业务质量', en: 'Quality' }, filter: { group: 'quality' } },
        satisfaction: {
          label: { zh: '客户满意度', en: 'Customer satisfaction' },
          filter: { group: 'satisfaction' },
        },
        finance: { label: { zh: '财务', en: 'Finance' }, filter: { group: 'finance' } },
      },
      sort: ['code', 'ASC'],
    },
    form: [
      {
        section: { zh: '指标', en: 'Metric' },
        fields: ['code', 'name', 'group', 'scenario', 'unit', 'better', 'target'],
      },
      {
        section: { zh: '计算', en: 'Computation' },
        fields: ['formula', 'resource', 'dimensions', 'grain', 'dashboard'],
      },
    ],
    related: [{ resource: 'work_goals', by: 'metric_id' }],
  },
  analytics: {
    time: 'created_at',
    dimensions: { group: { field: 'group' }, grain: { field: 'grain' } },
    measures: {
      count: { agg: 'count', label: { zh: '指标数', en: 'Metrics' }, format: 'integer' },
    },
  },
})
