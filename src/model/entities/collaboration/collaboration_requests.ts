import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { collaborationRequestsAccess, sharedWithSupport } from './collaboration_requests.access.ts'
import { collaborationRequestsAnalytics } from './collaboration_requests.analytics.ts'
import { collaborationSchedule } from './collaboration_requests.schedule.ts'
import { collaborationRequestsViews } from './collaboration_requests.views.ts'
import { collaborationRequestsWorkflow } from './collaboration_requests.workflow.ts'

const auto = { auto: true, readonly: true } as const

/** What one department asks of another: assigned by the office, planned, delivered, accepted by both sides. */
export const collaborationRequests = entity({
  name: 'collaboration_requests',
  label: words('跨部门协作申请', 'Collaboration requests'),
  module: 'collaboration',
  tier: 'core',
  icon: 'handshake',
  clauses: ['P2 §4.2', 'P2 §3.1.3', 'P2 §3.3'],
  title: '{code} {subject}',
  people: ['requester_id', 'responsible_id'],
  fields: {
    code: {
      type: 'serial',
      pattern: 'XZ-{yyyymm}-{seq4}',
      unique: true,
      search: true,
      label: words('编号', 'No.'),
    },
    requester_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      default: '$me',
      label: words('发起人', 'Requester'),
    },
    requesting_department_id: {
      type: 'reference',
      to: 'departments',
      required: true,
      default: '=requester.department_id',
      label: words('发起部门', 'Requesting department'),
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      default: '=coalesce(requesting_department_id, requester.department_id)',
      visible: 'false',
      label: words('部门', 'Department'),
    },
    subject: {
      type: 'text',
      required: true,
      search: true,
      max_length: 200,
      label: words('协作事项', 'Subject'),
      clauses: ['P2 §4.2.1'],
    },
    content: {
      type: 'longtext',
      required: true,
      search: true,
      label: words('协作内容', 'What is asked'),
      clauses: ['P2 §4.2.1'],
    },
    expected_goal: {
      type: 'longtext',
      required: true,
      label: words('预期目标', 'Expected goal'),
      clauses: ['P2 §4.2.1'],
    },
    needed_by: {
      type: 'date',
      required: true,
      label: words('时间要求', 'Needed by'),
      clauses: ['P2 §4.2.1'],
    },
    supporting_department_id: {
      type: 'reference',
      to: 'departments',
      required: { states: ['assigned'] },
      label: words('支持部门', 'Supporting department'),
      clauses: ['P2 §4.2.2'],
    },
    responsible_id: {
      type: 'reference',
      to: 'employees',
      required: { states: ['planned'] },
      where: { state: 'active' },
      label: words('承办人', 'Responsible'),
      clauses: ['P2 §4.2.3'],
    },
    plan: {
      type: 'lines',
      required: { states: ['planned'] },
      title: '{step}',
      fields: {
        step: { type: 'text', required: true, max_length: 200, label: words('步骤', 'Step') },
        responsible_id: {
          type: 'reference',
          to: 'employees',
          required: true,
          label: words('责任人', 'Responsible'),
        },
        due_on: { type: 'date', required: true, label: words('期限', 'Due on') },
        done: { type: 'boolean', default: false, label: words('完成', 'Done') },
      },
      label: words('协作方案与计划', 'Plan'),
      clauses: ['P2 §4.2.3'],
    },
    issues: {
      type: 'lines',
      title: '{note}',
      fields: {
        on: { type: 'date', required: true, default: '$today', label: words('日期', 'Date') },
        note: { type: 'longtext', required: true, label: words('内容', 'Note') },
      },
      label: words('沟通记录', 'Notes'),
    },
    results: {
      type: 'longtext',
      required: { states: ['delivered'] },
      label: words('成果', 'Results'),
      clauses: ['P2 §4.2.4'],
    },
    result_files: {
      type: 'attachments',
      required: { states: ['delivered'] },
      label: words('工作记录与文档', 'Records and documents'),
      clauses: ['P2 §4.2.4'],
    },
    acceptance_note: { type: 'longtext', label: words('验收意见', 'Opinion on acceptance') },
    rework_count: { type: 'integer', default: 0, ...auto, label: words('整改次数', 'Reworks') },
    requester_confirmed_at: {
      type: 'datetime',
      ...auto,
      label: words('发起方确认', 'Requester confirmed'),
    },
    supporter_confirmed_at: {
      type: 'datetime',
      ...auto,
      label: words('支持方确认', 'Supporter confirmed'),
    },
    both_confirmed: {
      type: 'boolean',
      formula: 'requester_confirmed_at != null and supporter_confirmed_at != null',
      label: words('双方确认', 'Confirmed by both'),
      clauses: ['P2 §4.2.4'],
    },
    submitted_on: { type: 'date', ...auto, label: words('提交日期', 'Submitted on') },
    assign_due: {
      type: 'date',
      ...auto,
      label: words('分配期限', 'Assignment due'),
      clauses: ['P2 §4.2.2'],
    },
    assigned_on: { type: 'date', ...auto, label: words('分配日期', 'Assigned on') },
    plan_due: {
      type: 'date',
      ...auto,
      label: words('方案期限', 'Plan due'),
      clauses: ['P2 §4.2.3'],
    },
    delivered_on: { type: 'date', ...auto, label: words('交付日期', 'Delivered on') },
    accept_due: {
      type: 'date',
      ...auto,
      label: words('验收期限', 'Acceptance due'),
      clauses: ['P2 §4.2.4'],
    },
    is_in_time: {
      type: 'boolean',
      visible: 'false',
      formula: "state == 'accepted' and date(requester_confirmed_at) <= needed_by",
      label: words('按时验收', 'Accepted in time'),
    },
    overdue_days: {
      type: 'integer',
      formula:
        "if(state == 'accepted' or state == 'declined' or state == 'draft', 0, max(0, days_between(needed_by, today())))",
      phrase: { ...words('逾期 {n} 天', '{n} days overdue'), tone: 'bad' },
      label: words('逾期天数', 'Days overdue'),
    },
  },
  workflow: collaborationRequestsWorkflow,
  rules: [
    {
      id: 'R-140',
      of: ['needed_by'],
      require: 'needed_by >= today()',
      at: 'needed_by',
      message: words('时间要求不得早于今天', 'It may not be needed before today'),
      clauses: ['P2 §4.2.1'],
    },
    {
      id: 'collaboration-support',
      require:
        'supporting_department_id == null or supporting_department_id != requesting_department_id',
      at: 'supporting_department_id',
      message: words('支持部门不能是发起部门', 'A department does not support itself'),
      clauses: ['P2 §4.2.2'],
    },
  ],
  schedule: collaborationSchedule,
  access: collaborationRequestsAccess,
  shares: [sharedWithSupport],
  views: collaborationRequestsViews,
  analytics: collaborationRequestsAnalytics,
})
