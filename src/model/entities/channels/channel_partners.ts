import { entity } from '../../language/definition.ts'
import { sharedForReview } from '../../sharing.ts'
import { words } from '../../words.ts'
import { channelPartnersAccess } from './channel_partners.access.ts'
import { channelPartnersAnalytics } from './channel_partners.analytics.ts'
import { channelPartnersWorkflow } from './channel_partners.workflow.ts'

const signed = { states: ['active'] } as const

/** Dealers, agents, platforms and shops, from the prospect to the partner. */
export const channelPartners = entity({
  name: 'channel_partners',
  label: words('渠道伙伴', 'Channel partners'),
  module: 'channels',
  tier: 'core',
  icon: 'storefront',
  clauses: ['P1 §2.4.1', 'P1 §2.4.2'],
  title: '{name}',
  people: ['owner_id', 'manager_id'],
  fields: {
    code: {
      type: 'serial',
      pattern: 'QD-{seq4}',
      unique: true,
      search: true,
      label: words('编号', 'No.'),
    },
    name: {
      type: 'text',
      required: true,
      unique: true,
      search: true,
      max_length: 200,
      label: words('名称', 'Name'),
    },
    kind: {
      type: 'enum',
      required: true,
      options: {
        dealer: words('经销商', 'Dealer'),
        agent: words('代理商', 'Agent'),
        ecommerce: words('电商平台', 'E-commerce platform'),
        own_store: words('直营店', 'Own shop'),
        other: words('其他', 'Other'),
      },
      label: words('类型', 'Kind'),
      clauses: ['P1 §2.4.1'],
    },
    region: {
      type: 'text',
      required: true,
      max_length: 100,
      label: words('覆盖区域', 'Region covered'),
    },
    segment_ids: {
      type: 'references',
      to: 'market_segments',
      label: words('目标市场', 'Target segments'),
    },
    product_ids: {
      type: 'references',
      to: 'products',
      label: words('授权产品', 'Authorised products'),
    },
    customer_id: {
      type: 'reference',
      to: 'customers',
      label: words('对应客户', 'As a customer'),
      help: words(
        '采购我方产品的伙伴；应收余额由此读取',
        'For partners that buy; what they owe is read from here',
      ),
    },
    tax_no: {
      type: 'text',
      search: true,
      pattern: '[0-9A-HJ-NPQRTUWXY]{18}',
      pattern_help: words('18 位统一社会信用代码', '18-character unified credit code'),
      format: 'credit_code',
      label: words('统一社会信用代码', 'Unified credit code'),
    },
    contact_name: {
      type: 'text',
      required: true,
      max_length: 100,
      label: words('联系人', 'Contact'),
    },
    contact_phone: {
      type: 'phone',
      required: true,
      confidential: true,
      label: words('电话', 'Phone'),
    },
    cooperation_policy: {
      type: 'longtext',
      required: signed,
      label: words('合作政策', 'Terms of cooperation'),
      clauses: ['P1 §2.4.2'],
    },
    agreement_files: {
      type: 'attachments',
      required: signed,
      label: words('合作协议附件', 'Files of the agreement'),
      clauses: ['P1 §2.4.1'],
    },
    signed_on: { type: 'date', max: '$today', label: words('签约日', 'Signed on') },
    expires_on: { type: 'date', label: words('到期日', 'Expires on') },
    manager_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      default: '$me',
      where: { state: 'active' },
      label: words('渠道负责人', 'Channel manager'),
      clauses: ['P1 §2.4.1'],
    },
    class: {
      type: 'enum',
      default: 'unrated',
      auto: true,
      readonly: true,
      options: {
        A: { ...words('A级', 'A'), tone: 'good' },
        B: { ...words('B级', 'B'), tone: 'good' },
        C: { ...words('C级', 'C'), tone: 'warn' },
        D: { ...words('D级', 'D'), tone: 'bad' },
        unrated: { ...words('未评', 'Not rated'), tone: 'neutral' },
      },
      label: words('分类', 'Class'),
      clauses: ['P1 §2.4.2'],
    },
    activated_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('合作起始日', 'Active since'),
    },
    outstanding: {
      type: 'money',
      confidential: true,
      formula: 'customer.outstanding',
      label: words('应收余额', 'Outstanding'),
    },
    is_waived: {
      type: 'boolean',
      rollup: {
        of: 'approvals',
        by: 'target',
        any: {
          step: 'opinion',
          'department.function': 'finance',
          state: ['approved', 'approved_with_conditions'],
        },
      },
      label: words('财务已豁免', 'Waived by finance'),
    },
  },
  workflow: channelPartnersWorkflow,
  rules: [
    {
      id: 'channel-term',
      require: 'expires_on == null or signed_on == null or expires_on > signed_on',
      at: 'expires_on',
      message: words('到期日须晚于签约日', 'It expires after it is signed'),
      clauses: ['P1 §2.4.1'],
    },
  ],
  schedule: [
    {
      id: 'J-07-expiry',
      label: words('渠道协议到期提醒', 'Agreement with a partner expires'),
      every: 'daily',
      where:
        "state == 'active' and expires_on != null and expires_on <= add_days(today(), param('channel.expiry_days'))",
      key: 'concat(expires_on)',
      effects: [
        {
          do: 'notify',
          to: { fields: ['manager_id'] },
          kind: 'reminder',
          level: 'yellow',
          title: words('渠道伙伴 {name} 的协议 {expires_on} 到期', 'The agreement with {name} expires on {expires_on}'), // prettier-ignore
        },
      ],
      clauses: ['P1 §2.4.2'],
    },
  ],
  access: channelPartnersAccess,
  shares: [sharedForReview],
  views: {
    list: {
      columns: ['code', 'name', 'kind', 'region', 'manager_id', 'class', 'signed_on', 'expires_on', 'state'], // prettier-ignore
      filters: ['kind', 'state', 'class', 'region', 'manager_id', 'department_id', 'expires_on'],
      presets: {
        mine: { label: words('我负责的', 'Mine'), filter: { manager_id: '$me' } },
        by_class: {
          label: words('按分类', 'By class'),
          filter: { state: 'active' },
          sort: ['class', 'ASC'],
        },
        expiring: {
          label: words('60 天内到期', 'Expiring within 60 days'),
          filter: { state: 'active', expires_on: { $lte: '$today+60d' } },
          sort: ['expires_on', 'ASC'],
        },
      },
      sort: ['code', 'DESC'],
    },
    form: [
      {
        section: words('伙伴', 'Partner'),
        fields: ['code', 'name', 'kind', 'region', 'segment_ids', 'product_ids', 'tax_no', 'contact_name', 'contact_phone', 'manager_id', 'class'], // prettier-ignore
      },
      {
        section: words('合作', 'Cooperation'),
        fields: ['cooperation_policy', 'agreement_files', 'signed_on', 'expires_on', 'activated_on', 'customer_id', 'outstanding', 'is_waived'], // prettier-ignore
      },
    ],
    related: [
      { resource: 'customers', by: 'channel_id' },
      { resource: 'orders', by: 'channel_id' },
      { resource: 'action_items', by: 'source' },
      { resource: 'approvals', by: 'target' },
    ],
    board: 'state',
  },
  analytics: channelPartnersAnalytics,
})
