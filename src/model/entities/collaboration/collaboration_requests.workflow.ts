import type { Effect, Guard, Recipients, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { opinion } from '../appraisal/methods.ts'

const asked = ['requesting_department_id', 'requester_id', 'subject', 'content', 'expected_goal', 'needed_by'] as const // prettier-ignore
const agreed = [...asked, 'supporting_department_id', 'responsible_id'] as const

const isSupporter: Guard = {
  rule: 'R-142',
  check: { $or: [{ responsible_id: '$me' }, { 'supporting_department.manager_id': '$me' }] },
  message: words(
    '只有承办人或支持部门负责人可以办理',
    'Only the person responsible or the head of the supporting department',
  ),
  clauses: ['P2 §4.2.3'],
}

const isHeadOfSupport: Guard = {
  check: { 'supporting_department.manager_id': '$me' },
  message: words(
    '只有支持部门负责人可以指定承办人',
    'Only the head of the supporting department names who is responsible',
  ),
  clauses: ['P2 §4.2.3'],
}

const tell = (to: Recipients, kind: 'info' | 'approval' | 'warning', zh: string, en: string): Effect => ({
  do: 'notify', to, kind, title: words(zh, en),
}) // prettier-ignore

/** Whoever of the office did not decide need not any more. */
const closeAudit: Effect = {
  do: 'transition',
  name: 'void',
  on: { of: 'approvals', by: 'target', where: { step: 'office_audit', state: 'pending' } },
  else: 'skip',
}

const delivered: readonly Effect[] = [
  {
    do: 'set',
    values: {
      delivered_on: '$today',
      accept_due: "=add_working_days(today(), param('collab.accept_wd'))",
    },
    rule: 'R-143',
  },
  tell({ fields: ['requester_id'] }, 'approval', '协作 {code} 已交付，请在 {accept_due} 前验收', 'Collaboration {code} is delivered: accept by {accept_due}'), // prettier-ignore
]

/** Asked for, assigned by the office, planned with the requester, carried out, accepted by both sides. */
export const collaborationRequestsWorkflow = {
  states: {
    draft: { ...words('草稿', 'Draft'), tone: 'neutral' },
    submitted: {
      ...words('已提交', 'Submitted'),
      tone: 'info',
      stamp: 'submitted_on',
      locks: asked,
    },
    assigned: {
      ...words('已分配', 'Assigned'),
      tone: 'info',
      stamp: 'assigned_on',
      locks: [...asked, 'supporting_department_id'],
    },
    planned: { ...words('已定方案', 'Planned'), tone: 'info', locks: agreed },
    in_progress: { ...words('实施中', 'In progress'), tone: 'info', locks: agreed },
    delivered: { ...words('已交付', 'Delivered'), tone: 'info', locks: agreed },
    accepted: {
      ...words('验收合格', 'Accepted'),
      tone: 'good',
      final: true,
      stamp: 'requester_confirmed_at',
      locks: ['*'],
    },
    rework: { ...words('整改中', 'Rework'), tone: 'warn', locks: agreed },
    declined: { ...words('未通过', 'Declined'), tone: 'bad', final: true, locks: ['*'] },
  },
  transitions: {
    submit: {
      from: ['draft'],
      to: 'submitted',
      by: ['requester', 'dept_manager'],
      label: words('提交', 'Submit'),
      effects: [
        {
          do: 'set',
          values: { assign_due: "=add_working_days(today(), param('collab.assign_wd'))" },
          rule: 'R-141',
        },
        { do: 'review', step: 'office_audit', to: { roles: ['office'] } },
      ],
      clauses: ['P2 §4.2.1'],
    },
    assign: {
      from: ['submitted'],
      to: 'assigned',
      by: ['office'],
      label: words('分配', 'Assign'),
      tone: 'good',
      decision: true,
      step: 'office_audit',
      ask: {
        resources_checked: {
          type: 'boolean',
          required: true,
          label: words('已核实支持部门的资源', 'Resources of the department are checked'),
        },
      },
      guards: [
        {
          rule: 'R-141',
          check: 'ask.resources_checked == true',
          message: words('请先核实支持部门的资源', 'Check the resources of the department first'),
          clauses: ['P2 §4.2.2'],
        },
      ],
      effects: [
        closeAudit,
        {
          do: 'set',
          values: { plan_due: "=add_working_days(today(), param('collab.plan_wd'))" },
          rule: 'R-142',
        },
        tell(
          { departments: { id: '=supporting_department_id' } },
          'approval',
          '协作 {code} 已分配给本部门，请在 {plan_due} 前定方案：{subject}',
          'Collaboration {code} is yours, plan it by {plan_due}: {subject}',
        ),
      ],
      clauses: ['P2 §4.2.2'],
    },
    decline: {
      from: ['submitted'],
      to: 'declined',
      by: ['office'],
      label: words('退回', 'Decline'),
      tone: 'bad',
      decision: true,
      step: 'office_audit',
      verdict: 'rejected',
      ask: { opinion },
      effects: [
        closeAudit,
        {
          do: 'notify',
          to: { fields: ['requester_id'] },
          kind: 'warning',
          title: words('协作 {code} 未通过', 'Collaboration {code} is declined'),
          body: words('{ask.opinion}', '{ask.opinion}'),
        },
      ],
      clauses: ['P2 §4.2.2'],
    },
    name_responsible: {
      from: ['assigned'],
      to: 'assigned',
      by: ['dept_manager'],
      label: words('指定承办人', 'Name who is responsible'),
      fills: ['responsible_id'],
      require: ['responsible_id'],
      guards: [isHeadOfSupport],
      effects: [
        tell(
          { fields: ['responsible_id'] },
          'approval',
          '您承办协作 {code}，请在 {plan_due} 前定方案：{subject}',
          'Collaboration {code} is yours, plan it by {plan_due}: {subject}',
        ),
      ],
      clauses: ['P2 §4.2.3'],
    },
    plan: {
      from: ['assigned'],
      to: 'planned',
      by: ['responsible', 'dept_manager'],
      label: words('定方案', 'Plan'),
      ask: {
        is_agreed: {
          type: 'boolean',
          required: true,
          label: words('方案已与发起人确认', 'The requester agrees with the plan'),
        },
      },
      guards: [
        isSupporter,
        {
          rule: 'R-142',
          check: 'ask.is_agreed == true',
          message: words('方案须先与发起人确认', 'The requester has to agree with the plan first'),
          clauses: ['P2 §4.2.3'],
        },
      ],
      effects: [
        tell({ fields: ['requester_id', 'responsible_id'] }, 'info', '协作 {code} 已定方案', 'Collaboration {code} is planned'), // prettier-ignore
      ],
      clauses: ['P2 §4.2.3'],
    },
    start: {
      from: ['planned'],
      to: 'in_progress',
      by: ['responsible'],
      label: words('实施', 'Start'),
      clauses: ['P2 §4.2.3'],
    },
    deliver: {
      from: ['in_progress'],
      to: 'delivered',
      by: ['responsible'],
      label: words('交付', 'Deliver'),
      effects: delivered,
      clauses: ['P2 §4.2.4'],
    },
    confirm: {
      from: ['delivered'],
      to: 'delivered',
      by: ['responsible', 'dept_manager'],
      label: words('支持方确认', 'Confirm for the supporting side'),
      when: { supporter_confirmed_at: null },
      guards: [isSupporter],
      effects: [{ do: 'set', values: { supporter_confirmed_at: '$now' }, rule: 'R-143' }],
      clauses: ['P2 §4.2.4'],
    },
    accept: {
      from: ['delivered'],
      to: 'accepted',
      by: ['requester'],
      label: words('验收合格', 'Accept'),
      tone: 'good',
      fills: ['acceptance_note'],
      guards: [
        {
          rule: 'R-143',
          check: { supporter_confirmed_at: { $null: false } },
          message: words('支持方尚未确认', 'The supporting side has not confirmed yet'),
          clauses: ['P2 §4.2.4'],
        },
      ],
      effects: [
        tell(
          {
            fields: ['responsible_id'],
            departments: { id: '=supporting_department_id' },
          },
          'info',
          '协作 {code} 验收合格',
          'Collaboration {code} is accepted',
        ),
      ],
      clauses: ['P2 §4.2.4'],
    },
    reject: {
      from: ['delivered'],
      to: 'rework',
      by: ['requester'],
      label: words('验收不合格', 'Reject'),
      tone: 'bad',
      fills: ['acceptance_note'],
      require: ['acceptance_note'],
      effects: [
        {
          do: 'set',
          values: { rework_count: '=rework_count + 1', supporter_confirmed_at: null },
          rule: 'R-144',
        },
        tell({ fields: ['responsible_id'] }, 'warning', '协作 {code} 验收不合格，请整改', 'Collaboration {code} is rejected: do it again'), // prettier-ignore
        {
          do: 'notify',
          when: "rework_count >= param('collab.rework_limit')",
          to: {
            fields: ['requesting_department.manager_id', 'supporting_department.manager_id'],
          },
          kind: 'escalation',
          level: 'orange',
          title: words('协作 {code} 已整改 {rework_count} 次', 'Collaboration {code} is done again for the {rework_count}. time'), // prettier-ignore
          rule: 'R-144',
          clauses: ['P2 §4.2.4'],
        },
      ],
      clauses: ['P2 §4.2.4'],
    },
    deliver_again: {
      from: ['rework'],
      to: 'delivered',
      by: ['responsible'],
      label: words('再交付', 'Deliver again'),
      fills: ['results', 'result_files'],
      effects: delivered,
      clauses: ['P2 §4.2.4'],
    },
  },
} as const satisfies Workflow
