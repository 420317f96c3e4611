import type { Condition, Events, Scheduled } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { text } from './contracts.workflow.ts'

/** A change of amount, lines or terms after approval voids it. */
export const contractsEvents: Events = {
  update: [
    {
      of: text,
      when: { state: 'approved' },
      effects: [
        {
          do: 'transition',
          name: 'revise_changed',
          on: 'self',
          else: 'skip',
          rule: 'R-046',
          clauses: ['P0 §2.2.3'],
        },
      ],
    },
  ],
}

const inForce: Condition = { state: ['signed', 'executing'] }

/** Copies, archive, risk and expiry of signed contracts (J-12, J-13). */
export const contractsSchedule: readonly Scheduled[] = [
  {
    id: 'J-12-copies',
    label: words('合同副本未签收', 'Copies not acknowledged'),
    every: 'hourly',
    where: {
      $and: [
        { state: ['signed', 'executing', 'completed'] },
        'copies_received < copies_total',
        "add_working_days(signed_on, param('contract.copy_ack_wd')) < today()",
      ],
    },
    effects: [
      {
        do: 'notify',
        to: { head: true, fields: ['owner_id'] },
        kind: 'escalation',
        level: 'yellow',
        title: words(
          '合同 {code} 副本未签收：{copies_acknowledged}',
          'Copies of contract {code} not acknowledged: {copies_acknowledged}',
        ),
      },
    ],
    rule: 'R-042',
    clauses: ['P0 §2.2.3'],
  },
  {
    id: 'J-13-archive',
    label: words('合同未归档', 'Signed, not archived'),
    every: 'daily',
    where: {
      $and: [
        { state: ['signed', 'executing', 'completed'], archive_no: { $null: true } },
        "add_days(signed_on, param('contract.archive_days')) <= today()",
      ],
    },
    effects: [
      {
        do: 'notify',
        to: { fields: ['owner_id'], roles: ['office'] },
        kind: 'reminder',
        level: 'yellow',
        title: words(
          '合同 {code} 原件应归档',
          'The original of contract {code} is due for the archive',
        ),
      },
    ],
    rule: 'R-043',
    clauses: ['P1 §2.6.2'],
  },
  {
    id: 'J-13-risk',
    label: words('合同履行风险', 'Contract at risk'),
    every: 'daily',
    where: { $and: [inForce, { at_risk: true }] },
    key: 'concat(year(today()), month(today()))',
    effects: [
      {
        do: 'notify',
        to: { fields: ['owner_id'] },
        kind: 'warning',
        level: 'yellow',
        title: words('合同 {code} 存在履行风险', 'Contract {code} is at risk'),
      },
    ],
    rule: 'R-044',
    clauses: ['P1 §2.6.2', 'P3 §2.3.3'],
  },
  {
    id: 'J-13-expiring',
    label: words('合同即将到期', 'Contract expiring'),
    every: 'daily',
    where: { $and: [inForce, { expires_on: { $gte: '$today', $lte: '$today+60d' } }] },
    effects: [
      {
        do: 'notify',
        to: { fields: ['owner_id'] },
        kind: 'reminder',
        title: words(
          '合同 {code} 将于 {expires_on} 到期',
          'Contract {code} expires on {expires_on}',
        ),
      },
    ],
    clauses: ['P1 §2.6.2'],
  },
]
