import { entity, type Model } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'

const l = (zh: string, en: string) => ({ zh, en })

const departments = entity({
  name: 'departments',
  label: l('部门', 'Departments'),
  module: 'm',
  tier: 'support',
  clauses: [],
  title: '{name}',
  fields: {
    name: { type: 'text', required: true, search: true, label: l('名称', 'Name') },
    parent_id: { type: 'reference', to: 'departments', label: l('上级部门', 'Parent') },
    manager_id: { type: 'reference', to: 'employees', label: l('负责人', 'Manager') },
  },
  access: {
    sales: { read: 'all' },
    finance: { read: 'all' },
    admin: { read: 'all', create: true, update: 'all' },
  },
})

const employees = entity({
  name: 'employees',
  label: l('员工', 'Employees'),
  module: 'm',
  tier: 'core',
  clauses: [],
  title: '{name}',
  fields: {
    name: { type: 'text', required: true, search: true, label: l('姓名', 'Name') },
    email: { type: 'email', label: l('邮箱', 'E-mail') },
    roles: {
      type: 'enum',
      many: true,
      options: { sales: l('业务员', 'Sales'), finance: l('财务', 'Finance'), admin: l('管理员', 'Administrator') },
      label: l('角色', 'Roles'),
    },
  },
  workflow: {
    initial: 'active',
    states: { active: l('在职', 'Active'), left: { ...l('离职', 'Left'), final: true } },
    transitions: {
      leave: { from: ['active'], to: 'left', by: ['admin'], label: l('离职', 'Leave') },
    },
  },
  access: {
    sales: { read: 'all' },
    finance: { read: 'all' },
    admin: { read: 'all', create: true, update: 'all' },
  },
}) // prettier-ignore

const customers = entity({
  name: 'customers',
  label: l('客户', 'Customers'),
  module: 'm',
  tier: 'core',
  clauses: [],
  title: '{name}',
  fields: {
    name: { type: 'text', required: true, search: true, unique: true, label: l('名称', 'Name') },
    region: {
      type: 'enum',
      options: { east: l('华东', 'East'), north: l('华北', 'North') },
      label: l('区域', 'Region'),
    },
    phone: { type: 'phone', confidential: true, label: l('电话', 'Phone') },
    bank_account: { type: 'text', secret: true, label: l('银行账号', 'Bank account') },
    note: { type: 'longtext', label: l('备注', 'Note') },
  },
  access: {
    sales: { create: true, read: 'own', update: 'own', archive: 'own' },
    finance: { create: true, read: 'all', update: 'all', archive: 'all', confidential: true, secret: true, export: true },
  },
}) // prettier-ignore

const orders = entity({
  name: 'orders',
  label: l('订单', 'Orders'),
  module: 'm',
  tier: 'core',
  clauses: ['T §1'],
  title: '{code} {customer.name}',
  fields: {
    code: { type: 'serial', pattern: 'DD-{yyyymm}-{seq4}', label: l('编号', 'No.') },
    customer_id: { type: 'reference', to: 'customers', required: true, label: l('客户', 'Customer') },
    ordered_on: { type: 'date', default: '$today', label: l('下单日期', 'Ordered on') },
    files: { type: 'attachments', label: l('附件', 'Files') },
    lines: {
      type: 'lines',
      label: l('明细', 'Lines'),
      title: '{product}',
      fields: {
        product: { type: 'text', required: true, label: l('产品', 'Product') },
        quantity: { type: 'integer', required: true, min: 1, label: l('数量', 'Quantity') },
        price: { type: 'money', required: true, min: 0, label: l('单价', 'Price') },
        amount: { type: 'money', formula: 'quantity * price', label: l('金额', 'Amount') },
      },
    },
    total: { type: 'money', rollup: { of: 'order_lines', by: 'order_id', sum: 'amount' }, label: l('合计', 'Total') },
    discount: { type: 'percent', min: 0, max: 100, label: l('折扣', 'Discount') },
  },
  workflow: {
    initial: 'draft',
    states: { draft: l('草稿', 'Draft'), released: l('已下达', 'Released'), closed: { ...l('关闭', 'Closed'), final: true } },
    transitions: {
      release: {
        from: ['draft'],
        to: 'released',
        by: ['owner', 'finance'],
        label: l('下达', 'Release'),
        guards: [{ rule: 'R-001', check: 'total > 0', message: l('订单没有金额', 'The order has no amount') }],
      },
      close: {
        from: ['released'],
        to: 'closed',
        by: ['finance'],
        label: l('关闭', 'Close'),
        ask: { opinion: { type: 'longtext', required: true, label: l('意见', 'Opinion') } },
      },
    },
  },
  access: {
    sales: { create: true, read: 'own', update: 'own', archive: 'own' },
    finance: { read: 'all', update: 'all', archive: 'all', decide: 'all', export: true },
  },
  analytics: {
    time: 'ordered_on',
    dimensions: { customer: { field: 'customer_id' } },
    measures: { amount: { agg: 'sum', field: 'total', label: l('金额', 'Amount') } },
  },
}) // prettier-ignore

/** Three roles: sales works on own rows, finance on all and sees what is confidential, admin administers. */
export const httpModel: Model = {
  name: 'http',
  modules: [{ key: 'm', label: l('模块', 'Module') }],
  roles: [
    { key: 'sales', label: l('业务员', 'Sales') },
    { key: 'finance', label: l('财务', 'Finance') },
    { key: 'admin', label: l('管理员', 'Administrator'), administers: true },
  ],
  parameters: [
    { key: 'files.max_mb', label: l('文件上限', 'Largest file'), module: 'm', type: 'decimal', default: 1, rules: [], clauses: [] },
    { key: 'files.types', label: l('文件类型', 'File types'), module: 'm', type: 'list', default: ['pdf', 'png', 'csv', 'xlsx'], rules: [], clauses: [] },
  ],
  clauses: [{ id: 'T §1', title: l('条款', 'Clause') }],
  entities: [departments, employees, customers, orders],
  metrics: [],
  dashboards: [],
} // prettier-ignore

export const httpIndex = indexModel(httpModel)
