const reason = {
  type: 'longtext',
  required: true,
  label: { zh: '原因', en: 'Reason' },
} as const

/** From potential to active, asleep after long silence, blacklisted by the head, released by a leader. */
export const customersWorkflow = {
  states: {
    potential: { zh: '潜在', en: 'Potential', tone: 'info' },
    active: { zh: '成交', en: 'Active', tone: 'good' },
    dormant: { zh: '沉睡', en: 'Dormant', tone: 'warn' },
    blacklisted: { zh: '黑名单', en: 'Blacklisted', tone: 'bad' },
  },
  transitions: {
    activate: {
      from: ['potential'],
      to: 'active',
      by: ['system'],
      label: { zh: '成交', en: 'Activate' },
      when: {
        $some: {
          of: 'contracts',
          by: 'customer_id',
          where: { state: ['signed', 'executing', 'completed', 'archived'] },
        },
      },
      effects: [{ do: 'set', when: { level: 'potential' }, values: { level: 'normal' } }],
      clauses: ['P0 §2.2.1'],
    },
    fall_asleep: {
      from: ['active'],
      to: 'dormant',
      by: ['system'],
      label: { zh: '沉睡', en: 'Fall asleep' },
      when: "days_between(coalesce(last_order_on, first_contract_on), today()) > param('customer.dormant_days')",
      effects: [
        {
          do: 'notify',
          to: { fields: ['owner_id'] },
          kind: 'reminder',
          level: 'yellow',
          title: {
            zh: '客户 {name} 长期无订单，请联系',
            en: '{name} has not ordered for long: get in touch',
          },
          rule: 'R-036',
        },
      ],
      clauses: ['P0 §2.2.1', 'P1 §2.5.2'],
    },
    reactivate: {
      from: ['dormant'],
      to: 'active',
      by: ['system'],
      label: { zh: '激活', en: 'Reactivate' },
      when: "days_between(last_order_on, today()) <= param('customer.dormant_days')",
      clauses: ['P0 §2.2.1'],
    },
    blacklist: {
      from: ['active'],
      to: 'blacklisted',
      by: ['dept_manager'],
      label: { zh: '列入黑名单', en: 'Blacklist' },
      tone: 'bad',
      ask: { reason },
      effects: [
        {
          do: 'notify',
          to: { roles: ['risk_legal'], fields: ['owner_id'] },
          kind: 'warning',
          level: 'red',
          title: { zh: '客户 {name} 列入黑名单', en: '{name} is blacklisted' },
          body: { zh: '{ask.reason}', en: '{ask.reason}' },
          rule: 'R-051',
        },
      ],
      clauses: ['P0 §5.2'],
    },
    release: {
      from: ['blacklisted'],
      to: 'active',
      by: ['executive'],
      label: { zh: '解除', en: 'Release' },
      tone: 'good',
      clauses: ['P0 §5.2'],
    },
  },
} as const
