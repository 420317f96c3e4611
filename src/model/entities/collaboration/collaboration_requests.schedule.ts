import type { Recipients, Scheduled } from '../../language/definition.ts'
import { words } from '../../words.ts'

type Reminder = {
  readonly id: string
  readonly rule: string
  readonly where: string
  readonly key: string
  readonly to: Recipients
  readonly zh: string
  readonly en: string
  readonly isEscalation?: true
}

const remind = ({ id, rule, where, key, to, zh, en, isEscalation }: Reminder): Scheduled => ({
  id,
  label: words(`协作${zh}`, `Collaboration: ${en}`),
  every: 'hourly',
  where,
  key: `concat(${key})`,
  effects: [
    {
      do: 'notify',
      to,
      kind: isEscalation ? 'escalation' : 'reminder',
      level: isEscalation ? 'orange' : 'yellow',
      title: words(`协作 {code} ${zh}`, `Collaboration {code}: ${en}`),
    },
  ],
  rule,
  clauses: ['P2 §4.2'],
})

const supporters: Recipients = {
  fields: ['responsible_id'],
  departments: { id: '=supporting_department_id' },
}

/** Assignment, plan and acceptance in time. */
export const collaborationSchedule: readonly Scheduled[] = [
  remind({
    id: 'J-46-assign',
    rule: 'R-141',
    where: "state == 'submitted' and assign_due <= today()",
    key: 'assign_due',
    to: { roles: ['office'] },
    zh: '今日应分配',
    en: 'assignment is due',
  }),
  remind({
    id: 'J-46-assign-late',
    rule: 'R-141',
    where: "state == 'submitted' and assign_due < today()",
    key: 'assign_due',
    to: { departments: { kind: 'management' } },
    zh: '逾期未分配',
    en: 'not assigned in time',
    isEscalation: true,
  }),
  remind({
    id: 'J-46-plan',
    rule: 'R-142',
    where: "state == 'assigned' and plan_due < today()",
    key: 'plan_due',
    to: supporters,
    zh: '逾期未定方案',
    en: 'not planned in time',
  }),
  remind({
    id: 'J-46-accept',
    rule: 'R-143',
    where: "state == 'delivered' and accept_due < today()",
    key: 'accept_due',
    to: { fields: ['requester_id'] },
    zh: '逾期未验收',
    en: 'not accepted in time',
  }),
]
