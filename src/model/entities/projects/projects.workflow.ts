import type { Effect, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { opinion } from '../appraisal/methods.ts'

const planned = ['kind', 'requesting_department_id', 'customer_id', 'start_on', 'end_on', 'budget', 'scope'] as const // prettier-ignore
const judged = ['strategic_fit', 'resource_fit', 'committee_opinion'] as const
const reason = { type: 'longtext', required: true, label: words('原因', 'Reason') } as const

/** Whoever of the committee did not answer need not any more. */
const closeVote: Effect = {
  do: 'transition',
  name: 'void',
  on: { of: 'approvals', by: 'target', where: { step: 'committee_approval', state: 'pending' } },
  else: 'skip',
}

/** Applied for, approved by the committee, planned, carried out, accepted by the department that asked for it. */
export const projectsWorkflow = {
  states: {
    draft: { ...words('草稿', 'Draft'), tone: 'neutral' },
    applied: {
      ...words('立项申请', 'Applied for'),
      tone: 'info',
      stamp: 'applied_on',
      locks: [...planned, 'background', 'goals'],
    },
    approved: {
      ...words('已立项', 'Approved'),
      tone: 'info',
      stamp: 'approved_on',
      locks: [...planned, ...judged],
    },
    planning: { ...words('计划中', 'Planning'), tone: 'info', locks: [...planned, ...judged] },
    executing: { ...words('执行中', 'Under way'), tone: 'info', locks: [...planned, ...judged] },
    acceptance: {
      ...words('验收中', 'In acceptance'),
      tone: 'info',
      locks: [...planned, ...judged],
    },
    closed: {
      ...words('已结项', 'Closed'),
      tone: 'good',
      final: true,
      stamp: 'actual_end_on',
      locks: ['*'],
    },
    rejected: { ...words('未立项', 'Rejected'), tone: 'bad', final: true, locks: ['*'] },
    suspended: { ...words('暂停', 'Suspended'), tone: 'warn', locks: [...planned, ...judged] },
    cancelled: { ...words('终止', 'Cancelled'), tone: 'neutral', final: true, locks: ['*'] },
  },
  transitions: {
    apply: {
      from: ['draft'],
      to: 'applied',
      by: ['owner'],
      label: words('申请立项', 'Apply'),
      effects: [
        {
          do: 'review',
          step: 'committee_approval',
          to: { employees: { is_pmc_member: true } },
          rule: 'R-093',
        },
      ],
      clauses: ['P2 §2.2.1'],
    },
    approve: {
      from: ['applied'],
      to: 'approved',
      by: ['executive'],
      label: words('批准立项', 'Approve'),
      tone: 'good',
      decision: true,
      step: 'executive_approval',
      guards: [
        {
          rule: 'R-093',
          check:
            "100 * committee_votes >= param('project.committee_quorum') * committee_asked and committee_votes > 0",
          message: words(
            '项目管理委员会表决人数不足',
            'Too few of the project committee have voted',
          ),
          clauses: ['P2 §2.2.1'],
        },
        {
          rule: 'R-093',
          check: '2 * committee_agreed > committee_votes',
          message: words(
            '项目管理委员会未过半数同意',
            'No majority of the project committee agrees',
          ),
          clauses: ['P2 §2.2.1'],
        },
      ],
      effects: [
        closeVote,
        {
          do: 'notify',
          to: { fields: ['manager_id'] },
          kind: 'approval',
          title: words('项目 {code} 已立项，请组建团队', 'Project {code} is approved: form its team'), // prettier-ignore
          rule: 'R-095',
        },
      ],
      clauses: ['P2 §2.2.1'],
    },
    reject: {
      from: ['applied'],
      to: 'rejected',
      by: ['executive'],
      label: words('不立项', 'Reject'),
      tone: 'bad',
      decision: true,
      step: 'executive_approval',
      verdict: 'rejected',
      ask: { opinion },
      effects: [
        closeVote,
        {
          do: 'notify',
          to: { fields: ['owner_id', 'manager_id'] },
          kind: 'info',
          title: words('项目 {code} 未立项', 'Project {code} is rejected'),
          body: words('{ask.opinion}', '{ask.opinion}'),
        },
      ],
      clauses: ['P2 §2.2.1'],
    },
    form_team: {
      from: ['approved'],
      to: 'planning',
      by: ['manager'],
      label: words('组建团队', 'Form the team'),
      guards: [
        {
          rule: 'R-095',
          check: {
            $not: { $some: { of: 'project_members', by: 'project_id', where: { skill_ok: { $ne: true } } } }, // prettier-ignore
          },
          warn: true,
          message: words('有成员的技能尚未确认', 'The skills of a member are not confirmed yet'),
          clauses: ['P2 §2.2.1'],
        },
      ],
      clauses: ['P2 §2.2.1'],
    },
    start: {
      from: ['planning'],
      to: 'executing',
      by: ['manager'],
      label: words('启动', 'Start'),
      guards: [
        {
          rule: 'R-097',
          check: 'milestone_weight == 100',
          message: words(
            '须设里程碑，权重合计为 100%',
            'It needs milestones whose weights add up to 100 %',
          ),
          clauses: ['P2 §2.2.2', 'P0 §2.4.1'],
        },
      ],
      clauses: ['P0 §2.4.1', 'P2 §2.2.2'],
    },
    suspend: {
      from: ['executing'],
      to: 'suspended',
      by: ['executive'],
      label: words('暂停', 'Suspend'),
      ask: { reason },
      clauses: ['P0 §2.4.3'],
    },
    resume: {
      from: ['suspended'],
      to: 'executing',
      by: ['executive'],
      label: words('恢复', 'Resume'),
      clauses: ['P0 §2.4.3'],
    },
    hand_over: {
      from: ['executing'],
      to: 'acceptance',
      by: ['manager'],
      label: words('提交验收', 'Hand over for acceptance'),
      ask: {
        self_checked: {
          type: 'boolean',
          required: true,
          label: words('已完成自查', 'The self-check is done'),
        },
      },
      guards: [
        {
          rule: 'R-102',
          check: 'ask.self_checked == true',
          message: words('须先完成自查', 'Do the self-check first'),
          clauses: ['P2 §2.2.4'],
        },
        {
          rule: 'R-102',
          check: { open_milestones: 0 },
          message: words('仍有未达成的里程碑', 'A milestone is not reached yet'),
          clauses: ['P2 §2.2.4'],
        },
      ],
      effects: [
        {
          do: 'set',
          values: {
            handed_over_on: '$today',
            review_due: "=add_days(today(), param('project.review_days'))",
          },
          rule: 'R-104',
        },
        {
          do: 'notify',
          to: { departments: { id: '=requesting_department_id' } },
          kind: 'approval',
          title: words('项目 {code} 提交验收', 'Project {code} is handed over for acceptance'),
        },
      ],
      clauses: ['P2 §2.2.4', 'P0 §2.4.4'],
    },
    return: {
      from: ['acceptance'],
      to: 'executing',
      by: ['manager'],
      label: words('整改', 'Return to work'),
      tone: 'warn',
      ask: { reason: { ...reason, label: words('验收不合格项', 'What did not pass') } },
      clauses: ['P2 §2.2.4'],
    },
    close: {
      from: ['acceptance'],
      to: 'closed',
      by: ['dept_manager'],
      label: words('结项', 'Close'),
      tone: 'good',
      decision: true,
      ask: {
        evaluation: { type: 'longtext', required: true, label: words('验收评价', 'Evaluation') },
        lessons: { type: 'longtext', required: true, label: words('经验教训', 'Lessons') },
      },
      guards: [
        {
          rule: 'R-103',
          check: { 'requesting_department.manager_id': '$me' },
          message: words(
            '由需求提出部门的负责人结项',
            'The head of the department that asked for it closes the project',
          ),
          clauses: ['P0 §2.4.4'],
        },
      ],
      effects: [
        {
          do: 'notify',
          to: { fields: ['manager_id', 'owner_id'] },
          kind: 'info',
          title: words('项目 {code} 已结项', 'Project {code} is closed'),
          body: words('{ask.evaluation}', '{ask.evaluation}'),
          rule: 'R-104',
        },
      ],
      clauses: ['P0 §2.4.4', 'P2 §2.2.4'],
    },
    cancel: {
      from: ['approved', 'executing'],
      to: 'cancelled',
      by: ['executive'],
      label: words('终止', 'Cancel'),
      tone: 'bad',
      ask: { reason },
      effects: [
        {
          do: 'notify',
          to: { fields: ['manager_id'] },
          kind: 'warning',
          title: words('项目 {code} 终止', 'Project {code} is cancelled'),
          body: words('{ask.reason}', '{ask.reason}'),
        },
      ],
      clauses: ['P0 §2.4.3'],
    },
  },
} as const satisfies Workflow
