import { entity } from '../../language/definition.ts'
import { sharedForReview } from '../../sharing.ts'
import { words } from '../../words.ts'
import { ordersAccess } from './orders.access.ts'
import { orderLinesAnalytics, ordersAnalytics } from './orders.analytics.ts'
import { ordersViews } from './orders.views.ts'
import { ordersFeedbackFields } from './orders.feedback.ts'
import { ordersEvents, ordersSchedule } from './orders.schedule.ts'
import { ordersWorkflow } from './orders.workflow.ts'
import { transportModes } from '../production/transport.ts'
import { itemFields, lineTotal, priceFields } from './terms.ts'

const agreed = ['approved', 'approved_with_conditions']

/** A customer's order, from receipt through review, release and delivery to its closing. */
export const orders = entity({
  name: 'orders',
  label: words('销售订单', 'Orders'),
  module: 'contracts',
  tier: 'core',
  icon: 'orders',
  clauses: ['P0 §2.2.4', 'P1 §2.6.1', 'P1 §2.6.3', 'P2 §2.1.3', 'P3 §2.4', 'P3 §3.2'],
  title: '{code} {customer.name}',
  fields: {
    code: {
      type: 'serial',
      pattern: 'DD-{yyyymm}-{seq4}',
      unique: true,
      search: true,
      label: words('订单号', 'Order No.'),
    },
    customer_id: {
      type: 'reference',
      to: 'customers',
      required: true,
      where: { state: { $ne: 'blacklisted' } },
      label: words('客户', 'Customer'),
    },
    channel_id: {
      type: 'reference',
      to: 'channel_partners',
      default: '=customer.channel_id',
      label: words('渠道', 'Channel'),
    },
    contract_id: {
      type: 'reference',
      to: 'contracts',
      required: { states: ['released'] },
      label: words('合同', 'Contract'),
      help: words('下达前须已签订且金额未超', 'Signed and with enough left before the release'),
      clauses: ['P1 §2.6.2', 'P2 §2.1.3'],
    },
    owner_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      default: '$me',
      label: words('业务员', 'Salesperson'),
    },
    received_on: {
      type: 'date',
      required: true,
      default: '$today',
      label: words('接单日', 'Received on'),
    },
    required_on: { type: 'date', required: true, label: words('要求交付日', 'Required on') },
    promised_on: {
      type: 'date',
      required: { states: ['released'] },
      label: words('承诺交付日', 'Promised on'),
      help: words('由订单评审确定', 'Fixed by the order review'),
    },
    lines: {
      type: 'lines',
      required: true,
      label: words('明细', 'Lines'),
      title: '{product.name}',
      fields: {
        ...itemFields,
        quantity: {
          type: 'decimal',
          required: true,
          min: 0.000001,
          label: words('数量', 'Quantity'),
        },
        ...priceFields,
        list_price: {
          type: 'money',
          confidential: true,
          auto: true,
          readonly: true,
          copy: { from: 'product.list_price', on: 'release' },
          label: words('标准价快照', 'List price at release'),
        },
        unit_cost: {
          type: 'money',
          secret: true,
          auto: true,
          readonly: true,
          copy: { from: 'product.unit_cost', on: 'release' },
          label: words('成本快照', 'Unit cost at release'),
        },
        shipped_qty: {
          type: 'decimal',
          rollup: { of: 'shipment_lines', by: 'order_line_id', sum: 'quantity' },
          label: words('已安排发货数量', 'Quantity on shipments'),
        },
        delivered_qty: {
          type: 'decimal',
          rollup: {
            of: 'shipment_lines',
            by: 'order_line_id',
            sum: 'quantity',
            where: { 'shipment.state': 'delivered' },
          },
          label: words('已交数量', 'Delivered quantity'),
        },
        line_total: {
          type: 'money',
          scale: 4,
          confidential: true,
          formula: lineTotal,
          label: words('价税合计', 'Line total'),
          help: words(
            '数量 × 单价 × (1 − 折扣 / 100)',
            'Quantity × unit price × (1 − discount / 100)',
          ),
        },
      },
      analytics: orderLinesAnalytics,
    },
    amount: {
      type: 'money',
      confidential: true,
      rollup: { of: 'order_lines', by: 'order_id', sum: 'line_total' },
      label: words('订单金额', 'Amount'),
    },
    ship_to: {
      type: 'text',
      required: true,
      default: '=customer.address',
      label: words('收货地址', 'Ship to'),
    },
    logistics_requirement: { type: 'longtext', label: words('物流要求', 'Logistics requirement') },
    transport_mode: {
      type: 'enum',
      options: transportModes,
      label: words('要求运输方式', 'Required transport'),
      clauses: ['P2 §2.1.3'],
    },
    checks: {
      type: 'lines',
      required: true,
      label: words('审核清单', 'Checklist'),
      title: '{item}',
      seeds: { param: 'order.checklist', field: 'item' },
      fields: {
        item: { type: 'text', required: true, label: words('检查项', 'Item') },
        ok: { type: 'boolean', required: true, default: false, label: words('正确', 'Correct') },
        note: { type: 'text', label: words('备注', 'Note') },
      },
      clauses: ['P1 §2.6.1', 'P3 §2.4.1'],
    },
    checks_total: {
      type: 'integer',
      rollup: { of: 'order_checks', by: 'order_id', count: true },
      visible: 'false',
      label: words('检查项数', 'Items to check'),
    },
    checks_ok: {
      type: 'integer',
      rollup: { of: 'order_checks', by: 'order_id', count: true, where: { ok: true } },
      visible: 'false',
      label: words('已确认项数', 'Items confirmed'),
    },
    credit_released: {
      type: 'boolean',
      rollup: { of: 'approvals', by: 'target', any: { step: 'credit_release', state: agreed } },
      label: words('财务已放行', 'Released by finance'),
    },
    credit_check: {
      type: 'enum',
      formula:
        "if(released_on != null, null, if(customer.state == 'blacklisted' or (param('receivable.red_blocks_orders') and customer.red_receivables > 0 and not credit_released), 'blocked', if(customer.max_overdue_days > param('credit.overdue_block_days'), 'overdue', if(customer.credit_limit != null and coalesce(customer.outstanding, 0) + if(contract.signed_on == null or contract.kind == 'framework', amount, 0) > customer.credit_limit, 'over_limit', 'pass'))))",
      label: words('信用检查', 'Credit check'),
      help: words(
        '下达前：应收余额加本单未立应收的金额与信用额度比较；逾期过久或红色应收由财务决定',
        'Before the release: outstanding plus what this order will add against the limit; long overdue or red receivables go to finance',
      ),
      options: {
        pass: { ...words('通过', 'Pass'), tone: 'good' },
        over_limit: { ...words('超额度', 'Over the limit'), tone: 'warn' },
        overdue: { ...words('逾期，财务决定', 'Overdue: finance decides'), tone: 'warn' },
        blocked: { ...words('冻结', 'Blocked'), tone: 'bad' },
      },
      clauses: ['P0 §5.2'],
    },
    needs_production: {
      type: 'boolean',
      default: true,
      label: words('需生产', 'Needs production'),
    },
    goods_lines: {
      type: 'integer',
      rollup: { of: 'order_lines', by: 'order_id', count: true, where: { 'product.kind': 'good' } },
      visible: 'false',
      label: words('实物明细数', 'Lines of goods'),
    },
    lines_undelivered: {
      type: 'integer',
      rollup: {
        of: 'order_lines',
        by: 'order_id',
        count: true,
        where: "delivered_qty < quantity and product.kind != 'service'",
      },
      visible: 'false',
      label: words('未足量明细数', 'Lines not delivered in full'),
    },
    ordered_quantity: {
      type: 'decimal',
      rollup: { of: 'order_lines', by: 'order_id', sum: 'quantity' },
      visible: 'false',
      label: words('订购数量', 'Ordered quantity'),
    },
    delivered_quantity: {
      type: 'decimal',
      rollup: { of: 'order_lines', by: 'order_id', sum: 'delivered_qty' },
      visible: 'false',
      label: words('交付数量', 'Delivered quantity'),
    },
    progress: {
      type: 'percent',
      formula:
        "if(state == 'delivered' or state == 'closed', 100, min(100, 100 * delivered_quantity / ordered_quantity))",
      label: words('进度', 'Progress'),
    },
    lead_time_days: {
      type: 'integer',
      rollup: { of: 'order_lines', by: 'order_id', max: 'product.lead_time_days' },
      label: words('最长交期（天）', 'Longest lead time (days)'),
    },
    late_risk: {
      type: 'boolean',
      formula:
        "promised_on != null and delivered_on == null and (state == 'released' or state == 'in_production' or state == 'ready' or state == 'shipped' or state == 'on_hold') and days_between(today(), promised_on) < if(state == 'shipped', 0, if(state == 'ready', param('order.ship_buffer_days'), coalesce(lead_time_days, 0) - days_between(released_on, today()))) + coalesce(delay_days, 0)",
      label: words('延期风险', 'Late risk'),
      help: words(
        '距承诺交付日的天数少于剩余交期（含未解决异常的影响天数）',
        'Fewer days to the promised date than the lead time left, plus the delay of open exceptions',
      ),
      clauses: ['P0 §2.2.4'],
    },
    shipments_open: {
      type: 'integer',
      rollup: {
        of: 'shipments',
        by: 'order_id',
        count: true,
        where: { state: { $ne: 'delivered' } },
      },
      visible: 'false',
      label: words('未签收发货单', 'Shipments under way'),
    },
    shipments_dispatched: {
      type: 'integer',
      rollup: {
        of: 'shipments',
        by: 'order_id',
        count: true,
        where: { state: { $ne: 'planned' } },
      },
      visible: 'false',
      label: words('已发出发货单', 'Shipments dispatched'),
    },
    dispatched_on: {
      type: 'date',
      rollup: { of: 'shipments', by: 'order_id', min: 'dispatched_on' },
      label: words('首次发货日', 'First dispatched on'),
    },
    last_delivered_on: {
      type: 'date',
      rollup: { of: 'shipments', by: 'order_id', max: 'delivered_on' },
      visible: 'false',
      label: words('最后送达日', 'Last delivered on'),
    },
    exceptions_open: {
      type: 'integer',
      rollup: {
        of: 'order_exceptions',
        by: 'order_id',
        count: true,
        where: { state: { $ne: 'resolved' } },
      },
      label: words('未解决异常', 'Open exceptions'),
    },
    delay_days: {
      type: 'integer',
      rollup: {
        of: 'order_exceptions',
        by: 'order_id',
        max: 'impact_days',
        where: { state: { $ne: 'resolved' } },
      },
      visible: 'false',
      label: words('异常影响天数', 'Delay by exceptions (days)'),
    },
    delivered_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('交付日期', 'Delivered on'),
    },
    accepted_on: {
      type: 'date',
      label: words('客户验收日期', 'Accepted on'),
      help: words('触发按验收到期的应收', 'Starts the instalments that wait for acceptance'),
    },
    released_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('下达日期', 'Released on'),
    },
    on_time: {
      type: 'boolean',
      formula: 'if(delivered_on == null or promised_on == null, null, delivered_on <= promised_on)',
      label: words('按时交付', 'On time'),
    },
    in_full: {
      type: 'boolean',
      formula: 'if(delivered_on == null, null, lines_undelivered == 0)',
      label: words('足量交付', 'In full'),
    },
    ...ordersFeedbackFields,
  },
  workflow: ordersWorkflow,
  rules: [
    {
      id: 'order-required-date',
      require: 'required_on == null or received_on == null or required_on >= received_on',
      of: ['required_on', 'received_on'],
      at: 'required_on',
      message: words('要求交付日不得早于接单日', 'The required date may not be before the receipt'),
      clauses: ['P1 §2.6.1'],
    },
    {
      id: 'order-contract-customer',
      require: 'contract_id == null or contract.customer_id == customer_id',
      of: ['contract_id', 'customer_id'],
      at: 'contract_id',
      message: words('合同属于其他客户', 'The contract is with another customer'),
      clauses: ['P1 §2.6.1'],
    },
    {
      id: 'order-promise',
      require: 'promised_on == null or received_on == null or promised_on >= received_on',
      of: ['promised_on'],
      at: 'promised_on',
      message: words('承诺交付日不得早于接单日', 'The promised date may not be before the receipt'),
      clauses: ['P3 §3.2.2'],
    },
  ],
  events: ordersEvents,
  schedule: ordersSchedule,
  access: ordersAccess,
  shares: [sharedForReview],
  exists_from: 'received_on',
  views: ordersViews,
  analytics: ordersAnalytics,
  sample: { count: 6000 },
})
