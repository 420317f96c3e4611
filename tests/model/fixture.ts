import { entity } from '#model/language/definition.ts'
import type { Access, Label, Model } from '#model/language/definition.ts'
import { specimens } from './fixture-specimens.ts'

/**
 * A small, nasty model for tests of the language and of its SQL: every field type, every function and every
 * kind of rollup, cyclic references, dated rollups through a hop, lines that are referred to, Chinese texts.
 */
const l = (zh: string, en: string): Label => ({ zh, en })

const access: Access = {
  sales: { create: true, read: 'own', update: 'own' },
  head: { read: 'department', update: 'department', confidential: 'department', decide: 'department' },
  finance: { create: true, read: 'all', update: 'all', archive: 'all', confidential: true, secret: true, export: true },
} // prettier-ignore
const common = { module: 'test', tier: 'core', clauses: ['T §1'], access } as const

/** Departments and employees refer to each other. */
export const departments = entity({
  ...common,
  name: 'departments',
  label: l('部门', 'Departments'),
  title: '{name}',
  fields: {
    name: { type: 'text', required: true, label: l('名称', 'Name') },
    parent_id: { type: 'reference', to: 'departments', label: l('上级部门', 'Parent') },
    manager_id: { type: 'reference', to: 'employees', label: l('负责人', 'Manager') },
    headcount: { type: 'integer', rollup: { of: 'employees', by: 'department_id', count: true }, label: l('人数', 'Headcount') },
    heading: { type: 'text', formula: "concat(name, ' / ', parent.name)", label: l('全称', 'Heading') },
  },
}) // prettier-ignore

export const employees = entity({
  ...common,
  name: 'employees',
  label: l('员工', 'Employees'),
  title: '{name}',
  people: ['id'],
  fields: {
    name: { type: 'text', required: true, search: true, label: l('姓名', 'Name') },
    supervisor_id: { type: 'reference', to: 'employees', label: l('上级', 'Supervisor') },
    salary: { type: 'money', secret: true, label: l('工资', 'Salary') },
    phone: { type: 'phone', confidential: true, label: l('电话', 'Phone') },
    born_on: { type: 'date', label: l('生日', 'Born on') },
  },
})

/** Rollups of every operation, over two levels and by every kind of pointer. */
export const customers = entity({
  ...common,
  name: 'customers',
  label: l('客户', 'Customers'),
  title: '{name}',
  people: ['owner_id', 'watcher_ids'],
  fields: {
    name: { type: 'text', required: true, unique: true, search: true, label: l('名称', 'Name') },
    region: { type: 'enum', options: { east: l('华东', 'East'), west: l('西部', 'West'), north: l('华北', 'North') }, label: l('区域', 'Region') },
    tags: { type: 'tags', label: l('标签', 'Tags') },
    is_key: { type: 'boolean', label: l('重点', 'Key') },
    watcher_ids: { type: 'references', to: 'employees', label: l('关注人', 'Watchers') },
    credit_limit: { type: 'money', confidential: true, label: l('信用额度', 'Credit limit') },
    discount: { type: 'percent', label: l('折扣', 'Discount') },
    signed_on: { type: 'date', label: l('签约日', 'Signed on') },
    order_count: { type: 'integer', rollup: { of: 'orders', by: 'customer_id', count: true }, label: l('订单数', 'Orders') },
    ordered: { type: 'money', rollup: { of: 'orders', by: 'customer_id', where: { state: ['confirmed', 'shipped'] }, sum: 'total' }, label: l('订货额', 'Ordered') },
    first_order_on: { type: 'date', rollup: { of: 'orders', by: 'customer_id', min: 'ordered_on' }, label: l('首单', 'First order') },
    last_order_on: { type: 'date', rollup: { of: 'orders', by: 'customer_id', max: 'ordered_on' }, label: l('末单', 'Last order') },
    last_note: { type: 'longtext', rollup: { of: 'orders', by: 'customer_id', last: 'note', order: 'ordered_on' }, label: l('最近备注', 'Last note') },
    has_urgent: { type: 'boolean', rollup: { of: 'orders', by: 'customer_id', any: 'is_urgent' }, label: l('有急单', 'Has urgent') },
    all_shipped: { type: 'boolean', rollup: { of: 'orders', by: 'customer_id', every: { state: 'shipped' } }, label: l('全部发货', 'All shipped') },
    outstanding: { type: 'money', rollup: { of: 'receivables', by: 'customer_id', where: { 'order.state': { $ne: 'cancelled' } }, sum: 'max(0, balance)' }, label: l('未收', 'Outstanding') },
    credit_use: { type: 'percent', formula: '100 * outstanding / credit_limit', label: l('额度使用', 'Credit use') },
    credit_band: { type: 'enum', options: { low: l('低', 'Low'), middle: l('中', 'Middle'), high: l('高', 'High') }, band: { of: 'credit_use', keys: [{ key: 'low', to: 50 }, { key: 'middle', to: 100 }, { key: 'high' }] }, label: l('额度档', 'Credit band') },
    open_tasks: { type: 'integer', rollup: { of: 'tasks', by: 'target', where: { done: { $ne: true } }, count: true }, label: l('待办', 'Open tasks') },
    late_tasks: { type: 'integer', rollup: { of: 'tasks', by: 'target', where: { done: false, due_at: { $lt: '$now' } }, count: true }, label: l('逾期待办', 'Late tasks') },
    overdue_days: { type: 'integer', rollup: { of: 'receivables', by: 'customer_id', max: 'overdue_days' }, label: l('最长逾期', 'Longest overdue') },
    namesakes: { type: 'integer', rollup: { of: 'customers', by: 'name=name', count: true }, label: l('同名', 'Namesakes') },
  },
}) // prettier-ignore

export const products = entity({
  ...common,
  name: 'products',
  label: l('产品', 'Products'),
  title: '{code} {name}',
  fields: {
    code: { type: 'text', required: true, unique: true, label: l('编码', 'Code') },
    name: { type: 'text', required: true, search: true, label: l('名称', 'Name') },
    price: { type: 'money', scale: 4, label: l('单价', 'Price') },
    weight: { type: 'decimal', scale: 3, label: l('重量', 'Weight') },
  },
})

/** Lines whose formula reads the parent and the product; a total that sums unrounded lines and rounds once. */
export const orders = entity({
  ...common,
  name: 'orders',
  label: l('订单', 'Orders'),
  title: '{code}',
  exists_from: 'ordered_on',
  fields: {
    code: { type: 'serial', pattern: 'DD-{yyyymm}-{seq4}', label: l('单号', 'No.') },
    customer_id: { type: 'reference', to: 'customers', required: true, label: l('客户', 'Customer') },
    ordered_on: { type: 'date', label: l('下单日', 'Ordered on') },
    shipped_at: { type: 'datetime', label: l('发货时间', 'Shipped at') },
    is_urgent: { type: 'boolean', label: l('加急', 'Urgent') },
    note: { type: 'longtext', search: true, label: l('备注', 'Note') },
    region: { type: 'text', copy: 'customer.region', label: l('区域', 'Region') },
    lines: {
      type: 'lines',
      label: l('明细', 'Lines'),
      fields: {
        product_id: { type: 'reference', to: 'products', label: l('产品', 'Product') },
        quantity: { type: 'decimal', label: l('数量', 'Quantity') },
        unit_price: { type: 'money', scale: 4, label: l('单价', 'Unit price') },
        discount: { type: 'percent', label: l('折扣', 'Discount') },
        amount: { type: 'money', scale: 4, formula: 'quantity * unit_price * (100 - coalesce(discount, order.customer.discount, 0)) / 100', label: l('金额', 'Amount') },
        weight: { type: 'decimal', formula: 'quantity * product.weight', label: l('重量', 'Weight') },
        shipped: { type: 'decimal', rollup: { of: 'parcels', by: 'order_line_id', sum: 'quantity' }, label: l('已发', 'Shipped') },
      },
    },
    total: { type: 'money', rollup: { of: 'order_lines', by: 'order_id', sum: 'amount' }, label: l('总额', 'Total') },
    heaviest: { type: 'decimal', rollup: { of: 'order_lines', by: 'order_id', max: 'weight' }, label: l('最重', 'Heaviest') },
    last_product: { type: 'text', rollup: { of: 'order_lines', by: 'order_id', last: 'product.name' }, label: l('末行产品', 'Last product') },
    line_count: { type: 'integer', rollup: { of: 'order_lines', by: 'order_id', count: true }, label: l('行数', 'Lines') },
    is_complete: { type: 'boolean', rollup: { of: 'order_lines', by: 'order_id', every: 'shipped >= quantity' }, label: l('已齐', 'Complete') },
    heading: { type: 'text', formula: "concat(code, ' ', customer.name, ' ', customer.owner.name)", label: l('标题', 'Heading') },
    earlier: { type: 'integer', rollup: { of: 'orders', by: 'customer_id=customer_id&ordered_on<ordered_on', count: true }, label: l('更早订单', 'Earlier orders') },
    days_to_ship: { type: 'integer', formula: 'days_between(ordered_on, shipped_at)', label: l('发货天数', 'Days to ship') },
  },
  workflow: {
    states: {
      draft: l('草稿', 'Draft'),
      confirmed: l('已确认', 'Confirmed'),
      shipped: { ...l('已发货', 'Shipped'), final: true, stamp: 'shipped_at' },
      cancelled: { ...l('已取消', 'Cancelled'), final: true },
    },
    transitions: {
      confirm: { from: ['draft'], to: 'confirmed', by: ['owner'], when: 'total > 0', label: l('确认', 'Confirm') },
      ship: { from: ['confirmed'], to: 'shipped', by: ['owner', 'finance'], label: l('发货', 'Ship') },
      cancel: { from: ['draft', 'confirmed'], to: 'cancelled', by: ['head'], label: l('取消', 'Cancel') },
    },
  },
}) // prettier-ignore

/** Points at the lines of an order. */
export const parcels = entity({
  ...common,
  name: 'parcels',
  label: l('包裹', 'Parcels'),
  title: '{code}',
  fields: {
    code: { type: 'text', label: l('编号', 'No.') },
    order_line_id: { type: 'reference', to: 'order_lines', label: l('订单行', 'Order line') },
    quantity: { type: 'decimal', label: l('数量', 'Quantity') },
  },
})

/** Known as of any day: what was received is dated by its payment, and its reversal. */
export const receivables = entity({
  ...common,
  name: 'receivables',
  label: l('应收账款', 'Receivables'),
  title: '{order.code}',
  exists_from: 'recognised_on',
  fields: {
    customer_id: { type: 'reference', to: 'customers', required: true, label: l('客户', 'Customer') },
    order_id: { type: 'reference', to: 'orders', label: l('订单', 'Order') },
    amount: { type: 'money', required: true, confidential: true, label: l('金额', 'Amount') },
    recognised_on: { type: 'date', label: l('确认日', 'Recognised on') },
    due_on: { type: 'date', label: l('到期日', 'Due on') },
    written_off_on: { type: 'date', dated: 'written_off_on', label: l('核销日', 'Written off on') },
    received_amount: { type: 'money', rollup: { of: 'payment_allocations', by: 'receivable_id', sum: 'amount', where: { 'payment.state': ['confirmed', 'reversed'] }, dated: 'payment.received_on', until: 'payment.reversed_on' }, label: l('已收', 'Received') },
    balance: { type: 'money', formula: 'if(written_off_on != null, 0, amount - received_amount)', label: l('余额', 'Balance') },
    overdue_days: { type: 'integer', formula: 'if(balance > 0, max(0, days_between(due_on, today())), 0)', label: l('逾期天数', 'Overdue days') },
    age_bucket: { type: 'enum', options: { not_due: l('未到期', 'Not due'), d1_30: l('1-30 天', '1-30 days'), over_30: l('30 天以上', 'Over 30 days') }, band: { of: 'overdue_days', keys: [{ key: 'not_due', to: 0 }, { key: 'd1_30', to: 30 }, { key: 'over_30' }] }, label: l('账龄', 'Age') },
    warning: { type: 'enum', options: { yellow: l('黄', 'Yellow'), red: l('红', 'Red') }, band: { of: 'overdue_days', keys: [{ key: 'red', from: "param('test.warning_days', 'red')" }, { key: 'yellow', from: "param('test.warning_days', 'yellow')" }] }, label: l('预警', 'Warning') },
  },
}) // prettier-ignore

export const payments = entity({
  ...common,
  name: 'payments',
  label: l('回款', 'Payments'),
  title: '{received_on}',
  fields: {
    customer_id: { type: 'reference', to: 'customers', label: l('客户', 'Customer') },
    amount: { type: 'money', required: true, label: l('金额', 'Amount') },
    received_on: { type: 'date', label: l('到账日', 'Received on') },
    reversed_on: { type: 'date', label: l('冲销日', 'Reversed on') },
    allocations: {
      type: 'lines',
      label: l('核销明细', 'Allocations'),
      fields: {
        receivable_id: { type: 'reference', to: 'receivables', label: l('应收账款', 'Receivable') },
        amount: { type: 'money', label: l('金额', 'Amount') },
      },
    },
    allocated: { type: 'money', rollup: { of: 'payment_allocations', by: 'payment_id', sum: 'amount' }, label: l('已核销', 'Allocated') },
    rest: { type: 'money', formula: 'amount - allocated', label: l('未核销', 'Rest') },
  },
  rules: [{ id: 'T-001', require: 'rest >= 0', at: 'allocations', message: l('核销不能超过回款', 'Allocations may not exceed the payment'), clauses: ['T §1'] }],
  workflow: {
    states: { draft: l('草稿', 'Draft'), confirmed: l('已确认', 'Confirmed'), reversed: { ...l('已冲销', 'Reversed'), final: true, stamp: 'reversed_on' } },
    transitions: {
      confirm: { from: ['draft'], to: 'confirmed', by: ['finance'], label: l('确认', 'Confirm') },
      reverse: { from: ['confirmed'], to: 'reversed', by: ['finance'], label: l('冲销', 'Reverse') },
    },
  },
}) // prettier-ignore

/** Points at any record. */
export const tasks = entity({
  ...common,
  name: 'tasks',
  label: l('待办', 'Tasks'),
  title: '{subject}',
  fields: {
    subject: { type: 'text', required: true, search: true, label: l('事项', 'Subject') },
    target: { type: 'record_ref', to: ['customers', 'orders'], label: l('对象', 'Target') },
    assignee_id: { type: 'reference', to: 'employees', label: l('执行人', 'Assignee') },
    done: { type: 'boolean', label: l('完成', 'Done') },
    due_at: { type: 'datetime', label: l('截止', 'Due at') },
  },
})

/** The model; equal to its JSON. */
export const fixtureModel: Model = {
  name: 'fixture',
  modules: [{ key: 'test', label: l('测试', 'Test') }],
  roles: [
    { key: 'sales', label: l('销售', 'Sales') },
    { key: 'head', label: l('部门负责人', 'Head') },
    { key: 'finance', label: l('财务', 'Finance') },
  ],
  parameters: [
    { key: 'test.warning_days', label: l('预警天数', 'Warning days'), module: 'test', type: 'map', default: { yellow: 1, red: 31 }, rules: [], clauses: [] },
    { key: 'test.rate', label: l('费率', 'Rate'), module: 'test', type: 'percent', default: 12.5, rules: [], clauses: [] },
    { key: 'test.kinds', label: l('类别', 'Kinds'), module: 'test', type: 'list', default: ['small', 'large'], rules: [], clauses: [] },
  ],
  clauses: [{ id: 'T §1', title: l('测试', 'Test') }],
  entities: [departments, employees, customers, products, orders, parcels, receivables, payments, tasks, specimens],
  metrics: [],
  dashboards: [],
} // prettier-ignore
