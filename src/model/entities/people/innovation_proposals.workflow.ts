import type { Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { opinion } from '../appraisal/methods.ts'

const content = [
  'title',
  'kind',
  'owner_id',
  'proposer_ids',
  'content',
  'expected_benefit',
] as const

/** Handed in, evaluated, adopted or not; what is adopted is made known to the whole company. */
export const innovationProposalsWorkflow = {
  states: {
    submitted: { ...words('已提交', 'Submitted'), tone: 'info' },
    evaluating: { ...words('评估中', 'Under evaluation'), tone: 'info', locks: content },
    adopted: {
      ...words('已采纳', 'Adopted'),
      tone: 'good',
      stamp: 'decided_on',
      locks: content,
    },
    promoted: { ...words('已推广', 'Promoted'), tone: 'good', final: true, locks: ['*'] },
    declined: {
      ...words('未采纳', 'Declined'),
      tone: 'neutral',
      final: true,
      stamp: 'decided_on',
      locks: ['*'],
    },
  },
  transitions: {
    evaluate: {
      from: ['submitted'],
      to: 'evaluating',
      by: ['dept_manager'],
      label: words('评估', 'Evaluate'),
      clauses: ['P2 §3.2.2', 'P0 §3.4'],
    },
    adopt: {
      from: ['evaluating'],
      to: 'adopted',
      by: ['dept_manager'],
      label: words('采纳', 'Adopt'),
      tone: 'good',
      decision: true,
      fills: ['actual_benefit'],
      effects: [
        {
          do: 'create',
          resource: 'rewards',
          each: 'proposer_ids',
          values: {
            employee_id: '=each.id',
            department_id: '=each.department_id',
            kind: 'innovation',
            form: ['certificate'],
            points: "=param('innovation.points')",
            reason: "=concat('创新提案采纳：', title)",
            innovation_id: '=id',
            economic_benefit: '=actual_benefit',
          },
          unless: { innovation_id: '=id', employee_id: '=each.id' },
          rule: 'R-174',
          clauses: ['P3 §7.1.2', 'P0 §4.4'],
        },
        {
          do: 'notify',
          to: { fields: ['owner_id', 'proposer_ids'] },
          kind: 'info',
          title: words('创新提案 {code} 已采纳', 'Innovation proposal {code} is adopted'),
        },
      ],
      clauses: ['P3 §7.1.2', 'P0 §4.4'],
    },
    decline: {
      from: ['evaluating'],
      to: 'declined',
      by: ['dept_manager'],
      label: words('不采纳', 'Decline'),
      tone: 'bad',
      decision: true,
      verdict: 'rejected',
      ask: { opinion },
      effects: [
        {
          do: 'notify',
          to: { fields: ['owner_id', 'proposer_ids'] },
          kind: 'info',
          title: words('创新提案 {code} 未采纳', 'Innovation proposal {code} is declined'),
          body: words('{ask.opinion}', '{ask.opinion}'),
        },
      ],
      clauses: ['P2 §3.2.2'],
    },
    promote: {
      from: ['adopted'],
      to: 'promoted',
      by: ['dept_manager', 'executive'],
      label: words('推广', 'Promote'),
      tone: 'good',
      fills: ['promotion_note', 'actual_benefit'],
      effects: [
        {
          do: 'notify',
          to: { employees: { state: 'active' } },
          kind: 'info',
          title: words('推广创新提案 {code}：{title}', 'Innovation {code} for everybody: {title}'),
          body: words('{promotion_note}', '{promotion_note}'),
          rule: 'R-174',
        },
      ],
      clauses: ['P3 §7.1.2', 'P0 §3.4'],
    },
  },
} as const satisfies Workflow
