import { entity } from '../../language/definition.ts'
import { contactsAccess } from './contacts.access.ts'

/** People at the customer. */
export const contacts = entity({
  name: 'contacts',
  label: { zh: '联系人', en: 'Contacts' },
  module: 'customers',
  tier: 'support',
  icon: 'contacts',
  clauses: ['P0 §2.2.1', 'P0 §2.3.3', 'P1 §2.2.2', 'P1 §2.5.1'],
  title: '{name}',
  people: ['owner_id', 'customer.owner_id'],
  fields: {
    customer_id: {
      type: 'reference',
      to: 'customers',
      required: true,
      label: { zh: '客户', en: 'Customer' },
    },
    name: {
      type: 'text',
      required: true,
      search: true,
      max_length: 100,
      label: { zh: '姓名', en: 'Name' },
    },
    title: { type: 'text', label: { zh: '职务', en: 'Job title' } },
    role_in_decision: {
      type: 'enum',
      options: {
        decider: { zh: '决策者', en: 'Decides' },
        influencer: { zh: '影响者', en: 'Influences' },
        user: { zh: '使用者', en: 'Uses' },
        buyer: { zh: '采购', en: 'Buys' },
        finance: { zh: '财务', en: 'Pays' },
      },
      label: { zh: '决策角色', en: 'Role in the decision' },
      clauses: ['P1 §2.2.2'],
    },
    mobile: { type: 'phone', confidential: true, label: { zh: '手机', en: 'Mobile' } },
    email: { type: 'email', confidential: true, label: { zh: '邮箱', en: 'E-mail' } },
    birthday: {
      type: 'date',
      confidential: true,
      label: { zh: '生日', en: 'Birthday' },
      clauses: ['P0 §2.3.3'],
    },
    birthday_this_month: {
      type: 'boolean',
      confidential: true,
      formula: 'birthday != null and month(birthday) == month(today())',
      label: { zh: '本月生日', en: 'Birthday this month' },
    },
    is_primary: {
      type: 'boolean',
      default: false,
      label: { zh: '主联系人', en: 'Primary contact' },
    },
    culture_note: {
      type: 'text',
      label: { zh: '礼仪/文化备注', en: 'Etiquette and culture' },
      clauses: ['P3 §4.4.3'],
    },
  },
  rules: [
    {
      id: 'one-primary-contact',
      of: ['is_primary', 'customer_id'],
      require: {
        $not: {
          is_primary: true,
          $some: {
            of: 'contacts',
            by: 'customer_id=customer_id',
            where: { is_primary: true },
          },
        },
      },
      at: 'is_primary',
      message: {
        zh: '该客户已有主联系人',
        en: 'This customer already has a primary contact',
      },
      clauses: ['P1 §2.5.1'],
    },
  ],
  access: contactsAccess,
  shares: [
    {
      where: {
        $some: {
          of: 'contracts',
          by: 'customer_id',
          at: 'customer',
          where: { owner_id: '$me' },
        },
      },
      clauses: ['P0 §2.2.1'],
    },
  ],
  views: {
    list: {
      columns: [
        'name',
        'customer_id',
        'title',
        'role_in_decision',
        'mobile',
        'email',
        'is_primary',
        'birthday',
      ],
      filters: ['customer_id', 'role_in_decision', 'is_primary', 'owner_id'],
      presets: {
        birthdays: {
          label: { zh: '本月生日', en: 'Birthdays this month' },
          filter: { birthday_this_month: true },
        },
        primary: {
          label: { zh: '主联系人', en: 'Primary contacts' },
          filter: { is_primary: true },
        },
      },
      sort: ['name', 'ASC'],
    },
    form: [
      {
        section: { zh: '联系人', en: 'Contact' },
        fields: ['customer_id', 'name', 'title', 'role_in_decision', 'is_primary'],
      },
      {
        section: { zh: '联系方式与关怀', en: 'Reach and care' },
        fields: ['mobile', 'email', 'birthday', 'culture_note'],
      },
    ],
  },
  analytics: {
    time: 'created_at',
    dimensions: {
      customer: { field: 'customer_id' },
      role_in_decision: { field: 'role_in_decision' },
    },
    measures: {
      count: { agg: 'count', label: { zh: '联系人数', en: 'Contacts' }, format: 'integer' },
    },
  },
  sample: { count: 500 },
})
