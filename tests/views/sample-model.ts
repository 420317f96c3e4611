import { entity, type Label } from '#model/language/definition.ts'
import type { ViewerModel } from '../../src/data/wire.ts'

const l = (zh: string, en: string): Label => ({ zh, en })
const access = {
  finance: { create: true, read: 'all', update: 'all', archive: 'all', export: true },
} as const

const customers = entity({
  name: 'customers',
  label: l('客户', 'Customers'),
  module: 'sales',
  tier: 'core',
  clauses: [],
  title: '{name}',
  fields: { name: { type: 'text', required: true, label: l('名称', 'Name') } },
  access,
})

const orders = entity({
  name: 'orders',
  label: l('订单', 'Orders'),
  module: 'sales',
  tier: 'core',
  clauses: ['P0 §2.2'],
  title: '{code}',
  fields: {
    code: { type: 'serial', pattern: 'DD-{seq4}', label: l('编号', 'No.') },
    customer_id: { type: 'reference', to: 'customers', required: true, label: l('客户', 'Customer') },
    amount: { type: 'money', required: true, min: 0.01, label: l('金额', 'Amount') },
    kind: { type: 'enum', options: { spot: l('现货', 'Spot'), custom: l('定制', 'Custom') }, label: l('类别', 'Kind') },
    drawing: { type: 'text', visible: { kind: 'custom' }, required: { kind: 'custom' }, label: l('图号', 'Drawing') },
    overdue_days: { type: 'integer', readonly: true, phrase: { zh: '逾期 {n} 天', en: '{n} days overdue', tone: 'bad' }, label: l('逾期天数', 'Days overdue') },
    note: { type: 'longtext', label: l('备注', 'Note') },
    ordered_on: { type: 'date', label: l('下单日', 'Ordered on') },
    total: { type: 'money', rollup: { of: 'order_lines', by: 'order_id', sum: 'line_total' }, label: l('合计', 'Total') },
    lines: {
      type: 'lines',
      label: l('明细', 'Lines'),
      fields: {
        name: { type: 'text', required: true, label: l('品名', 'Item') },
        quantity: { type: 'decimal', required: true, label: l('数量', 'Quantity') },
        unit_price: { type: 'money', label: l('单价', 'Unit price') },
        line_total: { type: 'money', formula: 'quantity * unit_price', label: l('小计', 'Subtotal') },
      },
    },
  },
  workflow: {
    states: { draft: l('草稿', 'Draft'), released: { ...l('已放行', 'Released'), tone: 'good' }, refused: { ...l('已否决', 'Refused'), tone: 'bad' } },
    transitions: {
      release: { from: ['draft'], to: 'released', by: ['finance'], label: l('放行', 'Release'), fills: ['note'], ask: { opinion: { type: 'longtext', required: true, label: l('意见', 'Opinion') } } },
      refuse: { from: ['draft'], to: 'refused', by: ['finance'], label: l('否决', 'Refuse'), tone: 'bad' },
    },
  },
  access,
  views: {
    list: {
      columns: ['code', 'customer_id', 'amount', 'overdue_days', 'state'],
      filters: ['state', 'customer_id'],
      presets: { mine: { label: l('我的', 'Mine'), filter: { owner_id: '$me', note: null }, waits: true } },
      sort: ['code', 'DESC'],
    },
    board: 'state',
    calendar: 'ordered_on',
    form: [{ section: l('基本信息', 'Basics'), fields: ['code', 'ordered_on', 'customer_id', 'amount', 'kind', 'drawing', 'lines', 'total', 'note'] }],
  },
}) // prettier-ignore

/** What `GET /api/model` answers to an accountant of a small company. */
export const sampleModel: ViewerModel = {
  name: 'sample',
  modules: [{ key: 'sales', label: l('销售', 'Sales') }],
  roles: [{ key: 'finance', label: l('财务', 'Finance') }],
  parameters: [],
  clauses: [{ id: 'P0 §2.2', title: l('订单', 'Orders') }],
  entities: [orders, customers],
  metrics: [],
  dashboards: [],
  viewer: { account: 'a1', employee: '01920000-0000-7000-8000-0000000000e1', name: '周敏', roles: ['finance'], departments: [], locale: 'zh' },
  zone: 'Asia/Shanghai',
  company: '华澄精密',
} // prettier-ignore
