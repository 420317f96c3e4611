import { entity } from '../../language/definition.ts'
import { departmentsAccess } from './departments.access.ts'

/** The running survey period of training needs: `2026H2`, `2026Q4` or `2026`. */
const surveyPeriod = `concat(year(today()), switch(param('training.survey_cycle'),
  'quarter', concat('Q', round((month(today()) + 1) / 3, 0)), 'year', '', if(month(today()) <= 6, 'H1', 'H2')))`

/** Organisation tree; its switches decide who reviews contracts and orders and who receives copies. */
export const departments = entity({
  name: 'departments',
  label: { zh: '部门', en: 'Departments' },
  module: 'foundation',
  tier: 'support',
  icon: 'account_tree',
  clauses: ['P0 §2.2.3', 'P2 §3.1', 'P2 §3.3', 'P2 §4.2.2', 'P1 §3.2.1'],
  title: '{name}',
  fields: {
    code: {
      type: 'text',
      required: true,
      unique: true,
      search: true,
      pattern: '[A-Z]{2,6}',
      pattern_help: { zh: '2 至 6 个大写字母', en: '2 to 6 capital letters' },
      label: { zh: '部门编码', en: 'Code' },
    },
    name: {
      type: 'text',
      required: true,
      unique: true,
      search: true,
      max_length: 100,
      label: { zh: '部门名称', en: 'Name' },
    },
    kind: {
      type: 'enum',
      required: true,
      options: {
        business: { zh: '业务部门', en: 'Business' },
        support: { zh: '支持部门', en: 'Support' },
        management: { zh: '综合管理部门', en: 'Integrated management' },
      },
      label: { zh: '类别', en: 'Kind' },
      clauses: ['P2 §4.2.2'],
    },
    parent_id: {
      type: 'reference',
      to: 'departments',
      label: { zh: '上级部门', en: 'Parent department' },
    },
    manager_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      where: { state: 'active' },
      label: { zh: '部门负责人', en: 'Head' },
    },
    function: {
      type: 'enum',
      required: true,
      options: {
        commerce: { zh: '商务', en: 'Commerce' },
        sales: { zh: '销售', en: 'Sales' },
        marketing: { zh: '市场', en: 'Marketing' },
        service: { zh: '客服', en: 'Customer service' },
        production: { zh: '生产', en: 'Production' },
        purchasing: { zh: '采购', en: 'Purchasing' },
        warehouse: { zh: '仓储物流', en: 'Warehouse and logistics' },
        quality: { zh: '质量', en: 'Quality' },
        technology: { zh: '技术', en: 'Technology' },
        rd: { zh: '研发', en: 'Research and development' },
        project_office: { zh: '项目管理', en: 'Project office' },
        finance: { zh: '财务', en: 'Finance' },
        legal: { zh: '法务', en: 'Legal' },
        risk: { zh: '风险管理', en: 'Risk management' },
        hr: { zh: '人力资源', en: 'Human resources' },
        administration: { zh: '综合管理', en: 'Administration' },
        archive: { zh: '档案室', en: 'Archive' },
      },
      label: { zh: '职能', en: 'Function' },
    },
    reviews_contracts: {
      type: 'boolean',
      default: "=param('contract.review_departments', function)",
      label: { zh: '参与合同评审', en: 'Reviews contracts' },
      clauses: ['P0 §2.2.3'],
    },
    reviews_orders: {
      type: 'boolean',
      default: "=param('order.review_departments', function)",
      label: { zh: '参与订单评审', en: 'Reviews orders' },
      clauses: ['P3 §3.2.2'],
    },
    receives_contract_copy: {
      type: 'boolean',
      default: "=param('contract.copy_departments', function)",
      label: { zh: '接收合同副本', en: 'Receives contract copies' },
      help: {
        zh: '财务、生产、仓储物流默认接收',
        en: 'On by default for finance, production and warehouse',
      },
      clauses: ['P0 §2.2.3'],
    },
    duties: { type: 'longtext', label: { zh: '职责说明', en: 'Duties' } },
  },
  rules: [
    {
      id: 'R-139',
      of: ['kind'],
      require: {
        $not: {
          kind: 'management',
          $some: { of: 'departments', by: 'kind=kind' },
        },
      },
      at: 'kind',
      message: {
        zh: '综合管理部门只能有一个',
        en: 'There may be only one integrated management department',
      },
      clauses: ['P2 §4.2.2'],
    },
    {
      id: 'R-139',
      of: ['kind'],
      require: {
        $or: [
          { kind: 'management' },
          { $some: { of: 'departments', by: 'archived=archived', where: { kind: 'management' } } },
        ],
      },
      at: 'kind',
      warn: true,
      message: {
        zh: '尚无综合管理部门，协作申请无人分派',
        en: 'No integrated management department yet: nobody can assign collaboration requests',
      },
      clauses: ['P2 §4.2.2'],
    },
    {
      id: 'department-tree',
      of: ['parent_id'],
      require: `parent_id == null or (parent_id != id
        and (parent.parent_id == null or parent.parent_id != id)
        and (parent.parent.parent_id == null or parent.parent.parent_id != id)
        and (parent.parent.parent.parent_id == null or parent.parent.parent.parent_id != id)
        and (parent.parent.parent.parent.parent_id == null or parent.parent.parent.parent.parent_id != id))`,
      at: 'parent_id',
      message: {
        zh: '部门不能成为自己的上级',
        en: 'A department may not be above itself',
      },
      clauses: ['P2 §3.1'],
    },
  ],
  schedule: [
    {
      id: 'J-47-survey',
      label: { zh: '培训需求调研', en: 'Survey of training needs' },
      every: 'daily',
      where: { kind: 'business' },
      key: surveyPeriod,
      effects: [
        {
          do: 'create',
          resource: 'training_needs',
          values: {
            owner_id: '=manager_id',
            department_id: '=id',
            period: `=${surveyPeriod}`,
            source: 'survey',
            priority: 'medium',
            skill_gap: null, // for the head to fill in
            knowledge_need: null,
          },
          unless: { department_id: '=id', period: `=${surveyPeriod}`, source: 'survey' },
        },
      ],
      rule: 'R-159',
      clauses: ['P2 §7.1.1'],
    },
  ],
  access: departmentsAccess,
  views: {
    list: {
      columns: [
        'code',
        'name',
        'kind',
        'function',
        'parent_id',
        'manager_id',
        'reviews_contracts',
        'reviews_orders',
        'receives_contract_copy',
      ],
      filters: ['kind', 'function', 'parent_id', 'manager_id', 'reviews_contracts'],
      presets: {
        business: { label: { zh: '业务部门', en: 'Business' }, filter: { kind: 'business' } },
        support: { label: { zh: '支持部门', en: 'Support' }, filter: { kind: 'support' } },
        top: { label: { zh: '一级部门', en: 'Top level' }, filter: { parent_id: null } },
      },
      sort: ['code', 'ASC'],
    },
    form: [
      {
        section: { zh: '基本信息', en: 'Basics' },
        fields: ['code', 'name', 'kind', 'function', 'parent_id', 'manager_id'],
      },
      {
        section: { zh: '评审与分发', en: 'Reviews and copies' },
        fields: ['reviews_contracts', 'reviews_orders', 'receives_contract_copy'],
      },
      { section: { zh: '职责', en: 'Duties' }, fields: ['duties'] },
    ],
    related: [
      {
        resource: 'departments',
        by: 'parent_id',
        label: { zh: '下级部门', en: 'Departments below' },
      },
      { resource: 'employees', by: 'department_id' },
      { resource: 'positions', by: 'department_id' },
    ],
  },
  analytics: {
    time: 'created_at',
    dimensions: { kind: { field: 'kind' }, function: { field: 'function' } },
    measures: {
      count: { agg: 'count', label: { zh: '部门数', en: 'Departments' }, format: 'integer' },
    },
  },
  sample: { count: 14 },
})
