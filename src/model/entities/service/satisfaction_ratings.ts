import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { satisfactionRatingsAccess } from './satisfaction_ratings.access.ts'
import { satisfactionRatingsAnalytics } from './satisfaction_ratings.analytics.ts'
import { score } from './words.ts'

/** One score that a customer gave, for satisfaction figures and the customer's part of appraisals. */
export const satisfactionRatings = entity({
  name: 'satisfaction_ratings',
  label: words('满意度评价', 'Satisfaction ratings'),
  module: 'service',
  tier: 'support',
  icon: 'star_rate',
  clauses: ['P1 §2.7.3', 'P1 §3.5.1', 'P0 §4.3', 'P2 §6.3.2', 'P3 §6.1.2'],
  title: '{customer.name} {rated_on}',
  people: ['owner_id'],
  exists_from: 'rated_on',
  fields: {
    customer_id: {
      type: 'reference',
      to: 'customers',
      required: true,
      fixed: true,
      label: words('客户', 'Customer'),
    },
    source: {
      type: 'enum',
      required: true,
      fixed: true,
      default: 'survey',
      label: words('来源', 'Source'),
      options: {
        return_visit: words('回访', 'Return visit'),
        complaint: words('投诉', 'Complaint'),
        service: words('售后', 'Service request'),
        survey: words('调查', 'Survey'),
        project: words('项目验收', 'Project acceptance'),
      },
    },
    source_id: {
      type: 'text',
      fixed: true,
      visible: 'false',
      label: words('来源记录', 'Id of the record'),
    },
    record: { type: 'record_ref', fixed: true, label: words('依据', 'Given in') },
    employee_id: {
      type: 'reference',
      to: 'employees',
      fixed: true,
      label: words('被评价员工', 'Employee rated'),
    },
    product_id: {
      type: 'reference',
      to: 'products',
      fixed: true,
      label: words('产品', 'Product'),
    },
    score: {
      ...score,
      required: true,
      fixed: true,
      label: words('评分', 'Score'),
      help: words('1 很不满意至 5 很满意', '1 very unsatisfied to 5 very satisfied'),
    },
    dimension: {
      type: 'enum',
      required: true,
      fixed: true,
      default: 'overall',
      label: words('维度', 'Dimension'),
      options: {
        product: words('产品', 'Product'),
        service: words('服务', 'Service'),
        delivery: words('交付', 'Delivery'),
        price: words('价格', 'Price'),
        overall: words('总体', 'Overall'),
      },
    },
    comment: { type: 'longtext', fixed: true, label: words('意见', 'Comment') },
    rated_on: {
      type: 'date',
      required: true,
      fixed: true,
      default: '$today',
      max: '$today',
      label: words('日期', 'Rated on'),
    },
  },
  access: satisfactionRatingsAccess,
  shares: [{ where: { employee_id: '$me' }, clauses: ['P0 §4.3', 'P1 §3.5.1'] }],
  views: {
    list: {
      columns: ['customer_id', 'score', 'dimension', 'source', 'employee_id', 'rated_on', 'record'],
      filters: [
        'customer_id',
        'employee_id',
        'product_id',
        'source',
        'dimension',
        'score',
        'rated_on',
        'department_id',
      ],
      sort: ['rated_on', 'DESC'],
      presets: {
        low: {
          label: words('低分', 'Low scores'),
          filter: { score: { $lte: '$param.complaint.reopen_score' } },
          sort: ['rated_on', 'DESC'],
        },
        by_employee: {
          label: words('按员工', 'By employee'),
          filter: { employee_id: { $null: false } },
          sort: ['employee_id', 'ASC'],
        },
      },
    },
    form: [
      {
        section: words('评价', 'Rating'),
        fields: [
          'customer_id',
          'score',
          'dimension',
          'source',
          'record',
          'employee_id',
          'product_id',
          'rated_on',
          'comment',
        ],
      },
    ],
    related: [],
    calendar: 'rated_on',
  },
  analytics: satisfactionRatingsAnalytics,
  sample: { count: 1500 },
})
