import type { Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'
import {
  review,
  agreed,
  allReviewed,
  forHead,
  forExecutive,
  reviewsComplete,
  withinAuthority,
  newVersion,
  tellOwnerReturned,
  approved,
  legalReviewValid,
  submitGuards,
  submitEffects,
  signEffects,
  freezeOrders,
} from './contracts.parts.ts'

const opinion = { type: 'longtext', required: true, label: words('意见', 'Opinion') } as const
const reason = { type: 'longtext', required: true, label: words('原因', 'Reason') } as const

const archiveOriginal = {
  by: ['office'],
  label: words('原件归档', 'Archive the original'),
  when: { archive_no: { $null: true } },
  fills: ['scan', 'sealed_on'],
  require: ['scan'],
  effects: [{ do: 'set', values: { archived_on: '$today' } }],
  clauses: ['P1 §2.6.2'],
} as const

const terminate = {
  to: 'terminated',
  by: ['executive'],
  label: words('终止', 'Terminate'),
  tone: 'bad',
  ask: {
    reason,
    legal_opinion: { type: 'longtext', required: true, label: words('法务意见', 'Legal opinion') },
  },
  effects: [freezeOrders],
  clauses: ['P0 §2.2.3', 'P2 §5.2.3'],
} as const

/** What may not change any more once the text is under review or signed. */
export const text = [
  'customer_id', 'kind', 'parent_id', 'our_entity', 'lines', 'ceiling_amount', 'rights_obligations', 'payment_method',
  'payment_schedule', 'delivery_on', 'delivery_terms', 'quality_acceptance', 'breach_liability', 'dispute_resolution',
  'risk_sharing', 'expires_on', 'uses_template',
] as const // prettier-ignore
const signedLocks = [...text, 'title', 'order_id', 'signatory_id', 'signed_on'] as const

/** Drafted, reviewed, approved by amount, signed, carried out, archived. */
export const contractsWorkflow = {
  states: {
    draft: { ...words('草稿', 'Draft'), tone: 'neutral' },
    reviewing: { ...words('评审中', 'In review'), tone: 'info', locks: [...text, 'signatory_id'] },
    approved: { ...words('待签', 'To be signed'), tone: 'warn' },
    signed: { ...words('已签', 'Signed'), tone: 'good', locks: signedLocks },
    executing: { ...words('履行中', 'In execution'), tone: 'info', locks: signedLocks },
    completed: { ...words('履行完毕', 'Completed'), tone: 'good', locks: signedLocks },
    terminated: { ...words('终止', 'Terminated'), tone: 'bad', final: true, locks: signedLocks },
    archived: { ...words('已归档', 'Archived'), tone: 'neutral', final: true, locks: signedLocks },
  },
  transitions: {
    submit: {
      from: ['draft'],
      to: 'reviewing',
      by: ['owner'],
      label: words('送审', 'Send to review'),
      guards: submitGuards,
      effects: submitEffects,
      clauses: ['P0 §2.2.3', 'P1 §2.6.2'],
    },
    return: {
      from: ['reviewing'],
      to: 'draft',
      by: ['finance', 'risk_legal', 'operations', 'dept_manager'],
      label: words('退回', 'Return'),
      tone: 'bad',
      decision: true,
      step: 'dept_review',
      verdict: 'returned',
      ask: { opinion },
      when: {
        $some: {
          of: 'approvals',
          by: 'target',
          where: {
            $or: [
              { state: ['returned', 'rejected'] },
              { state: 'pending', step: ['dept_review', 'manager_approval'], assignee_id: '$me' },
            ],
          },
        },
      },
      effects: [...newVersion, tellOwnerReturned],
      clauses: ['P0 §2.2.3'],
    },
    return_reviewed: {
      from: ['reviewing'],
      to: 'draft',
      by: ['system'],
      label: words('评审退回', 'Returned by review'),
      when: review(['returned', 'rejected']),
      effects: [...newVersion, tellOwnerReturned],
      clauses: ['P0 §2.2.3'],
    },
    approve_ordinary: {
      from: ['reviewing'],
      to: 'approved',
      by: ['system'],
      label: words('评审通过', 'Approved by review'),
      when: { $and: [allReviewed, "importance == 'ordinary'"] },
      effects: approved,
      clauses: ['P0 §2.2.3'],
    },
    approve_decided: {
      from: ['reviewing'],
      to: 'approved',
      by: ['system'],
      label: words('审批通过', 'Approved by decision'),
      when: {
        $and: [
          allReviewed,
          {
            $or: [
              { $and: [forHead, review(agreed, 'manager_approval')] },
              { $and: [forExecutive, review(agreed, 'executive_approval')] },
            ],
          },
        ],
      },
      effects: approved,
      clauses: ['P2 §3.1.4'],
    },
    approve_important: {
      from: ['reviewing'],
      to: 'approved',
      by: ['dept_manager'],
      label: words('负责人批准', 'Approve as head'),
      tone: 'good',
      decision: true,
      step: 'manager_approval',
      when: forHead,
      guards: [reviewsComplete],
      ask: { opinion: { type: 'longtext', label: words('意见', 'Opinion') } },
      effects: approved,
      clauses: ['P2 §3.1.4'],
    },
    approve_executive: {
      from: ['reviewing'],
      to: 'approved',
      by: ['executive'],
      label: words('公司领导批准', 'Approve as executive'),
      tone: 'good',
      decision: true,
      step: 'executive_approval',
      when: forExecutive,
      guards: [reviewsComplete],
      ask: { opinion: { type: 'longtext', label: words('意见', 'Opinion') } },
      effects: approved,
      clauses: ['P2 §3.1.4'],
    },
    revise: {
      from: ['approved'],
      to: 'draft',
      by: ['owner'],
      label: words('撤回修改', 'Take back to change'),
      ask: { reason },
      effects: newVersion,
      clauses: ['P0 §2.2.3'],
    },
    revise_changed: {
      from: ['approved'],
      to: 'draft',
      by: ['system'],
      label: words('内容变更，审批作废', 'Changed; approval void'),
      effects: newVersion,
      clauses: ['P0 §2.2.3'],
    },
    revise_expired: {
      from: ['approved'],
      to: 'draft',
      by: ['system'],
      label: words('评审过期，审批作废', 'Review expired; approval void'),
      when: "days_between(reviewed_at, today()) > param('contract.review_valid_days')",
      effects: [
        ...newVersion,
        {
          do: 'notify',
          to: { fields: ['owner_id'] },
          kind: 'warning',
          level: 'yellow',
          title: words('合同 {code} 评审已过期', 'The review of contract {code} has expired'),
        },
      ],
      clauses: ['P0 §2.2.3'],
    },
    sign: {
      from: ['approved'],
      to: 'signed',
      by: ['signatory', 'executive'],
      label: words('签订', 'Sign'),
      tone: 'good',
      fills: ['signed_on', 'sealed_on', 'scan'],
      guards: [
        withinAuthority,
        {
          rule: 'R-040',
          check: "signatory_id != owner_id or importance == 'ordinary'",
          message: words(
            '重要合同的签署人不得为起草人',
            'The drafter of an important contract may not sign it',
          ),
          clauses: ['P0 §2.2.3'],
        },
        reviewsComplete,
        legalReviewValid,
      ],
      effects: signEffects,
      clauses: ['P0 §2.2.3'],
    },
    start: {
      from: ['signed'],
      to: 'executing',
      by: ['system'],
      label: words('开始履行', 'Start'),
      when: { orders_released: { $gt: 0 } },
      clauses: ['P3 §2.3.3'],
    },
    start_service: {
      from: ['signed'],
      to: 'executing',
      by: ['owner'],
      label: words('开始履行', 'Start'),
      guards: [
        {
          check: "kind == 'service' or orders_released > 0",
          message: words(
            '首个订单下达或服务开始后方可履行',
            'Execution starts with the first released order or with the service',
          ),
          clauses: ['P3 §2.3.3'],
        },
      ],
      clauses: ['P3 §2.3.3'],
    },
    archive_signed: { ...archiveOriginal, from: ['signed'], to: 'signed' },
    archive_executing: { ...archiveOriginal, from: ['executing'], to: 'executing' },
    complete: {
      from: ['executing'],
      to: 'completed',
      by: ['owner'],
      label: words('履行完毕', 'Complete'),
      tone: 'good',
      guards: [
        {
          check: 'orders_open == 0',
          message: words('尚有订单未关闭', 'Some orders are still open'),
          clauses: ['P3 §2.3.3'],
        },
        {
          check: 'outstanding == 0',
          message: words('尚有应收未结清', 'Some receivables are still unpaid'),
          clauses: ['P3 §2.3.3'],
        },
      ],
      effects: [
        {
          do: 'notify',
          to: { roles: ['office'] },
          kind: 'reminder',
          title: words('合同 {code} 待归档', 'Contract {code} is to be archived'),
          clauses: ['P1 §2.6.2'],
        },
      ],
      clauses: ['P3 §2.3.3'],
    },
    terminate_signed: { ...terminate, from: ['signed'] },
    terminate_executing: { ...terminate, from: ['executing'] },
    archive: {
      from: ['completed'],
      to: 'archived',
      by: ['office'],
      label: words('归档', 'Archive'),
      fills: ['scan'],
      effects: [{ do: 'set', values: { archived_on: '=coalesce(archived_on, today())' } }],
      clauses: ['P1 §2.6.2'],
    },
  },
} as const satisfies Workflow
