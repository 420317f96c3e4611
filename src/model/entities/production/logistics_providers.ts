import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { logisticsProvidersAccess } from './logistics_providers.access.ts'
import { transportModes } from './transport.ts'

/** Carriers and how punctual they are. */
export const logisticsProviders = entity({
  name: 'logistics_providers',
  label: words('物流供应商', 'Logistics providers'),
  module: 'production',
  tier: 'support',
  icon: 'truck',
  clauses: ['P1 §2.6.3', 'P2 §2.1.3'],
  title: '{name}',
  fields: {
    name: {
      type: 'text',
      required: true,
      unique: true,
      search: true,
      label: words('名称', 'Name'),
    },
    modes: {
      type: 'enum',
      many: true,
      required: true,
      label: words('运输方式', 'Modes of transport'),
      options: transportModes,
    },
    contact: { type: 'text', required: true, label: words('联系方式', 'Contact') },
    tracking_url: { type: 'text', label: words('查询地址', 'Tracking address') },
    shipments_delivered: {
      type: 'integer',
      rollup: {
        of: 'shipments',
        by: 'provider_id',
        count: true,
        where: { delivered_on: { $null: false } },
      },
      label: words('已送达发货', 'Shipments delivered'),
    },
    shipments_on_time: {
      type: 'integer',
      rollup: {
        of: 'shipments',
        by: 'provider_id',
        count: true,
        where: 'delivered_on != null and delivered_on <= expected_on',
      },
      visible: 'false',
      label: words('准时发货', 'Shipments on time'),
    },
    shipments_damaged: {
      type: 'integer',
      rollup: { of: 'shipments', by: 'provider_id', count: true, where: { condition: 'damaged' } },
      visible: 'false',
      label: words('破损发货', 'Shipments damaged'),
    },
    on_time_rate: {
      type: 'percent',
      formula: '100 * shipments_on_time / shipments_delivered',
      label: words('准时率', 'On-time rate'),
    },
    damage_rate: {
      type: 'percent',
      formula: '100 * shipments_damaged / shipments_delivered',
      label: words('货损率', 'Damage rate'),
    },
    active: { type: 'boolean', default: true, label: words('启用', 'Active') },
  },
  access: logisticsProvidersAccess,
  views: {
    list: {
      columns: ['name', 'modes', 'contact', 'on_time_rate', 'damage_rate', 'active'],
      filters: ['modes', 'active'],
      sort: ['name', 'ASC'],
      presets: { active: { label: words('启用', 'Active'), filter: { active: true } } },
    },
    form: [
      {
        section: words('基本信息', 'Basics'),
        fields: ['name', 'modes', 'contact', 'tracking_url', 'active'],
      },
      {
        section: words('表现', 'Performance'),
        fields: ['shipments_delivered', 'on_time_rate', 'damage_rate'],
      },
    ],
    related: [{ resource: 'shipments', by: 'provider_id' }],
  },
  sample: { count: 8 },
})
