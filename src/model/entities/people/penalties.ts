import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { penaltiesAccess } from './penalties.access.ts'
import { penaltiesAnalytics } from './penalties.analytics.ts'
import { penaltiesWorkflow } from './penalties.workflow.ts'

/** States in which what was decided is complete. */
const outcome = ['decided', 'published']

/** A violation, its investigation, the statement of the person, the measure. */
export const penalties = entity({
  name: 'penalties',
  singular: 'penalty',
  label: words('违规与惩罚', 'Penalties'),
  module: 'people',
  tier: 'core',
  icon: 'report',
  clauses: ['P3 §4', 'P3 §7.2', 'P1 §3.1.3', 'P1 §3.4.3', 'P1 §3.5.4', 'P0 §3.1'],
  title: '{code} {employee.name}',
  people: ['employee_id'],
  fields: {
    code: {
      type: 'serial',
      pattern: 'CF-{yyyy}-{seq3}',
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
    violation: {
      type: 'enum',
      required: true,
      options: {
        attendance: words('考勤', 'Attendance'),
        discipline: words('工作纪律', 'Discipline'),
        conduct: words('行为规范', 'Conduct'),
        secrecy: words('泄密', 'Breach of secrecy'),
        bribery: words('贿赂回扣', 'Bribery'),
        false_promotion: words('虚假宣传', 'False promotion'),
        unfair_competition: words('不正当竞争', 'Unfair competition'),
        process: words('流程违规', 'Breach of process'),
        performance: words('考核不合格', 'Failed appraisal'),
        other: words('其他', 'Other'),
      },
      label: words('违规类型', 'Violation'),
    },
    clause_id: {
      type: 'reference',
      to: 'handbook_articles',
      required: true,
      label: words('依据条款', 'Article'),
    },
    occurred_on: {
      type: 'date',
      required: true,
      max: '$today',
      label: words('发生日期', 'Occurred on'),
    },
    description: {
      type: 'longtext',
      required: true,
      search: true,
      label: words('情况说明', 'What happened'),
    },
    intent: {
      type: 'enum',
      required: { violation: 'secrecy' },
      options: {
        intentional: words('故意', 'Intentional'),
        negligent: words('过失', 'Negligent'),
      },
      label: words('性质', 'Intent'),
    },
    loss_amount: {
      type: 'money',
      min: 0,
      required: { violation: ['secrecy', 'bribery'], state: outcome },
      confidential: true,
      clauses: ['P0 §3.1', 'P3 §4.2.2', 'P1 §3.4.3'],
      label: words('损失金额', 'Loss'),
      help: words(
        '泄密与贿赂须登记，没有损失填 0',
        'Recorded for every leak or bribe; 0 when there is none',
      ),
    },
    statement: {
      type: 'longtext',
      required: { states: ['decided'] },
      label: words('本人陈述', 'Statement of the person'),
      clauses: ['P3 §7.2'],
    },
    measure: {
      type: 'enum',
      many: true,
      required: { states: ['decided'] },
      options: {
        warning: words('警告', 'Warning'),
        deduction: words('扣款', 'Deduction'),
        demotion: words('降职', 'Demotion'),
        transfer: words('调岗', 'Transfer'),
        pay_down: words('降薪', 'Pay cut'),
        dismissal: words('解除', 'Dismissal'),
        compensation: words('赔偿', 'Compensation'),
        legal: words('追究法律责任', 'Legal action'),
      },
      label: words('处理', 'Measure'),
    },
    amount: {
      type: 'money',
      min: 0,
      required: { measure: { $in: ['deduction', 'compensation'] }, state: outcome },
      confidential: true,
      clauses: ['P3 §7.2'],
      label: words('扣款/赔偿金额', 'Deduction or compensation'),
    },
    points: {
      type: 'decimal',
      scale: 2,
      min: 0,
      max: 100,
      default: 0,
      label: words('考核扣分', 'Points deducted'),
      help: words('通报后计入当期考核一次', 'Count once in the appraisal of the period'),
    },
    legal_case_id: {
      type: 'reference',
      to: 'legal_cases',
      label: words('法律措施', 'Legal case'),
    },
    warnings_before: {
      type: 'integer',
      rollup: {
        of: 'penalties',
        by: 'employee_id=employee_id&occurred_on<=occurred_on&occurred_on>repeat_from',
        count: true,
        where: { measure: { $has: 'warning' }, state: ['decided', 'published'] },
      },
      label: words('期限内已有警告', 'Warnings before'),
    },
    repeat_from: {
      type: 'date',
      visible: 'false',
      formula: "add_months(occurred_on, -param('penalty.repeat_count', 'months'))",
      label: words('警告累计起始日', 'Warnings count from'),
    },
    decided_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('处理日期', 'Decided on'),
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
  workflow: penaltiesWorkflow,
  access: penaltiesAccess,
  shares: [{ where: { employee_id: '$me' }, confidential: true, clauses: ['P3 §7.2'] }],
  views: {
    list: {
      columns: ['code', 'employee_id', 'department_id', 'violation', 'occurred_on', 'measure', 'points', 'warnings_before', 'state'], // prettier-ignore
      filters: ['violation', 'measure', 'employee_id', 'department_id', 'occurred_on', 'state'],
      presets: {
        by_violation: {
          label: words('按违规类型', 'By violation'),
          filter: {},
          sort: ['violation', 'ASC'],
        },
        repeat: {
          label: words('屡次违规', 'Repeated'),
          filter: { warnings_before: { $gt: 0 } },
          sort: ['warnings_before', 'DESC'],
        },
        my_statement: {
          label: words('待我陈述', 'For my statement'),
          filter: { employee_id: '$me', state: 'investigating', statement: null },
          waits: true,
        },
      },
      sort: ['occurred_on', 'DESC'],
    },
    form: [
      {
        section: words('违规', 'Violation'),
        fields: ['code', 'employee_id', 'department_id', 'violation', 'clause_id', 'occurred_on', 'description', 'intent', 'loss_amount'], // prettier-ignore
      },
      {
        section: words('处理', 'Decision'),
        fields: ['statement', 'measure', 'amount', 'points', 'warnings_before', 'decided_on', 'legal_case_id', 'counted_in_id'], // prettier-ignore
      },
    ],
    related: [
      { resource: 'personnel_actions', by: 'penalty_id' },
      { resource: 'approvals', by: 'target' },
    ],
  },
  analytics: penaltiesAnalytics,
})
