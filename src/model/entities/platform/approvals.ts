import { entity } from '../../language/definition.ts'
import { approvalsAccess } from './approvals.access.ts'
import { approvalsWorkflow } from './approvals.workflow.ts'

/** One inbox row per decision asked of one person, for every workflow that needs review or approval. */
export const approvals = entity({
  name: 'approvals',
  label: { zh: '审批与评审任务', en: 'Approvals and reviews' },
  module: 'platform',
  tier: 'platform',
  icon: 'approval',
  clauses: [
    'P0 §2.1.2',
    'P0 §2.2.3',
    'P0 §2.4.1',
    'P1 §3.3.2',
    'P1 §3.3.4',
    'P1 §3.5.3',
    'P2 §2.2.1',
    'P2 §2.2.3',
    'P2 §3.1.4',
    'P2 §4.2.2',
    'P3 §3.1.7',
    'P3 §3.2.2',
  ],
  title: '{step} {assignee.name}',
  people: ['assignee_id', 'delegated_from_id'],
  fields: {
    target: {
      type: 'record_ref',
      required: true,
      label: { zh: '对象', en: 'Record' },
    },
    step: {
      type: 'enum',
      required: true,
      options: {
        dept_review: { zh: '部门评审', en: 'Department review' },
        manager_approval: { zh: '负责人审批', en: 'Head approval' },
        hr_audit: { zh: '人力审核', en: 'HR audit' },
        executive_approval: { zh: '公司领导审批', en: 'Executive approval' },
        committee_approval: { zh: '项目管理委员会审批', en: 'Committee approval' },
        office_audit: { zh: '综合管理审核', en: 'Office audit' },
        order_review: { zh: '订单评审', en: 'Order review' },
        credit_release: { zh: '信用放行', en: 'Credit release' },
        opinion: { zh: '专业意见', en: 'Expert opinion' },
      },
      label: { zh: '环节', en: 'Step' },
    },
    seq: {
      type: 'integer',
      required: true,
      default: 1,
      min: 1,
      label: { zh: '顺序', en: 'Sequence' },
      help: { zh: '同一顺序并行', en: 'The same number runs in parallel' },
    },
    assignee_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      label: { zh: '审批人', en: 'Assignee' },
      help: {
        zh: '部门由其负责人代表',
        en: 'A department is asked through its head',
      },
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      label: { zh: '评审部门', en: 'Reviewing department' },
    },
    requested_by_id: {
      type: 'reference',
      to: 'employees',
      auto: true,
      readonly: true,
      label: { zh: '申请人', en: 'Requested by' },
      clauses: ['P1 §3.3.2'],
    },
    due_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      default: "=add_hours(now(), param('approval.sla_hours'))",
      label: { zh: '限时', en: 'Due' },
      clauses: ['P0 §3.3'],
    },
    opinion: {
      type: 'longtext',
      required: { states: ['approved_with_conditions', 'returned', 'rejected'] },
      label: { zh: '意见', en: 'Opinion' },
    },
    feasibility: {
      type: 'enum',
      options: {
        feasible: { zh: '可行', en: 'Feasible', tone: 'good' },
        conditional: { zh: '有条件可行', en: 'Feasible with conditions', tone: 'warn' },
        infeasible: { zh: '不可行', en: 'Infeasible', tone: 'bad' },
      },
      visible: { step: 'order_review' },
      label: { zh: '可行性', en: 'Feasibility' },
      clauses: ['P3 §3.2.2'],
    },
    risk_note: {
      type: 'longtext',
      visible: { step: 'order_review' },
      label: { zh: '风险说明', en: 'Risk' },
      clauses: ['P3 §3.2.2'],
    },
    decided_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      label: { zh: '处理时间', en: 'Decided at' },
    },
    on_time: {
      type: 'boolean',
      formula: 'if(decided_at == null, null, decided_at <= due_at)',
      label: { zh: '及时', en: 'In time' },
      clauses: ['P0 §3.3'],
    },
    delegated_from_id: {
      type: 'reference',
      to: 'employees',
      auto: true,
      readonly: true,
      label: { zh: '委托人', en: 'Delegated from' },
      clauses: ['P1 §3.3.2'],
    },
  },
  workflow: approvalsWorkflow,
  events: {
    create: [
      {
        do: 'notify',
        when: { state: 'pending' },
        to: { fields: ['assignee_id'] },
        kind: 'approval',
        title: { zh: '请处理{step}：{target}', en: '{step} asked of you: {target}' },
        rule: 'R-180',
      },
    ],
  },
  schedule: [
    {
      id: 'approval-overdue',
      label: { zh: '审批超时提醒', en: 'Remind of an overdue decision' },
      every: 'hourly',
      where: "state == 'pending' and due_at <= now()",
      effects: [
        {
          do: 'notify',
          to: { fields: ['assignee_id'] },
          kind: 'reminder',
          level: 'orange',
          title: { zh: '{step}已超时：{target}', en: '{step} overdue: {target}' },
        },
      ],
      rule: 'R-180',
      clauses: ['P0 §3.3', 'P2 §4.1.2'],
    },
    {
      id: 'approval-delegation',
      label: { zh: '超时转交上级', en: 'Hand an unanswered decision to the superior' },
      every: 'hourly',
      where: `state == 'pending' and due_at <= now() and delegated_from_id == null
        and assignee.supervisor_id != null and assignee.supervisor_id != requested_by_id
        and hours_between(created_at, now()) >= param('approval.delegate_after_hours')`,
      effects: [
        {
          do: 'set',
          values: {
            assignee_id: '=assignee.supervisor_id',
            owner_id: '=assignee.supervisor_id',
            delegated_from_id: '=assignee_id',
          },
        },
        {
          do: 'notify',
          to: { fields: ['assignee_id'] },
          kind: 'escalation',
          level: 'orange',
          title: {
            zh: '{delegated_from.name} 未按时处理，转由您处理{step}：{target}',
            en: '{delegated_from.name} did not answer in time; {step} asked of you: {target}',
          },
        },
      ],
      rule: 'R-179',
      clauses: ['P0 §2.1.2', 'P0 §2.2.3', 'P1 §3.3.2'],
    },
  ],
  access: approvalsAccess,
  shares: [{ where: { requested_by_id: '$me' }, clauses: ['P1 §3.3.2'] }],
  views: {
    list: {
      columns: [
        'target',
        'step',
        'requested_by_id',
        'assignee_id',
        'department_id',
        'created_at',
        'due_at',
        'decided_at',
        'state',
      ],
      filters: ['step', 'state', 'assignee_id', 'department_id', 'due_at'],
      presets: {
        my_inbox: {
          label: { zh: '待我处理', en: 'My inbox' },
          filter: { assignee_id: '$me', state: 'pending' },
          sort: ['due_at', 'ASC'],
          waits: true,
        },
        overdue: {
          label: { zh: '已超时', en: 'Overdue' },
          filter: { state: 'pending', due_at: { $lt: '$now' } },
          sort: ['due_at', 'ASC'],
        },
        asked_by_me: {
          label: { zh: '我发起的', en: 'Asked by me' },
          filter: { requested_by_id: '$me' },
        },
      },
      sort: ['created_at', 'DESC'],
    },
    form: [
      {
        section: { zh: '任务', en: 'Task' },
        fields: [
          'target',
          'step',
          'requested_by_id',
          'assignee_id',
          'department_id',
          'due_at',
          'delegated_from_id',
        ],
      },
      {
        section: { zh: '决定', en: 'Decision' },
        fields: ['opinion', 'feasibility', 'risk_note', 'decided_at', 'on_time'],
      },
    ],
  },
  analytics: {
    time: 'due_at',
    base: { state: { $ne: 'void' } },
    dimensions: {
      step: { field: 'step' },
      department: { field: 'department_id' },
      assignee: { field: 'assignee_id' },
      state: { field: 'state' },
      resource: { field: 'target.resource', label: { zh: '对象类型', en: 'Kind of record' } },
    },
    measures: {
      count: { agg: 'count', label: { zh: '审批数', en: 'Decisions asked' }, format: 'integer' },
      pending: {
        agg: 'count',
        where: { state: 'pending' },
        label: { zh: '待处理', en: 'Pending' },
        format: 'integer',
        better: 'down',
      },
      on_time: {
        agg: 'count',
        where: { on_time: true },
        label: { zh: '及时处理', en: 'Decided in time' },
        format: 'integer',
        better: 'up',
      },
      decision_hours: {
        agg: 'avg',
        field: 'hours_between(created_at, decided_at)',
        label: { zh: '平均处理时长', en: 'Average hours to decide' },
        format: 'hours',
        better: 'down',
      },
      timeliness: {
        id: 'M-1101',
        calc: '100 * on_time / count',
        label: { zh: '审批及时率', en: 'Approval timeliness' },
        help: { zh: '限时内处理 ÷ 全部', en: 'Decided by the time limit, of all asked' },
        format: 'percent',
        better: 'up',
        target: 95,
        clauses: ['P0 §3.3', 'P2 §4.1.2', 'P2 §4.1.3'],
      },
    },
  },
})
