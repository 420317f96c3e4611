import type { Context } from '#model/language/context.ts'
import { entity, type Label, type Model } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'

const l = (zh: string, en: string): Label => ({ zh, en })
const common = { module: 'M0', tier: 'core', clauses: ['P0 §1'] } as const

export const employees = entity({
  ...common,
  name: 'employees',
  label: l('员工', 'Employees'),
  title: '{name}',
  people: ['id'],
  fields: {
    name: { type: 'text', required: true, label: l('姓名', 'Name') },
    supervisor_id: { type: 'reference', to: 'employees', label: l('上级', 'Supervisor') },
    roles: {
      type: 'enum',
      many: true,
      options: { sales: l('业务员', 'Sales'), dept_manager: l('部门负责人', 'Manager') },
      label: l('角色', 'Roles'),
    },
  },
  access: { '*': { read: 'all' }, hr: { create: true, read: 'all', update: 'all' } },
})

export const departments = entity({
  ...common,
  name: 'departments',
  label: l('部门', 'Departments'),
  title: '{name}',
  fields: {
    name: { type: 'text', required: true, unique: true, label: l('名称', 'Name') },
    manager_id: { type: 'reference', to: 'employees', label: l('负责人', 'Manager') },
  },
  access: { '*': { read: 'all' }, hr: { create: true, read: 'all', update: 'all' } },
})

export const distributions = entity({
  ...common,
  name: 'distributions',
  label: l('分发', 'Distributions'),
  title: '{target.resource}',
  people: ['recipient_id'],
  fields: {
    target: { type: 'record_ref', to: ['orders'], required: true, label: l('对象', 'Target') },
    recipient_id: { type: 'reference', to: 'employees', label: l('接收人', 'Recipient') },
  },
  access: { '*': { read: 'own' }, office: { create: true, read: 'all', update: 'all' } },
})

export const orders = entity({
  ...common,
  name: 'orders',
  label: l('订单', 'Orders'),
  title: '{code} {customer}',
  people: ['owner_id', 'helper_ids'],
  fields: {
    code: { type: 'serial', pattern: 'DD-{yyyymm}-{seq4}', label: l('编号', 'No.') },
    customer: {
      type: 'text',
      required: true,
      max_length: 20,
      search: true,
      label: l('客户', 'Customer'),
    },
    kind: {
      type: 'enum',
      options: { goods: l('货物', 'Goods'), service: l('服务', 'Service') },
      default: 'goods',
      required: true,
      label: l('类型', 'Kind'),
    },
    helper_ids: { type: 'references', to: 'employees', label: l('协助人', 'Helpers') },
    signatory_id: {
      type: 'reference',
      to: 'employees',
      required: { states: ['released'] },
      label: l('签署人', 'Signatory'),
    },
    promised_on: {
      type: 'date',
      min: '2026-01-01',
      required: { states: ['released'] },
      label: l('承诺日', 'Promised on'),
    },
    amount: {
      type: 'money',
      confidential: true,
      rollup: { of: 'order_lines', by: 'order_id', sum: 'line_total' },
      label: l('金额', 'Amount'),
    },
    note: { type: 'longtext', secret: true, label: l('备注', 'Note') },
    lines: {
      type: 'lines',
      required: true,
      label: l('明细', 'Lines'),
      fields: {
        item: { type: 'text', required: true, label: l('品名', 'Item') },
        quantity: { type: 'decimal', required: true, min: 0.001, label: l('数量', 'Quantity') },
        price: { type: 'money', scale: 4, required: true, confidential: true, label: l('单价', 'Price') },
        batch: { type: 'text', required: { states: ['released'] }, label: l('批次', 'Batch') },
        line_total: { type: 'money', scale: 4, formula: 'quantity * price', label: l('合计', 'Total') },
      },
    },
  },
  workflow: {
    states: {
      draft: l('草稿', 'Draft'),
      review: l('评审', 'Review'),
      released: l('已放行', 'Released'),
      closed: { ...l('已关闭', 'Closed'), final: true },
    },
    transitions: {
      submit: { from: ['draft'], to: 'review', by: ['owner'], label: l('送审', 'Submit') },
      release: {
        from: ['review'],
        to: 'released',
        by: ['dept_manager'],
        decision: true,
        require: ['promised_on'],
        fills: ['note'],
        label: l('放行', 'Release'),
      },
      sign: { from: ['review'], to: 'review', by: ['signatory'], label: l('签字', 'Sign') },
      check: { from: ['review'], to: 'review', by: ['finance'], label: l('核对', 'Check') },
      close: { from: ['released'], to: 'closed', by: ['system'], when: { amount: 0 }, label: l('关闭', 'Close') },
    },
  },
  shares: [
    {
      where: { $some: { of: 'distributions', by: 'target', where: { recipient_id: '$me' } } },
      confidential: true,
      acts: true,
    },
  ],
  access: {
    executive: { read: 'all', decide: 'all', confidential: true, secret: true, export: true },
    dept_manager: { create: true, read: 'all', update: 'department', decide: 'department', confidential: 'department' },
    sales: { create: true, read: 'own', update: 'own', archive: 'own', confidential: true },
    marketing: { read: 'all' },
    finance: { read: 'all' },
  },
}) // prettier-ignore

/** A small company on which the language's own rules are tested. */
export const shop: Model = {
  name: 'shop',
  modules: [{ key: 'M0', label: l('基础', 'Foundation') }],
  roles: [
    { key: 'executive', label: l('领导', 'Executive'), highest: true },
    ...['dept_manager', 'sales', 'marketing', 'finance', 'hr', 'office'].map((key) => ({
      key,
      label: l(key, key),
    })),
  ],
  parameters: [
    {
      key: 'order.max_discount',
      label: l('最高折扣', 'Largest discount'),
      module: 'M0',
      type: 'percent',
      default: 15,
      rules: ['R-034'],
      clauses: ['P0 §1'],
    },
  ],
  clauses: [{ id: 'P0 §1', title: l('总则', 'General') }],
  entities: [employees, departments, distributions, orders],
  metrics: [],
  dashboards: [],
}

/** A shop whose orders differ in some keys. */
export const shopWith = (change: Readonly<Record<string, unknown>>): Model => ({
  ...shop,
  entities: shop.entities.map((each) => (each.name === 'orders' ? { ...each, ...change } : each)),
})

export const index = indexModel(shop)

export const ctx: Context = {
  now: '2026-11-22T02:00:00.000Z',
  today: '2026-11-22',
  zone: 'Asia/Shanghai',
  me: null,
  roles: [],
  departments: [],
  param: (key) => (key === 'order.max_discount' ? 15 : null),
}
