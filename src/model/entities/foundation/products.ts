import { entity } from '../../language/definition.ts'
import { productsAccess } from './products.access.ts'

/** Catalogue; cost and floor price guard the profit in price talks. */
export const products = entity({
  name: 'products',
  label: { zh: '产品与服务', en: 'Products and services' },
  module: 'foundation',
  tier: 'core',
  icon: 'inventory_2',
  clauses: ['P0 §2.2.2', 'P0 §3.1', 'P1 §2.3.1', 'P1 §3.4.1', 'P2 §2.1.2', 'P3 §3.1.5'],
  title: '{name}',
  fields: {
    code: {
      type: 'text',
      required: true,
      unique: true,
      search: true,
      label: { zh: '产品编码', en: 'Code' },
    },
    name: {
      type: 'text',
      required: true,
      search: true,
      max_length: 200,
      label: { zh: '名称', en: 'Name' },
    },
    category: {
      type: 'text',
      required: true,
      search: true,
      label: { zh: '品类', en: 'Category' },
    },
    kind: {
      type: 'enum',
      required: true,
      options: { good: { zh: '产品', en: 'Good' }, service: { zh: '服务', en: 'Service' } },
      label: { zh: '类型', en: 'Kind' },
    },
    spec: { type: 'longtext', required: true, label: { zh: '规格', en: 'Specification' } },
    unit: {
      type: 'text',
      required: true,
      label: { zh: '单位', en: 'Unit' },
      help: { zh: '如：件、台、吨、米、项', en: 'Such as piece, set, ton, metre, item' },
    },
    tax_rate: {
      type: 'percent',
      required: true,
      default: 13,
      label: { zh: '增值税税率', en: 'VAT rate' },
      help: { zh: '13、9、6、3、1 或 0', en: '13, 9, 6, 3, 1 or 0' },
    },
    tax_code: {
      type: 'text',
      pattern: '\\d{19}',
      pattern_help: { zh: '19 位数字', en: '19 digits' },
      label: { zh: '税收分类编码', en: 'Tax classification code' },
    },
    list_price: {
      type: 'money',
      required: true,
      min: 0,
      label: { zh: '标准价(含税)', en: 'List price (incl. VAT)' },
      help: { zh: '所有销售价均含税', en: 'All sales prices include VAT' },
    },
    floor_price: {
      type: 'money',
      required: true,
      min: 0,
      confidential: true,
      label: { zh: '最低限价', en: 'Floor price' },
      clauses: ['P2 §2.1.2'],
    },
    unit_cost: {
      type: 'money',
      required: true,
      min: 0,
      secret: true,
      label: { zh: '单位成本', en: 'Unit cost' },
      help: { zh: '不含税', en: 'Without VAT' },
      clauses: ['P1 §3.4.1'],
    },
    margin: {
      type: 'percent',
      secret: true,
      formula: '100 * (1 - unit_cost * (1 + tax_rate / 100) / list_price)',
      label: { zh: '标准毛利率', en: 'Margin at list price' },
      clauses: ['P2 §2.1.2'],
    },
    lead_time_days: {
      type: 'integer',
      required: true,
      min: 0,
      label: { zh: '标准交期(天)', en: 'Lead time (days)' },
      clauses: ['P3 §3.1.5'],
    },
    formula_note: {
      type: 'longtext',
      secret: true,
      label: { zh: '配方/技术要点', en: 'Formula and technical notes' },
      clauses: ['P0 §3.1', 'P1 §3.4.1'],
    },
    selling_points: {
      type: 'longtext',
      label: { zh: '卖点', en: 'Selling points' },
      clauses: ['P1 §2.3.1'],
    },
    quality_standard: { type: 'longtext', label: { zh: '质量标准', en: 'Quality standard' } },
    version_released: { type: 'text', label: { zh: '当前版本', en: 'Current version' } },
  },
  workflow: {
    states: {
      active: { zh: '在售', en: 'On sale', tone: 'good' },
      phase_out: { zh: '逐步停售', en: 'Phasing out', tone: 'warn' },
      retired: { zh: '停售', en: 'Retired', tone: 'neutral', final: true },
    },
    transitions: {
      phase_out: {
        from: ['active'],
        to: 'phase_out',
        by: ['dept_manager'],
        label: { zh: '逐步停售', en: 'Phase out' },
        tone: 'warn',
        clauses: ['P0 §2.2.2'],
      },
      retire: {
        from: ['phase_out'],
        to: 'retired',
        by: ['dept_manager'],
        label: { zh: '停售', en: 'Retire' },
        tone: 'bad',
        guards: [
          {
            check: {
              $not: {
                $some: {
                  of: 'order_lines',
                  by: 'product_id',
                  where: { 'order.state': { $nin: ['delivered', 'closed', 'cancelled'] } },
                },
              },
            },
            message: {
              zh: '仍有未完成的订单明细，不能停售',
              en: 'Open order lines still contain this product',
            },
            clauses: ['P0 §2.2.4'],
          },
        ],
        clauses: ['P0 §2.2.2'],
      },
    },
  },
  rules: [
    {
      id: 'product-tax-rate',
      of: ['tax_rate'],
      require: { tax_rate: [13, 9, 6, 3, 1, 0] },
      at: 'tax_rate',
      message: {
        zh: '税率只能是 13、9、6、3、1 或 0',
        en: 'The VAT rate must be 13, 9, 6, 3, 1 or 0',
      },
      clauses: ['P2 §2.1.2'],
    },
    {
      id: 'R-032',
      of: ['floor_price', 'unit_cost', 'tax_rate'],
      require:
        "floor_price >= unit_cost / (1 - param('sales.min_margin') / 100) * (1 + tax_rate / 100)",
      at: 'floor_price',
      message: {
        zh: '最低限价不能低于成本加最低毛利(含税)',
        en: 'The floor price may not be below cost plus the minimum margin, VAT included',
      },
      clauses: ['P2 §2.1.2'],
    },
  ],
  access: productsAccess,
  views: {
    list: {
      columns: [
        'code',
        'name',
        'category',
        'kind',
        'unit',
        'list_price',
        'lead_time_days',
        'state',
      ],
      filters: ['category', 'kind', 'state', 'tax_rate'],
      presets: {
        active: { label: { zh: '在售', en: 'On sale' }, filter: { state: 'active' } },
        low_margin: {
          label: { zh: '低毛利', en: 'Low margin' },
          filter: { margin: { $lt: '$param.sales.min_margin' } },
          sort: ['margin', 'ASC'],
        },
      },
      sort: ['category', 'ASC'],
    },
    form: [
      {
        section: { zh: '基本信息', en: 'Basics' },
        fields: ['code', 'name', 'category', 'kind', 'unit', 'spec', 'version_released'],
      },
      {
        section: { zh: '价格与税', en: 'Price and tax' },
        fields: [
          'list_price',
          'floor_price',
          'unit_cost',
          'margin',
          'tax_rate',
          'tax_code',
          'lead_time_days',
        ],
      },
      {
        section: { zh: '说明', en: 'Notes' },
        fields: ['selling_points', 'quality_standard', 'formula_note'],
      },
    ],
    related: [
      { resource: 'order_lines', by: 'product_id' },
      { resource: 'contract_lines', by: 'product_id' },
    ],
  },
  analytics: {
    time: 'created_at',
    dimensions: {
      category: { field: 'category' },
      kind: { field: 'kind' },
      state: { field: 'state' },
    },
    measures: {
      count: { agg: 'count', label: { zh: '产品数', en: 'Products' }, format: 'integer' },
      average_margin: {
        agg: 'avg',
        field: 'margin',
        label: { zh: '平均标准毛利率', en: 'Average margin at list price' },
        format: 'percent',
        better: 'up',
        clauses: ['P2 §2.1.2'],
      },
    },
  },
  sample: { count: 60, list_price: { min: 80, max: 60000 } },
})
