import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { opinion } from '../appraisal/methods.ts'
import { rewardsAccess } from './rewards.access.ts'
import { rewardsAnalytics } from './rewards.analytics.ts'

/** Performance, innovation and teamwork rewards: proposed, checked, approved, made public. */
export const rewards = entity({
  name: 'rewards',
  label: words('奖励', 'Rewards'),
  module: 'people',
  tier: 'core',
  icon: 'emoji_events',
  clauses: ['P0 §3.4', 'P0 §4.4', 'P1 §2.7.3', 'P1 §3.5.4', 'P3 §7.1'],
  title: '{code} {employee.name}',
  people: ['employee_id'],
  fields: {
    code: {
      type: 'serial',
      pattern: 'JL-{yyyy}-{seq3}',
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
        performance: words('业绩奖励', 'Performance'),
        innovation: words('创新奖励', 'Innovation'),
        teamwork: words('团队合作奖励', 'Teamwork'),
      },
      label: words('类别', 'Kind'),
      clauses: ['P3 §7.1'],
    },
    form: {
      type: 'enum',
      many: true,
      required: true,
      options: {
        bonus: words('奖金', 'Bonus'),
        prize: words('奖品', 'Prize'),
        certificate: words('荣誉证书', 'Certificate'),
        promotion: words('晋升机会', 'Promotion'),
        training: words('培训机会', 'Training'),
      },
      label: words('方式', 'Form'),
    },
    amount: {
      type: 'money',
      min: 0.01,
      confidential: true,
      required: { form: { $has: 'bonus' } },
      label: words('金额', 'Amount'),
    },
    points: {
      type: 'decimal',
      scale: 2,
      min: 0,
      max: 20,
      default: 0,
      label: words('考核加分', 'Bonus points'),
      help: words('公布后计入当期考核一次', 'Count once in the appraisal of the period'),
      clauses: ['P3 §7.1'],
    },
    reason: { type: 'longtext', required: true, search: true, label: words('事由', 'Reason') },
    evidence_appraisal_id: {
      type: 'reference',
      to: 'appraisals',
      label: words('依据考核', 'Appraisal it rests on'),
    },
    evidence_item_id: {
      type: 'reference',
      to: 'appraisal_items',
      visible: 'false',
      label: words('依据指标', 'Item it rests on'),
    },
    innovation_id: {
      type: 'reference',
      to: 'innovation_proposals',
      required: { kind: 'innovation' },
      visible: { kind: 'innovation' },
      label: words('创新提案', 'Innovation proposal'),
      clauses: ['P3 §7.1.2'],
    },
    economic_benefit: {
      type: 'money',
      min: 0,
      confidential: true,
      visible: { kind: 'innovation' },
      label: words('经济效益', 'Economic benefit'),
    },
    granted_on: {
      type: 'date',
      required: { states: ['published'] },
      default: '$today',
      label: words('授予日期', 'Granted on'),
    },
    counted_in_id: {
      type: 'reference',
      to: 'appraisals',
      auto: true,
      readonly: true,
      label: words('计入考核', 'Counted in'),
      help: words('只计入一次', 'Once only'),
    },
  },
  workflow: {
    states: {
      proposed: { ...words('提名', 'Proposed'), tone: 'neutral' },
      hr_checked: { ...words('人力核实', 'Checked'), tone: 'info', locks: ['employee_id', 'kind'] },
      approved: { ...words('已批准', 'Approved'), tone: 'good', locks: ['*'] },
      published: { ...words('已公布', 'Published'), tone: 'good', final: true, locks: ['*'] },
      rejected: { ...words('未通过', 'Rejected'), tone: 'bad', final: true, locks: ['*'] },
    },
    transitions: {
      check: {
        from: ['proposed'],
        to: 'hr_checked',
        by: ['hr'],
        label: words('核实', 'Check'),
        decision: true,
        step: 'hr_audit',
        fills: [
          'evidence_appraisal_id',
          'innovation_id',
          'economic_benefit',
          'points',
          'amount',
          'form',
        ],
        guards: [
          {
            check: { $or: [{ kind: { $ne: 'performance' } }, { evidence_appraisal_id: { $null: false } }] }, // prettier-ignore
            message: words('业绩奖励须有依据的考核', 'A performance reward rests on an appraisal'),
            clauses: ['P3 §7.1.1'],
          },
          {
            rule: 'R-174',
            check: {
              $or: [
                { kind: { $ne: 'innovation' } },
                { 'innovation.state': ['adopted', 'promoted'], 'innovation.actual_benefit': { $null: false } }, // prettier-ignore
              ],
            },
            message: words(
              '创新奖励须有已采纳且写明实际效益的提案',
              'An innovation reward rests on an adopted proposal with its benefit stated',
            ),
            clauses: ['P3 §7.1.2', 'P0 §4.4'],
          },
          {
            rule: 'R-174',
            check: "kind != 'innovation' or economic_benefit >= param('reward.innovation_min_benefit')", // prettier-ignore
            message: words(
              '创新奖励的经济效益未达到制度要求',
              'The benefit of the innovation is below what the policy asks',
            ),
            clauses: ['P3 §7.1.2', 'P0 §4.4'],
          },
          {
            rule: 'R-175',
            check: {
              $or: [
                { kind: { $ne: 'teamwork' } },
                "evidence_appraisal.peer_mean >= param('reward.peer_score_min')",
              ],
            },
            warn: true,
            message: words(
              '团队合作奖励缺少同事评分支持',
              'The scores of the peers do not support this teamwork reward',
            ),
            clauses: ['P3 §7.1.3'],
          },
        ],
        clauses: ['P3 §7.1', 'P1 §3.5.4'],
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
      publish: {
        from: ['approved'],
        to: 'published',
        by: ['hr'],
        label: words('公布', 'Publish'),
        tone: 'good',
        guards: [
          {
            rule: 'R-174',
            check: { $or: [{ kind: { $ne: 'innovation' } }, { 'innovation.state': 'promoted' }] },
            message: words(
              '创新提案尚未在全公司推广',
              'The innovation is not promoted to the whole company yet',
            ),
            clauses: ['P3 §7.1.2'],
          },
        ],
        effects: [
          { do: 'set', when: { granted_on: null }, values: { granted_on: '$today' } },
          {
            do: 'distribute',
            to: { fields: ['employee_id'], head: true },
            note: words('奖励通告 {code}', 'Notice of reward {code}'),
          },
        ],
        clauses: ['P3 §7.1', 'P0 §3.4'],
      },
    },
  },
  access: rewardsAccess,
  shares: [{ where: { employee_id: '$me' }, confidential: true, clauses: ['P0 §4.4'] }],
  views: {
    list: {
      columns: ['code', 'employee_id', 'department_id', 'kind', 'form', 'amount', 'points', 'granted_on', 'state'], // prettier-ignore
      filters: ['kind', 'form', 'employee_id', 'department_id', 'granted_on', 'state'],
      presets: {
        by_kind: { label: words('按类别', 'By kind'), filter: {}, sort: ['kind', 'ASC'] },
        this_year: {
          label: words('本年', 'This year'),
          filter: { granted_on: { $gte: '$year_start' } },
          sort: ['granted_on', 'DESC'],
        },
        to_check: { label: words('待核实', 'To check'), filter: { state: 'proposed' } },
      },
      sort: ['code', 'DESC'],
      totals: ['amount'],
    },
    form: [
      {
        section: words('奖励', 'Reward'),
        fields: ['code', 'employee_id', 'department_id', 'kind', 'form', 'amount', 'points', 'granted_on'], // prettier-ignore
      },
      {
        section: words('依据', 'Evidence'),
        fields: [
          'reason',
          'evidence_appraisal_id',
          'innovation_id',
          'economic_benefit',
          'counted_in_id',
        ],
      },
    ],
    related: [
      { resource: 'approvals', by: 'target' },
      { resource: 'distributions', by: 'target' },
    ],
  },
  analytics: rewardsAnalytics,
})
