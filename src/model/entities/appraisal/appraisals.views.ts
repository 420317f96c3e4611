import type { Views } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** List, form and tabs of appraisal sheets. */
export const appraisalsViews = {
  list: {
    columns: [
      'code',
      'employee_id',
      'department_id',
      'kind',
      'period_end',
      'method_score',
      'bonus_points',
      'deduct_points',
      'total_score',
      'grade',
      'state',
    ],
    filters: [
      'cycle_id',
      'kind',
      'period_end',
      'employee_id',
      'department_id',
      'family',
      'supervisor_id',
      'grade',
      'total_score',
      'self_late',
      'state',
    ],
    presets: {
      mine: {
        label: words('我的考核', 'My appraisals'),
        filter: { employee_id: '$me' },
      },
      to_review_myself: {
        label: words('待我自评', 'My self-review'),
        filter: { employee_id: '$me', state: 'self_pending' },
        waits: true,
      },
      to_confirm: {
        label: words('待我确认', 'For me to acknowledge'),
        filter: { employee_id: '$me', state: 'feedback_given' },
        waits: true,
      },
      to_score: {
        label: words('待评分', 'To score'),
        filter: { supervisor_id: '$me', state: 'self_submitted' },
        waits: true,
      },
      to_audit: { label: words('待审核', 'To audit'), filter: { state: 'scored' } },
      to_approve: {
        label: words('待审批', 'To approve'),
        filter: { state: 'audited', 'cycle.state': 'approving' },
      },
      to_feed_back: { label: words('待反馈', 'To give feedback'), filter: { state: 'final' } },
      by_grade: {
        label: words('按等级', 'By grade'),
        filter: { grade: { $null: false } },
        sort: ['total_score', 'DESC'],
      },
    },
    sort: ['period_end', 'DESC'],
  },
  form: [
    {
      section: words('考核', 'Appraisal'),
      fields: [
        'code',
        'cycle_id',
        'employee_id',
        'department_id',
        'position_id',
        'family',
        'kind',
        'period_start',
        'period_end',
        'scheme_id',
        'supervisor_id',
      ],
    },
    {
      section: words('自评', 'Self-review'),
      fields: ['self_summary', 'self_report', 'self_submitted_on', 'self_late'],
    },
    { section: words('指标得分', 'Scores by indicator'), fields: ['items'] },
    {
      section: words('结果', 'Result'),
      fields: [
        'data_mean',
        'supervisor_mean',
        'peer_mean',
        'customer_mean',
        'self_mean',
        'quantitative_score',
        'qualitative_score',
        'method_score',
        'built_score',
        'bonus_points',
        'deduct_points',
        'total_score',
        'grade',
        'pay_factor',
      ],
    },
    {
      section: words('评语与审批', 'Comments and approval'),
      fields: [
        'supervisor_comment',
        'scored_on',
        'hr_note',
        'audited_on',
        'leader_note',
        'final_on',
      ],
    },
    {
      section: words('反馈', 'Feedback'),
      fields: ['strengths', 'weaknesses', 'advice', 'feedback_on', 'acknowledged_at'],
    },
    {
      section: words('申诉', 'Appeal'),
      fields: ['appeal', 'appealed_on', 'appeal_result', 'appeal_upheld'],
    },
  ],
  related: [
    { resource: 'appraisal_scores', by: 'appraisal_id' },
    { resource: 'rewards', by: 'counted_in_id', label: words('计入的奖励', 'Rewards counted') },
    { resource: 'penalties', by: 'counted_in_id', label: words('计入的违规', 'Penalties counted') },
    { resource: 'personnel_actions', by: 'appraisal_id' },
    { resource: 'approvals', by: 'target' },
  ],
  calendar: 'period_end',
  board: 'state',
} as const satisfies Views
