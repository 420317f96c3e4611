import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { opinion } from '../appraisal/methods.ts'
import { personnelActionsAccess } from './personnel_actions.access.ts'
import { personnelActionsAnalytics } from './personnel_actions.analytics.ts'

const moves = ['promotion', 'rotation', 'transfer', 'demotion'] as const

/** What an appraisal or a penalty leads to: pay, bonus, promotion, transfer, warning, training. */
export const personnelActions = entity({
  name: 'personnel_actions',
  label: words('考核结果应用/人事变动', 'Personnel actions'),
  module: 'people',
  tier: 'core',
  icon: 'swap_vert',
  clauses: ['P0 §4.4', 'P1 §3.5.4', 'P3 §5.4', 'P3 §6.4'],
  title: '{code} {employee.name}',
  people: ['employee_id'],
  fields: {
    code: {
      type: 'serial',
      pattern: 'RS-{yyyy}-{seq3}',
      search: true,
      label: words('编号', 'No.'),
    },
    employee_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      label: words('员工', 'Employee'),
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      default: '=employee.department_id',
      label: words('部门', 'Department'),
    },
    kind: {
      type: 'enum',
      required: true,
      options: {
        pay_up: words('绩效上浮', 'Pay factor up'),
        pay_down: words('绩效下浮', 'Pay factor down'),
        bonus: words('绩效奖金', 'Bonus'),
        promotion: words('晋升', 'Promotion'),
        raise: words('加薪', 'Raise'),
        rotation: words('轮岗', 'Rotation'),
        transfer: words('调岗', 'Transfer'),
        demotion: words('降职', 'Demotion'),
        warning: words('警告', 'Warning'),
        training: words('培训安排', 'Training'),
      },
      label: words('类型', 'Kind'),
      clauses: ['P0 §4.4', 'P3 §6.4'],
    },
    appraisal_id: {
      type: 'reference',
      to: 'appraisals',
      label: words('依据考核', 'Appraisal it rests on'),
    },
    penalty_id: {
      type: 'reference',
      to: 'penalties',
      label: words('依据处罚', 'Penalty it rests on'),
    },
    from_position_id: {
      type: 'reference',
      to: 'positions',
      default: '=employee.position_id',
      label: words('原岗位', 'From position'),
    },
    to_position_id: {
      type: 'reference',
      to: 'positions',
      required: { kind: [...moves], state: { $nin: ['proposed', 'rejected'] } },
      visible: { kind: [...moves] },
      label: words('新岗位', 'To position'),
    },
    factor: {
      type: 'decimal',
      scale: 2,
      min: 0,
      max: 3,
      confidential: true,
      required: { kind: ['pay_up', 'pay_down'], state: { $nin: ['proposed', 'rejected'] } },
      visible: { kind: ['pay_up', 'pay_down', 'bonus'] },
      label: words('绩效系数', 'Pay factor'),
    },
    amount: { type: 'money', min: 0, confidential: true, label: words('金额', 'Amount') },
    effective_on: { type: 'date', required: true, label: words('生效日期', 'Effective on') },
    reason: { type: 'longtext', required: true, search: true, label: words('理由', 'Reason') },
  },
  workflow: {
    states: {
      proposed: { ...words('建议', 'Proposed'), tone: 'neutral' },
      hr_checked: {
        ...words('人力审核', 'Checked'),
        tone: 'info',
        locks: ['employee_id', 'kind', 'appraisal_id', 'penalty_id'],
      },
      approved: { ...words('已批准', 'Approved'), tone: 'good', locks: ['*'] },
      effective: { ...words('已生效', 'Effective'), tone: 'good', final: true, locks: ['*'] },
      rejected: { ...words('否决', 'Rejected'), tone: 'bad', final: true, locks: ['*'] },
    },
    transitions: {
      check: {
        from: ['proposed'],
        to: 'hr_checked',
        by: ['hr'],
        label: words('审核', 'Check'),
        decision: true,
        step: 'hr_audit',
        fills: ['to_position_id', 'factor', 'amount', 'effective_on'],
        guards: [
          {
            rule: 'R-122',
            check: {
              $or: [{ kind: { $ne: 'promotion' } }, { 'appraisal.grade': ['excellent', 'good'] }],
            },
            message: words(
              '晋升须有优秀或良好的考核结果',
              'A promotion rests on an excellent or good result',
            ),
            clauses: ['P1 §3.5.4', 'P3 §5.4.1'],
          },
          {
            check: {
              $or: [
                { kind: { $ne: 'promotion' } },
                {
                  $some: {
                    of: 'positions',
                    by: 'id=from_position_id&next_position_ids=to_position_id',
                  },
                },
              ],
            },
            message: words(
              '新岗位不在原岗位的晋升方向内',
              'The new position is not one that the old leads to',
            ),
            clauses: ['P3 §5.4.1'],
          },
        ],
        clauses: ['P1 §3.5.4', 'P3 §6.4'],
      },
      approve: {
        from: ['hr_checked'],
        to: 'approved',
        by: ['executive'],
        label: words('批准', 'Approve'),
        tone: 'good',
        decision: true,
        step: 'executive_approval',
        clauses: ['P0 §4.4'],
      },
      reject: {
        from: ['hr_checked'],
        to: 'rejected',
        by: ['executive'],
        label: words('否决', 'Reject'),
        tone: 'bad',
        decision: true,
        step: 'executive_approval',
        verdict: 'rejected',
        ask: { opinion },
        clauses: ['P0 §4.4'],
      },
      take_effect: {
        from: ['approved'],
        to: 'effective',
        by: ['system'],
        label: words('生效', 'Take effect'),
        when: { effective_on: { $lte: '$today' } },
        effects: [
          {
            do: 'set',
            when: { kind: [...moves], to_position_id: { $null: false } },
            on: 'employee',
            values: { position_id: '=to_position_id' },
            clauses: ['P3 §5.4'],
          },
          {
            do: 'set',
            when: { kind: ['pay_up', 'pay_down'], factor: { $null: false } },
            on: 'employee',
            values: { performance_pay_factor: '=factor' },
            rule: 'R-121',
            clauses: ['P0 §4.4', 'P3 §6.4.1'],
          },
          {
            do: 'notify',
            to: { fields: ['employee_id'] },
            kind: 'info',
            title: words('人事变动 {code} 已生效', 'Personnel action {code} is in effect'),
          },
        ],
        clauses: ['P0 §4.4'],
      },
    },
  },
  access: personnelActionsAccess,
  shares: [{ where: { employee_id: '$me' }, confidential: true, clauses: ['P0 §4.4'] }],
  views: {
    list: {
      columns: ['code', 'employee_id', 'department_id', 'kind', 'appraisal_id', 'factor', 'effective_on', 'state'], // prettier-ignore
      filters: ['kind', 'state', 'employee_id', 'department_id', 'effective_on'],
      presets: {
        pending: {
          label: words('待处理', 'Pending'),
          filter: { state: ['proposed', 'hr_checked'] },
        },
        by_kind: { label: words('按类型', 'By kind'), filter: {}, sort: ['kind', 'ASC'] },
      },
      sort: ['code', 'DESC'],
    },
    form: [
      {
        section: words('变动', 'Action'),
        fields: ['code', 'employee_id', 'department_id', 'kind', 'from_position_id', 'to_position_id', 'factor', 'amount', 'effective_on'], // prettier-ignore
      },
      {
        section: words('依据', 'Grounds'),
        fields: ['appraisal_id', 'penalty_id', 'reason'],
      },
    ],
    related: [{ resource: 'approvals', by: 'target' }],
  },
  analytics: personnelActionsAnalytics,
})
