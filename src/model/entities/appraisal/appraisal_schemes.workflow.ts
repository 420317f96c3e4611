import type { Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { opinion } from './methods.ts'

/** Proposed by HR or a head, approved by a leader; in use it no longer changes, a new one replaces it. */
export const appraisalSchemesWorkflow = {
  states: {
    draft: { ...words('草稿', 'Draft'), tone: 'neutral' },
    submitted: { ...words('待批', 'Submitted'), tone: 'info', locks: ['*'] },
    effective: { ...words('生效', 'Effective'), tone: 'good', locks: ['*'] },
    retired: { ...words('停用', 'Retired'), tone: 'neutral', final: true, locks: ['*'] },
  },
  transitions: {
    submit: {
      from: ['draft'],
      to: 'submitted',
      by: ['hr', 'dept_manager'],
      label: words('提交', 'Submit'),
      effects: [
        {
          do: 'notify',
          to: { roles: ['executive'] },
          kind: 'approval',
          title: words('考核方案 {code} 待批', 'Appraisal scheme {code} to approve'),
        },
      ],
      clauses: ['P0 §4.1'],
    },
    approve: {
      from: ['submitted'],
      to: 'effective',
      by: ['executive'],
      label: words('批准生效', 'Approve'),
      tone: 'good',
      decision: true,
      step: 'executive_approval',
      effects: [
        {
          do: 'notify',
          to: { employees: { state: 'active', 'position.family': '=family' } },
          kind: 'info',
          title: words('考核方案 {name} 已生效', 'Appraisal scheme {name} is in effect'),
        },
      ],
      clauses: ['P0 §4.1', 'P2 §3.1.5'],
    },
    return: {
      from: ['submitted'],
      to: 'draft',
      by: ['executive'],
      label: words('退回', 'Return'),
      tone: 'warn',
      decision: true,
      step: 'executive_approval',
      verdict: 'returned',
      ask: { opinion },
      clauses: ['P0 §4.1'],
    },
    retire: {
      from: ['effective'],
      to: 'retired',
      by: ['hr'],
      label: words('停用', 'Retire'),
      tone: 'warn',
      guards: [
        {
          check: {
            $not: {
              $some: {
                of: 'appraisal_cycles',
                by: 'scheme_ids',
                where: { state: { $ne: 'closed' } },
              },
            },
          },
          message: words(
            '仍有使用该方案的考核周期未结束',
            'A cycle that uses this scheme is not closed',
          ),
          clauses: ['P0 §4.2'],
        },
      ],
      clauses: ['P0 §4.1'],
    },
  },
} as const satisfies Workflow
