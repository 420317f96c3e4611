import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { families } from '../foundation/families.ts'
import { appraisalSchemesAccess } from './appraisal_schemes.access.ts'
import { schemeParts } from './appraisal_schemes.parts.ts'
import { schemeRules } from './appraisal_schemes.rules.ts'
import { appraisalSchemesWorkflow } from './appraisal_schemes.workflow.ts'
import { cycleKinds } from './methods.ts'

/** How a family of posts is appraised: indicators, weights of the raters, grades. */
export const appraisalSchemes = entity({
  name: 'appraisal_schemes',
  label: words('考核方案', 'Appraisal schemes'),
  module: 'people',
  tier: 'core',
  icon: 'tune',
  clauses: ['P0 §4.1', 'P0 §4.2', 'P0 §4.3', 'P1 §3.5.1', 'P1 §3.5.2', 'P3 §6.1', 'P3 §6.3', 'P2 §3.1.5'], // prettier-ignore
  title: '{code} {name}',
  fields: {
    code: {
      type: 'serial',
      pattern: 'FA-{yyyy}-{seq2}',
      search: true,
      label: words('方案编号', 'No.'),
    },
    name: {
      type: 'text',
      required: true,
      search: true,
      max_length: 100,
      label: words('名称', 'Name'),
    },
    family: {
      type: 'enum',
      required: true,
      options: families,
      label: words('适用序列', 'Family of posts'),
      clauses: ['P0 §4.2', 'P1 §3.5.2', 'P3 §6.2'],
    },
    cycles: {
      type: 'enum',
      many: true,
      required: true,
      options: cycleKinds,
      label: words('适用周期', 'Cycles'),
      clauses: ['P0 §4.2', 'P1 §3.5.2', 'P3 §6.2'],
    },
    ...schemeParts,
    year_formula: {
      type: 'enum',
      required: true,
      options: {
        avg_quarters: words('季度平均', 'Mean of the quarters'),
        avg_months: words('月度平均', 'Mean of the months'),
        weighted: words('年度单独评分加权', 'Scored by itself'),
      },
      label: words('年度合成', 'Annual score'),
      clauses: ['P0 §4.2', 'P1 §3.5.2'],
    },
    valid_from: { type: 'date', required: true, label: words('生效日期', 'Valid from') },
    valid_to: { type: 'date', label: words('失效日期', 'Valid until') },
  },
  workflow: appraisalSchemesWorkflow,
  rules: schemeRules,
  events: {
    create: (['excellent', 'good', 'pass', 'improve', 'fail'] as const).map((grade) => ({
      do: 'create',
      resource: 'appraisal_scheme_grades',
      values: {
        appraisal_scheme_id: '=id',
        grade,
        min_score: grade === 'fail' ? 0 : `=param('appraisal.grades', '${grade}')`,
        pay_factor: `=param('appraisal.pay_factor', '${grade}')`,
      },
      unless: { appraisal_scheme_id: '=id', grade },
      rule: 'R-120',
      clauses: ['P0 §4.2', 'P0 §4.4'],
    })),
  },
  access: appraisalSchemesAccess,
  views: {
    list: {
      columns: ['code', 'name', 'family', 'cycles', 'weight_supervisor', 'year_formula', 'valid_from', 'state'], // prettier-ignore
      filters: ['family', 'cycles', 'year_formula', 'valid_from', 'state'],
      presets: {
        by_family: {
          label: words('按序列', 'By family'),
          filter: { state: 'effective' },
          sort: ['family', 'ASC'],
        },
        to_approve: {
          label: words('待批', 'To approve'),
          filter: { state: 'submitted' },
        },
      },
      sort: ['code', 'DESC'],
    },
    form: [
      {
        section: words('方案', 'Scheme'),
        fields: ['code', 'name', 'family', 'cycles', 'year_formula', 'valid_from', 'valid_to'],
      },
      {
        section: words('评价方式权重', 'Weights of the raters'),
        fields: [
          'weight_data',
          'weight_supervisor',
          'weight_peer',
          'weight_customer',
          'weight_self',
          'methods_total',
          'peer_count',
        ],
      },
      {
        section: words('指标', 'Indicators'),
        fields: ['indicators', 'indicators_total'],
      },
      { section: words('等级', 'Grades'), fields: ['grades'] },
    ],
    related: [
      { resource: 'appraisals', by: 'scheme_id' },
      { resource: 'approvals', by: 'target' },
    ],
  },
  analytics: {
    time: 'valid_from',
    dimensions: { family: { field: 'family' }, state: { field: 'state' } },
    measures: {
      count: { agg: 'count', label: words('方案数', 'Schemes'), format: 'integer' },
    },
  },
})
