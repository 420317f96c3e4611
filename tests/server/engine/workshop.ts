import { entity, type Access, type Label, type Model } from '#model/language/definition.ts'

/** A small company with workflows: every kind of effect, every way of access, every kind of refusal. */
const l = (zh: string, en: string): Label => ({ zh, en })
const common = { module: 'test', tier: 'core', clauses: ['T §1'] } as const
const openAccess: Access = {
  '*': { read: 'all' },
  admin: { create: true, read: 'all', update: 'all', archive: 'all' },
}
const states = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, l(name, name)]))

const departments = entity({
  ...common,
  name: 'departments',
  label: l('部门', 'Departments'),
  title: '{name}',
  access: openAccess,
  fields: {
    code: { type: 'text', required: true, unique: true, label: l('编码', 'Code') },
    name: { type: 'text', required: true, label: l('名称', 'Name') },
    manager_id: { type: 'reference', to: 'employees', label: l('负责人', 'Manager') },
    reviews: { type: 'boolean', default: false, label: l('参与评审', 'Reviews') },
  },
})

const employees = entity({
  ...common,
  name: 'employees',
  label: l('员工', 'Employees'),
  title: '{name}',
  people: ['id'],
  access: openAccess,
  fields: {
    name: { type: 'text', required: true, search: true, label: l('姓名', 'Name') },
    email: { type: 'email', label: l('邮箱', 'E-mail') },
    roles: { type: 'enum', many: true, options: { sales: l('销售', 'Sales'), head: l('负责人', 'Head'), finance: l('财务', 'Finance'), boss: l('领导', 'Boss'), admin: l('管理', 'Admin') }, label: l('角色', 'Roles') },
    supervisor_id: { type: 'reference', to: 'employees', label: l('上级', 'Supervisor') },
  },
}) // prettier-ignore

const approvals = entity({
  ...common,
  name: 'approvals',
  label: l('审批', 'Approvals'),
  title: '{step}',
  people: ['assignee_id'],
  access: { '*': { read: 'own', update: 'own' }, boss: { read: 'all', decide: 'all' } },
  fields: {
    target: { type: 'record_ref', label: l('对象', 'Target') },
    step: { type: 'text', label: l('环节', 'Step') },
    seq: { type: 'integer', label: l('顺序', 'Order') },
    assignee_id: { type: 'reference', to: 'employees', label: l('审批人', 'Assignee') },
    requested_by_id: { type: 'reference', to: 'employees', label: l('申请人', 'Asked by') },
    opinion: { type: 'longtext', label: l('意见', 'Opinion') },
    due_at: { type: 'datetime', label: l('限时', 'Due at') },
    decided_at: { type: 'datetime', auto: true, label: l('处理时间', 'Decided at') },
  },
  workflow: {
    states: {
      pending: l('待处理', 'Pending'),
      approved: { ...l('同意', 'Approved'), final: true, stamp: 'decided_at' },
      returned: { ...l('退回', 'Returned'), stamp: 'decided_at' },
      void: { ...l('作废', 'Void'), final: true },
    },
    transitions: {
      approve: { from: ['pending'], to: 'approved', by: ['assignee'], fills: ['opinion'], label: l('同意', 'Approve') },
      return: { from: ['pending'], to: 'returned', by: ['assignee'], fills: ['opinion'], require: ['opinion'], label: l('退回', 'Return') },
      void: { from: ['pending', 'approved', 'returned'], to: 'void', by: ['system'], label: l('作废', 'Void') },
    },
  },
}) // prettier-ignore

const distributions = entity({
  ...common,
  name: 'distributions',
  label: l('分发', 'Distributions'),
  title: '{copy_no}',
  people: ['recipient_id'],
  access: { '*': { read: 'own', update: 'own' }, admin: { read: 'all' } },
  fields: {
    target: { type: 'record_ref', label: l('对象', 'Target') },
    recipient_id: { type: 'reference', to: 'employees', label: l('接收人', 'Recipient') },
    recipient_department_id: { type: 'reference', to: 'departments', label: l('接收部门', 'Department') },
    copy_no: { type: 'text', label: l('副本号', 'Copy') },
    sent_at: { type: 'datetime', label: l('分发时间', 'Sent at') },
    due_at: { type: 'datetime', label: l('应签收', 'Due at') },
  },
}) // prettier-ignore

const notifications = entity({
  ...common,
  name: 'notifications',
  label: l('通知', 'Notifications'),
  title: '{title}',
  people: ['recipient_id'],
  access: { '*': { read: 'own', update: 'own' } },
  fields: {
    recipient_id: { type: 'reference', to: 'employees', label: l('接收人', 'Recipient') },
    kind: { type: 'text', label: l('类型', 'Kind') },
    level: { type: 'text', label: l('级别', 'Level') },
    target: { type: 'record_ref', label: l('对象', 'Target') },
    title: { type: 'text', label: l('标题', 'Title') },
    body: { type: 'longtext', label: l('内容', 'Body') },
  },
})

const customers = entity({
  ...common,
  name: 'customers',
  label: l('客户', 'Customers'),
  title: '{name}',
  access: {
    '*': { read: 'all' },
    sales: { create: true, read: 'own', update: 'own', archive: 'own', confidential: 'own' },
    head: { read: 'department', update: 'department', confidential: 'department' },
    finance: { create: true, read: 'all', update: 'all', confidential: true, secret: true },
  },
  fields: {
    name: { type: 'text', required: true, unique: true, search: true, label: l('名称', 'Name') },
    credit_limit: { type: 'money', confidential: true, label: l('额度', 'Limit') },
    margin: { type: 'percent', secret: true, label: l('毛利', 'Margin') },
    outstanding: { type: 'money', rollup: { of: 'receivables', by: 'customer_id', sum: 'balance' }, label: l('未收', 'Outstanding') },
    has_open: { type: 'boolean', formula: 'outstanding > 0', label: l('有未收', 'Has open') },
  },
  workflow: {
    states: states('potential', 'active', 'settled'),
    transitions: {
      activate: { from: ['potential'], to: 'active', by: ['system'], label: l('激活', 'Activate') },
      clear: { from: ['active'], to: 'settled', by: ['system'], when: 'outstanding == 0', label: l('结清', 'Clear') },
      reopen: { from: ['settled'], to: 'active', by: ['system'], when: 'outstanding > 0', label: l('重开', 'Reopen') },
    },
  },
}) // prettier-ignore

const opinion = {
  opinion: { type: 'longtext', required: true, label: l('意见', 'Opinion') },
} as const
const openReviews = { $some: { of: 'approvals', by: 'target', where: { step: 'review', state: 'pending' } } } // prettier-ignore
const returned = { $some: { of: 'approvals', by: 'target', where: { step: 'review', state: 'returned' } } } // prettier-ignore
const approved = { $some: { of: 'approvals', by: 'target', where: { step: 'review', state: 'approved' } } } // prettier-ignore
const withdraw = { do: 'transition', name: 'void', on: { of: 'approvals', by: 'target', where: { state: { $ne: 'void' } } }, else: 'skip' } as const // prettier-ignore

const contracts = entity({
  ...common,
  name: 'contracts',
  label: l('合同', 'Contracts'),
  title: '{code} {title}',
  people: ['owner_id', 'signatory_id'],
  access: {
    sales: { create: true, read: 'own', update: 'own', archive: 'own', confidential: true },
    head: { read: 'department', update: 'department', decide: 'department', confidential: 'department' },
    finance: { read: 'all', confidential: true },
    boss: { read: 'all', decide: 'all', confidential: true },
    admin: { read: 'all' },
  },
  shares: [
    { where: { $some: { of: 'approvals', by: 'target', where: { assignee_id: '$me' } } }, confidential: true },
    { where: { $some: { of: 'distributions', by: 'target', where: { recipient_id: '$me' } } } },
  ],
  fields: {
    code: { type: 'serial', pattern: 'HT-{yyyy}-{department.code}-{seq3}', on: 'submit', gapless: true, label: l('编号', 'No.') },
    title: { type: 'text', required: true, search: true, label: l('名称', 'Title') },
    customer_id: { type: 'reference', to: 'customers', required: true, where: { state: { $ne: 'settled' } }, label: l('客户', 'Customer') },
    customer_name: { type: 'text', copy: 'customer.name', label: l('客户名称', 'Customer name') },
    kind: { type: 'enum', options: { single: l('单次', 'Single'), supplement: l('补充', 'Supplement') }, default: 'single', label: l('类型', 'Kind') },
    parent_id: { type: 'reference', to: 'contracts', required: { kind: 'supplement' }, label: l('主合同', 'Parent') },
    signatory_id: { type: 'reference', to: 'employees', required: { states: ['signed'] }, label: l('签署人', 'Signatory') },
    signed_on: { type: 'date', label: l('签订日', 'Signed on') },
    promised_on: { type: 'date', default: '=add_days(today(), 30)', label: l('承诺日', 'Promised on') },
    round: { type: 'integer', default: 1, label: l('轮次', 'Round') },
    amount: { type: 'money', confidential: true, rollup: { of: 'contract_items', by: 'contract_id', sum: 'total' }, label: l('金额', 'Amount') },
    items: {
      type: 'lines',
      label: l('明细', 'Items'),
      fields: {
        name: { type: 'text', required: true, label: l('品名', 'Name') },
        quantity: { type: 'decimal', required: true, min: 0, default: 1, label: l('数量', 'Quantity') },
        price: { type: 'money', confidential: true, label: l('单价', 'Price') },
        frozen_price: { type: 'money', copy: { from: 'price', on: 'sign' }, label: l('冻结单价', 'Frozen price') },
        total: { type: 'money', scale: 4, formula: 'quantity * price', label: l('小计', 'Total') },
      },
      rules: [{ id: 'T-010', require: 'quantity > 0', at: 'quantity', message: l('数量须大于 0', 'The quantity must be above 0'), clauses: ['T §1'] }],
    },
    schedule: {
      type: 'lines',
      label: l('付款计划', 'Schedule'),
      fields: {
        name: { type: 'text', label: l('款项', 'Name') },
        percent: { type: 'percent', label: l('比例', 'Percent') },
      },
    },
  },
  rules: [
    { id: 'T-020', require: 'amount <= 1000000', at: 'items', message: l('金额超限', 'The amount is above the limit'), clauses: ['T §1'] },
    { id: 'T-021', require: 'amount <= 500000', warn: true, message: l('金额较大', 'A large amount'), clauses: ['T §1'] },
    { id: 'T-022', of: ['promised_on'], require: 'promised_on >= today()', at: 'promised_on', message: l('不能早于今天', 'may not be in the past'), clauses: ['T §1'] },
  ],
  workflow: {
    states: {
      draft: l('草稿', 'Draft'),
      reviewing: { ...l('评审中', 'Reviewing'), locks: ['items'] },
      approved: { ...l('待签', 'Approved'), locks: ['*'] },
      signed: { ...l('已签', 'Signed'), stamp: 'signed_on', locks: ['*'] },
      closed: { ...l('关闭', 'Closed'), final: true },
    },
    transitions: {
      submit: {
        from: ['draft'], to: 'reviewing', by: ['owner'], label: l('送审', 'Submit'),
        guards: [
          { rule: 'T-030', check: 'amount > 0', message: l('金额须大于 0', 'The amount must be above 0') },
          { rule: 'T-031', check: 'amount < 400000', message: l('建议拆分', 'Consider splitting'), warn: true },
        ],
        effects: [withdraw, { do: 'review', step: 'review', to: { departments: { reviews: true }, fields: ['owner'] } }],
      },
      send_back: { from: ['reviewing'], to: 'draft', by: ['system'], when: returned, label: l('退回', 'Send back'), effects: [{ do: 'set', values: { round: '=round + 1' } }, withdraw] },
      pass: { from: ['reviewing'], to: 'approved', by: ['system'], when: { $and: [approved, { $not: openReviews }, { $not: returned }] }, label: l('通过', 'Pass') },
      sign: {
        from: ['approved'], to: 'signed', by: ['signatory', 'boss'], decision: true, step: 'signing', label: l('签订', 'Sign'),
        fills: ['signatory_id'], ask: { place: { type: 'text', label: l('地点', 'Place') } },
        effects: [
          { do: 'distribute', to: { departments: { code: 'FIN' } }, copy_no: '{code}-F{n}', due: 'add_days(today(), 1)' },
          { do: 'create', resource: 'receivables', each: 'schedule', split: { field: 'amount', total: '=amount', percent: '=each.percent' }, values: { customer_id: '=customer_id', contract_id: '=id', name: '=each.name', due_on: '$today+30d', owner_id: '=owner_id' } },
          { do: 'transition', name: 'activate', on: 'customer', else: 'skip' },
          { do: 'notify', to: { fields: ['owner'] }, kind: 'info', title: l('合同 {code} 已在{ask.place}签订', 'Contract {code} signed in {ask.place}') },
          { do: 'run', run: 'note_signing', with: { total: '=amount' } },
        ],
      },
      close: { from: ['signed'], to: 'closed', by: ['owner'], ask: opinion, label: l('关闭', 'Close'), effects: [{ do: 'transition', name: 'waive', on: { of: 'receivables', by: 'contract_id' }, else: 'refuse' }] },
    },
  },
}) // prettier-ignore

const receivables = entity({
  ...common,
  name: 'receivables',
  label: l('应收', 'Receivables'),
  title: '{code}',
  access: { sales: { read: 'own' }, finance: { create: true, read: 'all', update: 'all', archive: 'all' } },
  fields: {
    code: { type: 'serial', pattern: 'YS-{yyyymm}-{seq4}', label: l('编号', 'No.') },
    customer_id: { type: 'reference', to: 'customers', required: true, label: l('客户', 'Customer') },
    contract_id: { type: 'reference', to: 'contracts', label: l('合同', 'Contract') },
    name: { type: 'text', label: l('款项', 'Name') },
    amount: { type: 'money', required: true, min: 0.01, label: l('金额', 'Amount') },
    due_on: { type: 'date', label: l('到期日', 'Due on') },
    received: { type: 'money', rollup: { of: 'payment_allocations', by: 'receivable_id', sum: 'amount', where: { 'payment.state': ['confirmed', 'reversed'] }, dated: 'payment.received_on', until: 'payment.reversed_on' }, label: l('已收', 'Received') },
    balance: { type: 'money', formula: 'amount - received', label: l('余额', 'Balance') },
    overdue_days: { type: 'integer', formula: 'if(balance > 0, max(0, days_between(due_on, today())), 0)', label: l('逾期天数', 'Overdue days') },
    settled_on: { type: 'date', auto: true, label: l('结清日', 'Settled on') },
    reminded: { type: 'integer', default: 0, label: l('提醒次数', 'Reminders') },
  },
  rules: [{ id: 'T-040', require: 'balance >= 0', message: l('核销不能超过余额', 'An allocation may not exceed the balance'), clauses: ['T §1'] }],
  workflow: {
    states: { open: l('未收', 'Open'), overdue: l('逾期', 'Overdue'), settled: { ...l('结清', 'Settled'), stamp: 'settled_on' }, waived: { ...l('免收', 'Waived'), final: true } },
    transitions: {
      settle: { from: ['open', 'overdue'], to: 'settled', by: ['system'], when: 'balance == 0', label: l('结清', 'Settle') },
      reopen: { from: ['settled'], to: 'open', by: ['system'], when: 'balance > 0', label: l('重开', 'Reopen'), effects: [{ do: 'set', values: { settled_on: null } }] },
      fall_due: { from: ['open'], to: 'overdue', by: ['system'], when: 'overdue_days > param(\'test.grace_days\')', label: l('逾期', 'Fall due'), effects: [{ do: 'create', resource: 'dunnings', values: { receivable_id: '=id', step: 1 }, unless: { receivable_id: '=id' } }] },
      waive: { from: ['settled'], to: 'waived', by: ['finance', 'system'], label: l('免收', 'Waive') },
    },
  },
  schedule: [{ id: 'remind', label: l('提醒', 'Remind'), every: 'daily', where: "state == 'overdue'", key: 'month(today())', effects: [{ do: 'set', values: { reminded: '=reminded + 1' } }] }],
}) // prettier-ignore

const dunnings = entity({
  ...common,
  name: 'dunnings',
  label: l('催收', 'Dunning'),
  title: '{step}',
  access: { finance: { read: 'all' } },
  fields: {
    receivable_id: { type: 'reference', to: 'receivables', label: l('应收', 'Receivable') },
    step: { type: 'integer', label: l('次序', 'Step') },
  },
})

const payments = entity({
  ...common,
  name: 'payments',
  label: l('回款', 'Payments'),
  title: '{code}',
  access: { finance: { create: true, read: 'all', update: 'all', archive: 'all', decide: 'all' } },
  fields: {
    code: { type: 'serial', pattern: 'HK-{yyyymm}-{seq4}', label: l('编号', 'No.') },
    amount: { type: 'money', required: true, label: l('金额', 'Amount') },
    bank_ref: { type: 'text', unique: { with: ['received_on'] }, label: l('流水号', 'Bank ref') },
    received_on: { type: 'date', default: '$today', label: l('到账日', 'Received on') },
    reversed_on: { type: 'date', auto: true, label: l('冲销日', 'Reversed on') },
    allocations: {
      type: 'lines',
      label: l('核销', 'Allocations'),
      fields: {
        receivable_id: { type: 'reference', to: 'receivables', required: true, label: l('应收', 'Receivable') },
        amount: { type: 'money', required: true, label: l('金额', 'Amount') },
      },
    },
  },
  workflow: {
    states: { recorded: l('已登记', 'Recorded'), confirmed: l('已核销', 'Confirmed'), reversed: { ...l('已冲销', 'Reversed'), final: true, stamp: 'reversed_on' } },
    transitions: {
      confirm: { from: ['recorded'], to: 'confirmed', by: ['finance'], fills: ['allocations'], require: ['allocations'], label: l('核销', 'Confirm') },
      reverse: { from: ['confirmed'], to: 'reversed', by: ['finance'], ask: { reason: { type: 'text', required: true, label: l('原因', 'Reason') } }, label: l('冲销', 'Reverse') },
    },
  },
}) // prettier-ignore

/** A promise with a clock. */
const tickets = entity({
  ...common,
  name: 'tickets',
  label: l('工单', 'Tickets'),
  title: '{subject}',
  access: { '*': { create: true, read: 'all', update: 'all' } },
  fields: {
    subject: { type: 'text', required: true, label: l('主题', 'Subject') },
    received_at: { type: 'datetime', default: '$now', label: l('收到', 'Received at') },
    promised_at: { type: 'datetime', default: '=add_hours(now(), 10)', label: l('承诺', 'Promised at') },
    answered_at: { type: 'datetime', label: l('答复', 'Answered at') },
    late: { type: 'boolean', default: false, label: l('超时', 'Late') },
  },
  events: { update: [{ of: ['subject'], effects: [{ do: 'notify', to: { fields: ['owner'] }, kind: 'info', title: l('主题改为 {subject}', 'Subject is now {subject}') }] }] },
  clocks: { answer: { start: 'received_at', due: 'promised_at', stop: 'answered_at', warn_at: [0.5], on_breach: [{ do: 'set', values: { late: true } }] } },
}) // prettier-ignore

export const workshop: Model = {
  name: 'workshop',
  modules: [{ key: 'test', label: l('测试', 'Test') }],
  roles: [
    { key: 'sales', label: l('销售', 'Sales') },
    { key: 'head', label: l('负责人', 'Head') },
    { key: 'finance', label: l('财务', 'Finance') },
    { key: 'boss', label: l('领导', 'Boss'), highest: true },
    { key: 'admin', label: l('管理', 'Admin') },
  ],
  parameters: [{ key: 'test.grace_days', label: l('宽限', 'Grace'), module: 'test', type: 'integer', default: 3, rules: [], clauses: [] }],
  clauses: [{ id: 'T §1', title: l('测试', 'Test') }],
  entities: [departments, employees, approvals, distributions, notifications, customers, contracts, receivables, dunnings, payments, tickets],
  metrics: [],
  dashboards: [],
} // prettier-ignore
