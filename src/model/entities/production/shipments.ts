import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { shipmentsAccess } from './shipments.access.ts'
import { shipmentsWorkflow } from './shipments.workflow.ts'
import { transportModes } from './transport.ts'

/** Goods on their way to the customer, from planning to the signature. */
export const shipments = entity({
  name: 'shipments',
  label: words('发货与物流跟踪', 'Shipments'),
  module: 'production',
  tier: 'core',
  icon: 'shipping',
  clauses: ['P0 §2.2.4', 'P1 §2.6.3', 'P2 §2.1.3', 'P3 §3.2.6', 'P3 §3.2.7'],
  title: '{code} {order.code}',
  fields: {
    code: {
      type: 'serial',
      pattern: 'FH-{yyyymm}-{seq4}',
      unique: true,
      search: true,
      label: words('发货单号', 'Shipment No.'),
    },
    order_id: { type: 'reference', to: 'orders', required: true, label: words('订单', 'Order') },
    owner_id: {
      type: 'reference',
      to: 'employees',
      default: '=order.owner_id',
      label: words('负责人', 'Owner'),
      help: words('默认为订单业务员', "By default the order's salesperson"),
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      default: '=order.department_id',
      label: words('部门', 'Department'),
    },
    provider_id: {
      type: 'reference',
      to: 'logistics_providers',
      required: true,
      label: words('物流供应商', 'Carrier'),
    },
    mode: {
      type: 'enum',
      required: true,
      label: words('运输方式', 'Mode of transport'),
      options: transportModes,
    },
    tracking_no: {
      type: 'text',
      required: { states: ['dispatched'] },
      search: true,
      label: words('运单号', 'Tracking No.'),
    },
    lines: {
      type: 'lines',
      required: true,
      label: words('发货明细', 'Lines'),
      title: '{product.name}',
      fields: {
        order_line_id: {
          type: 'reference',
          to: 'order_lines',
          required: true,
          label: words('订单行', 'Order line'),
        },
        product_id: {
          type: 'reference',
          to: 'products',
          required: true,
          default: '=order_line.product_id',
          label: words('产品', 'Product'),
        },
        quantity: {
          type: 'decimal',
          required: true,
          min: 0.000001,
          label: words('数量', 'Quantity'),
        },
      },
      rules: [
        {
          id: 'R-056',
          require: 'order_line.shipped_qty <= order_line.quantity',
          at: 'quantity',
          message: words(
            '发货数量不得超过订单未发数量',
            'The quantity may not exceed what the order has left',
          ),
          clauses: ['P2 §2.1.3', 'P3 §3.2.6'],
        },
        {
          id: 'shipment-order-line',
          require: 'order_line.order_id == shipment.order_id',
          at: 'order_line_id',
          message: words('订单行不属于该订单', 'The line belongs to another order'),
          clauses: ['P2 §2.1.3'],
        },
      ],
    },
    dispatched_on: {
      type: 'date',
      required: { states: ['dispatched'] },
      label: words('发货日', 'Dispatched on'),
    },
    expected_on: {
      type: 'date',
      required: { states: ['dispatched'] },
      label: words('预计送达', 'Expected on'),
    },
    delivered_on: {
      type: 'date',
      required: { states: ['delivered'] },
      label: words('送达日', 'Delivered on'),
    },
    signed_by: {
      type: 'text',
      required: { states: ['delivered'] },
      label: words('签收人', 'Signed by'),
    },
    condition: {
      type: 'enum',
      required: { states: ['delivered'] },
      label: words('货物状况', 'Condition'),
      options: {
        intact: { ...words('完好', 'Intact'), tone: 'good' },
        damaged: { ...words('破损', 'Damaged'), tone: 'bad' },
        short: { ...words('短少', 'Short'), tone: 'warn' },
      },
    },
    events: {
      type: 'lines',
      label: words('物流节点', 'Tracking'),
      title: '{location} {status}',
      fields: {
        at: { type: 'datetime', required: true, label: words('时间', 'At') },
        location: { type: 'text', required: true, label: words('地点', 'Location') },
        status: { type: 'text', required: true, label: words('状态', 'Status') },
        customer_informed: { type: 'boolean', label: words('已告知客户', 'Customer informed') },
      },
      clauses: ['P3 §3.2.7'],
    },
    freight: { type: 'money', min: 0, label: words('运费', 'Freight') },
  },
  workflow: shipmentsWorkflow,
  rules: [
    {
      id: 'shipment-expected',
      require: 'expected_on == null or dispatched_on == null or expected_on >= dispatched_on',
      of: ['expected_on', 'dispatched_on'],
      at: 'expected_on',
      message: words('预计送达不得早于发货日', 'Expected on may not be before the dispatch'),
      clauses: ['P3 §3.2.6'],
    },
    {
      id: 'shipment-delivered',
      require: 'delivered_on == null or dispatched_on == null or delivered_on >= dispatched_on',
      of: ['delivered_on', 'dispatched_on'],
      at: 'delivered_on',
      message: words('送达日不得早于发货日', 'Delivered on may not be before the dispatch'),
      clauses: ['P3 §3.2.7'],
    },
    {
      id: 'R-056',
      require: 'order.transport_mode == null or mode == order.transport_mode',
      of: ['mode', 'order_id'],
      at: 'mode',
      warn: true,
      message: words('运输方式与客户要求不同', 'The mode differs from what the customer asked for'),
      clauses: ['P2 §2.1.3'],
    },
  ],
  schedule: [
    {
      id: 'J-16-events',
      label: words('物流节点未告知客户', 'Tracking not passed on'),
      every: 'daily',
      where: {
        state: ['dispatched', 'exception'],
        $some: {
          of: 'shipment_events',
          by: 'shipment_id',
          where: { customer_informed: { $ne: true } },
        },
      },
      key: 'concat(today())',
      effects: [
        {
          do: 'notify',
          to: { fields: ['owner_id'] },
          kind: 'reminder',
          title: words(
            '发货单 {code} 有物流节点未告知客户',
            'Shipment {code}: tracking not passed on to the customer',
          ),
        },
      ],
      rule: 'R-057',
      clauses: ['P3 §3.2.7'],
    },
  ],
  access: shipmentsAccess,
  views: {
    list: {
      columns: [
        'code',
        'order_id',
        'order.customer_id',
        'provider_id',
        'state',
        'dispatched_on',
        'expected_on',
        'delivered_on',
      ],
      filters: [
        'order_id',
        'provider_id',
        'mode',
        'state',
        'dispatched_on',
        'expected_on',
        'delivered_on',
        'condition',
        'owner_id',
      ],
      totals: ['freight'],
      sort: ['created_at', 'DESC'],
      presets: {
        in_transit: { label: words('运输中', 'In transit'), filter: { state: 'dispatched' } },
        overdue: {
          label: words('逾期未达', 'Overdue'),
          filter: { state: ['dispatched', 'exception'], expected_on: { $lt: '$today' } },
          sort: ['expected_on', 'ASC'],
        },
        to_dispatch: {
          label: words('今日待发', 'To dispatch today'),
          filter: { state: 'planned' },
        },
      },
    },
    form: [
      {
        section: words('发货', 'Shipment'),
        fields: [
          'code',
          'order_id',
          'provider_id',
          'mode',
          'tracking_no',
          'freight',
          'owner_id',
          'department_id',
        ],
      },
      { section: words('明细', 'Lines'), fields: ['lines'] },
      { section: words('运输', 'Transport'), fields: ['dispatched_on', 'expected_on', 'events'] },
      { section: words('签收', 'Receipt'), fields: ['delivered_on', 'signed_by', 'condition'] },
    ],
    related: [],
    board: 'state',
    calendar: 'expected_on',
  },
  exists_from: 'dispatched_on',
  analytics: {
    time: 'dispatched_on',
    dimensions: {
      provider: { field: 'provider_id', label: words('物流供应商', 'Carrier') },
      mode: { field: 'mode', label: words('运输方式', 'Mode') },
      customer: { field: 'order.customer_id', label: words('客户', 'Customer') },
      region: { field: 'order.customer.region', label: words('地区', 'Region') },
      state: { field: 'state', label: words('状态', 'State') },
      condition: { field: 'condition', label: words('货物状况', 'Condition') },
    },
    measures: {
      shipments: {
        agg: 'count',
        where: { state: { $ne: 'planned' } },
        label: words('发货单数', 'Shipments'),
        format: 'integer',
      },
      delivered: {
        agg: 'count',
        where: { delivered_on: { $null: false } },
        label: words('已签收', 'Delivered'),
        format: 'integer',
      },
      on_time: {
        agg: 'count',
        where: 'delivered_on != null and delivered_on <= expected_on',
        label: words('准时送达', 'On time'),
        format: 'integer',
      },
      damaged: {
        agg: 'count',
        where: { condition: 'damaged' },
        label: words('破损', 'Damaged'),
        format: 'integer',
        better: 'down',
      },
      on_time_rate: {
        id: 'M-612',
        calc: '100 * on_time / delivered',
        label: words('物流准时率', 'Logistics punctuality'),
        format: 'percent',
        better: 'up',
        clauses: ['P1 §2.6.3'],
      },
      damage_rate: {
        calc: '100 * damaged / delivered',
        label: words('货损率', 'Damage rate'),
        format: 'percent',
        better: 'down',
      },
      freight: { agg: 'sum', field: 'freight', label: words('运费', 'Freight'), format: 'money' },
    },
  },
  sample: { count: 5200 },
})
