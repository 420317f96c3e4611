import type { Field, Preset, Scheduled } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** When a customer was last contacted, visited and cared for, and when it is time again. */
export const customersContactFields = {
  last_interaction_at: {
    type: 'datetime',
    rollup: {
      of: 'interactions',
      by: 'customer_id',
      max: 'occurred_at',
      where: { state: 'done' },
    },
    visible: 'false',
    label: words('最近沟通记录', 'Last talk'),
  },
  last_visited_at: {
    type: 'datetime',
    rollup: { of: 'visits', by: 'customer_id', max: 'actual_at', where: { state: 'done' } },
    label: words('最近拜访', 'Last visit'),
  },
  last_return_visit_at: {
    type: 'datetime',
    rollup: {
      of: 'return_visits',
      by: 'customer_id',
      max: 'visited_at',
      where: { state: 'done' },
    },
    label: words('最近回访', 'Last return visit'),
  },
  last_contact_on: {
    type: 'date',
    formula: 'date(max(last_interaction_at, last_visited_at, last_return_visit_at))',
    label: words('最近沟通', 'Last contact'),
    clauses: ['P0 §2.2.1'],
  },
  next_contact_on: {
    type: 'date',
    formula: 'add_days(coalesce(last_contact_on, date(created_at)), contact_interval_days)',
    label: words('下次沟通', 'Next contact'),
    help: words('最近沟通加沟通周期', 'Last contact and the contact interval'),
    clauses: ['P0 §2.2.1'],
  },
  next_return_visit_on: {
    type: 'date',
    formula:
      "add_days(coalesce(date(last_return_visit_at), first_order_on), param('visit.return_days', level))",
    label: words('下次回访', 'Next return visit'),
    clauses: ['P0 §2.3.3', 'P2 §2.3.3'],
  },
  cares_this_quarter: {
    type: 'integer',
    rollup: {
      of: 'care_activities',
      by: 'customer_ids',
      where: { state: 'done', done_on: { $gte: '$quarter_start' } },
      count: true,
    },
    label: words('本季关怀', 'Cared for this quarter'),
    clauses: ['P0 §2.3.3'],
  },
} as const satisfies Readonly<Record<string, Field>>

const isAlive = { state: ['potential', 'active', 'dormant'] } as const
const isBuyer = { state: ['active', 'dormant'] } as const

const anniversary = (of: string): string =>
  `add_months(birthday, 12 * (year(${of}) - year(birthday)))`
const lead = "param('care.birthday_lead_days')"
const inLead = (of: string): string =>
  `(${anniversary(of)} >= today() and ${anniversary(of)} <= add_days(today(), ${lead}))`
const eve = `add_days(today(), ${lead})`

/** Tasks that the calendar brings: contact, visit, return visit, birthday, holiday, care. */
export const customersContactSchedule: readonly Scheduled[] = [
  {
    id: 'J-09-contact',
    label: words('客户沟通提醒', 'Contact is due'),
    every: 'daily',
    where: { $and: [isAlive, 'next_contact_on < today()'] },
    key: 'concat(next_contact_on)',
    effects: [
      {
        do: 'notify',
        to: { fields: ['owner_id'] },
        kind: 'reminder',
        title: words('请联系客户 {name}', 'Get in touch with {name}'),
      },
    ],
    rule: 'R-026',
    clauses: ['P0 §2.2.1'],
  },
  {
    id: 'J-09-visit',
    label: words('潜在客户拜访提醒', 'Visit to a potential customer is due'),
    every: 'daily',
    where: {
      $and: [
        isAlive,
        { level: 'potential' },
        "add_days(coalesce(date(last_visited_at), date(created_at)), param('customer.visit_interval_potential')) < today()",
      ],
    },
    key: 'concat(last_visited_at)',
    effects: [
      {
        do: 'notify',
        to: { fields: ['owner_id'] },
        kind: 'reminder',
        title: words('请拜访潜在客户 {name}', 'Visit the potential customer {name}'),
      },
    ],
    rule: 'R-026',
    clauses: ['P0 §2.2.1'],
  },
  {
    id: 'J-23-regular',
    label: words('定期回访', 'Regular return visit'),
    every: 'daily',
    where: { $and: [isBuyer, { level: ['key', 'normal'] }, 'next_return_visit_on <= today()'] },
    key: 'concat(next_return_visit_on)',
    effects: [
      {
        do: 'create',
        resource: 'return_visits',
        values: {
          customer_id: '=id',
          reason: "=if(level == 'key', 'key_account', 'regular')",
          due_on: '$today',
          channel:
            "=switch(preferred_contact, 'email', 'email', 'sms', 'sms', 'visit', 'visit', 'im', 'online', 'phone')",
          owner_id: '=owner_id',
          department_id: '=department_id',
        },
        unless: { customer_id: '=id', state: ['planned', 'missed'] },
      },
    ],
    rule: 'R-080',
    clauses: ['P0 §2.3.3', 'P2 §2.3.3'],
  },
  {
    id: 'J-24-birthday',
    label: words('客户生日关怀', 'Birthday of a customer'),
    every: 'daily',
    where: { $and: [isAlive, 'birthday != null', `${inLead('today()')} or ${inLead(eve)}`] },
    key: `concat(if(${inLead('today()')}, year(today()), year(${eve})))`,
    effects: [
      {
        do: 'create',
        resource: 'care_activities',
        values: {
          name: "=concat(name, ' 生日祝福')",
          kind: 'birthday',
          planned_on: '$today',
          customer_ids: ['=id'],
          responsible_id: '=owner_id',
          content: '生日祝福',
          owner_id: '=owner_id',
          department_id: '=department_id',
        },
      },
    ],
    rule: 'R-080',
    clauses: ['P0 §2.3.3', 'P2 §2.3.3'],
  },
  {
    // A holiday is a break of three days or more: weekends are two, single days off not greeted.
    id: 'J-24-holiday',
    label: words('节日问候', 'Greeting before a holiday'),
    every: 'daily',
    where: {
      $and: [
        isBuyer,
        { level: 'key' },
        `working_hours_between(${eve}, add_days(${eve}, 1)) > 0 and working_hours_between(add_days(${eve}, 1), add_days(${eve}, 4)) == 0`,
      ],
    },
    key: `concat(${eve})`,
    effects: [
      {
        do: 'create',
        resource: 'care_activities',
        values: {
          name: "=concat(name, ' 节日问候')",
          kind: 'holiday',
          planned_on: `=${eve}`,
          customer_ids: ['=id'],
          responsible_id: '=owner_id',
          content: '节日问候',
          owner_id: '=owner_id',
          department_id: '=department_id',
        },
      },
    ],
    rule: 'R-080',
    clauses: ['P0 §2.3.3', 'P2 §2.3.3'],
  },
  {
    id: 'J-24-care',
    label: words('重要客户关怀提醒', 'Care for key customers'),
    every: 'daily',
    where: {
      $and: [
        isBuyer,
        { level: 'key' },
        "cares_this_quarter < param('care.key_per_quarter')",
        'month(today()) == 3 or month(today()) == 6 or month(today()) == 9 or month(today()) == 12',
      ],
    },
    key: 'concat(year(today()), month(today()))',
    effects: [
      {
        do: 'notify',
        to: { fields: ['owner_id'] },
        kind: 'reminder',
        level: 'yellow',
        title: words(
          '本季尚未关怀重要客户 {name}',
          'No care for the key customer {name} this quarter',
        ),
      },
    ],
    rule: 'R-080',
    clauses: ['P0 §2.3.3', 'P2 §2.3.3'],
  },
]

/** Lists of customers for whom something is due. */
export const customersContactPresets: Readonly<Record<string, Preset>> = {
  contact_due: {
    label: words('应联系', 'Due for contact'),
    filter: { ...isAlive, next_contact_on: { $lte: '$today' } },
    sort: ['next_contact_on', 'ASC'],
  },
  without_care: {
    label: words('本季未关怀的重要客户', 'Key customers without care this quarter'),
    filter: {
      level: 'key',
      ...isBuyer,
      cares_this_quarter: { $lt: '$param.care.key_per_quarter' },
    },
  },
}
