import type { Effect, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { improvementAsk, reason } from './words.ts'

const clauses = ['P0 §2.3.2', 'P1 §2.5.3', 'P2 §2.3.2'] as const

/** A task for the head of a department, due when the customer was promised the solution. */
const taskFor = (
  kind: 'task' | 'corrective',
  responsible: string,
  content: string,
): Extract<Effect, { readonly do: 'create' }> => ({
  do: 'create',
  resource: 'action_items',
  values: {
    kind,
    source: { resource: 'complaints', id: '=id' },
    content,
    responsible_id: responsible,
    due_on: '=max(today(), date(promised_at))',
    owner_id: '=handler_id',
    department_id: '=department_id',
  },
  clauses,
})

/** The department that is responsible puts right what the solution says. */
const carryOut: readonly Effect[] = [
  taskFor(
    'corrective',
    '=coalesce(responsible_employee_id, responsible_department.manager_id, handler_id)',
    "=concat('执行投诉 ', code, ' 的解决方案：', solution)",
  ),
]

const lowScore = {
  $or: ["satisfaction <= param('complaint.reopen_score')", { problem_solved: false }],
} as const

/** Received, accepted with apology and promise, investigated, solved with consent, visited again, closed. */
export const complaintsWorkflow = {
  states: {
    received: { ...words('已接收', 'Received'), tone: 'bad' },
    accepted: { ...words('已受理', 'Accepted'), tone: 'warn', stamp: 'accepted_at' },
    investigating: { ...words('调查中', 'Investigated'), tone: 'info' },
    solution: { ...words('方案制定', 'Solution proposed'), tone: 'info' },
    agreed: { ...words('客户认可', 'Customer agreed'), tone: 'info' },
    executing: { ...words('执行中', 'Carried out'), tone: 'info' },
    resolved: { ...words('已解决', 'Resolved'), tone: 'good', stamp: 'resolved_at' },
    visited: { ...words('已回访', 'Visited again'), tone: 'good' },
    closed: {
      ...words('已关闭', 'Closed'),
      tone: 'neutral',
      final: true,
      stamp: 'closed_at',
      locks: ['*'],
    },
    rejected: { ...words('不成立', 'Not justified'), tone: 'neutral', final: true, locks: ['*'] },
  },
  transitions: {
    accept: {
      from: ['received'],
      to: 'accepted',
      by: ['service', 'dept_manager'],
      label: words('受理', 'Accept'),
      fills: ['apology_at', 'promised_at', 'handler_id'],
      require: ['apology_at', 'promised_at', 'handler_id'],
      effects: [
        {
          do: 'notify',
          to: { fields: ['customer.owner_id', 'handler_id', 'owner_id'] },
          kind: 'info',
          title: words(
            '投诉 {code} 已受理，承诺 {promised_at} 前解决',
            'Complaint {code} is accepted, to be solved by {promised_at}',
          ),
          rule: 'R-071',
        },
        {
          do: 'create',
          resource: 'interactions',
          values: {
            customer_id: '=customer_id',
            contact_id: '=contact_id',
            complaint_id: '=id',
            channel:
              "=switch(channel, 'email', 'email', 'online', 'im', 'social', 'im', 'visit', 'visit', 'phone')",
            purpose: 'complaint',
            occurred_at: '$now',
            content: "=concat('投诉 ', code, ' 已受理并致歉')",
            owner_id: '=handler_id',
            department_id: '=department_id',
          },
          rule: 'R-071',
        },
      ],
      clauses,
    },
    investigate: {
      from: ['accepted'],
      to: 'investigating',
      by: ['handler'],
      label: words('调查', 'Investigate'),
      fills: ['investigating_departments'],
      require: ['investigating_departments'],
      effects: [
        {
          ...taskFor(
            'task',
            '=coalesce(each.manager_id, handler_id)',
            "=concat('调查投诉 ', code, '：', content)",
          ),
          each: 'investigating_departments',
        },
      ],
      clauses,
    },
    find_cause: {
      from: ['investigating'],
      to: 'solution',
      by: ['handler'],
      label: words('定责', 'Find the cause'),
      fills: ['root_cause', 'responsible_department_id', 'responsible_employee_id'],
      guards: [
        {
          rule: 'R-074',
          check: 'root_cause != null and responsible_department_id != null',
          message: words(
            '须先记录原因分析与责任部门',
            'The root cause and the responsible department come first',
          ),
          clauses: ['P2 §2.3.2', 'P1 §2.5.3'],
        },
      ],
      clauses,
    },
    reject: {
      from: ['investigating'],
      to: 'rejected',
      by: ['dept_manager'],
      label: words('不成立', 'Not justified'),
      tone: 'bad',
      ask: {
        explanation: {
          type: 'longtext',
          required: true,
          label: words('对客户的说明', 'Explanation to the customer'),
        },
      },
      effects: [
        { do: 'set', values: { is_valid: false } },
        {
          do: 'create',
          resource: 'interactions',
          values: {
            customer_id: '=customer_id',
            contact_id: '=contact_id',
            complaint_id: '=id',
            channel: 'phone',
            purpose: 'complaint',
            occurred_at: '$now',
            content: '=ask.explanation',
            owner_id: '=handler_id',
            department_id: '=department_id',
          },
        },
      ],
      clauses,
    },
    agree: {
      from: ['solution'],
      to: 'agreed',
      by: ['handler'],
      label: words('客户认可', 'Customer agrees'),
      tone: 'good',
      fills: ['solution', 'compensation', 'customer_agreed'],
      guards: [
        {
          rule: 'R-075',
          check: { customer_agreed: true },
          message: words(
            '客户未认可；如须执行由部门负责人决定',
            'The customer has not agreed; the head of the department may decide to go on',
          ),
          clauses: ['P2 §2.3.2'],
        },
      ],
      clauses,
    },
    force: {
      from: ['solution'],
      to: 'executing',
      by: ['dept_manager'],
      label: words('强制执行', 'Carry out without consent'),
      tone: 'bad',
      fills: ['solution', 'compensation'],
      require: ['solution'],
      ask: { reason },
      guards: [
        {
          rule: 'R-075',
          check: { customer_agreed: { $ne: true } },
          message: words('客户已认可，请走认可流程', 'The customer agrees: no need to force it'),
          clauses: ['P2 §2.3.2'],
        },
      ],
      effects: carryOut,
      clauses: ['P2 §2.3.2'],
    },
    carry_out: {
      from: ['agreed'],
      to: 'executing',
      by: ['handler'],
      label: words('执行', 'Carry out'),
      effects: carryOut,
      clauses,
    },
    resolve: {
      from: ['executing'],
      to: 'resolved',
      by: ['handler'],
      label: words('解决', 'Resolve'),
      tone: 'good',
      fills: ['replied_at'],
      require: ['replied_at'],
      ask: {
        result: {
          type: 'longtext',
          required: true,
          label: words('处理结果确认', 'Result, confirmed'),
        },
      },
      effects: [
        {
          do: 'create',
          resource: 'return_visits',
          values: {
            customer_id: '=customer_id',
            reason: 'complaint',
            source: { resource: 'complaints', id: '=id' },
            due_on: "=add_days(today(), param('complaint.followup_days'))",
            channel:
              "=switch(channel, 'email', 'email', 'online', 'online', 'social', 'online', 'visit', 'visit', 'phone')",
            rated_employee_id: '=handler_id',
            product_id: '=product_id',
            owner_id: '=owner_id',
            department_id: '=department_id',
          },
          rule: 'R-076',
        },
      ],
      clauses,
    },
    visit: {
      from: ['resolved'],
      to: 'visited',
      by: ['service'],
      label: words('回访', 'Visited again'),
      guards: [
        {
          rule: 'R-076',
          check:
            'satisfaction != null and return_visit_id != null and return_visit.visited_at >= resolved_at',
          message: words('解决后的回访尚未完成', 'The return visit after the solution is not done'),
          clauses: ['P0 §2.3.2', 'P1 §2.5.3'],
        },
      ],
      clauses,
    },
    reopen: {
      from: ['visited'],
      to: 'executing',
      by: ['service', 'system'],
      label: words('重新处理', 'Reopen'),
      tone: 'bad',
      when: lowScore,
      effects: [
        {
          do: 'set',
          values: { reopen_count: '=reopen_count + 1', resolved_at: null, replied_at: null },
          rule: 'R-077',
        },
        {
          do: 'notify',
          to: { fields: ['handler_id'], head: true },
          kind: 'escalation',
          level: 'red',
          title: words(
            '投诉 {code} 回访不满意，重新处理（第 {reopen_count} 次）',
            'Complaint {code} is reopened after the return visit, time {reopen_count}',
          ),
          rule: 'R-077',
        },
      ],
      clauses: ['P1 §2.5.3', 'P0 §2.3.2'],
    },
    close: {
      from: ['visited'],
      to: 'closed',
      by: ['dept_manager'],
      label: words('关闭', 'Close'),
      fills: ['improvement'],
      ask: improvementAsk,
      guards: [
        {
          rule: 'R-077',
          check: { $not: lowScore },
          message: words(
            '客户不满意或问题未解决，不能关闭',
            'The customer is not satisfied or the problem is not solved',
          ),
          clauses: ['P1 §2.5.3', 'P0 §2.3.2'],
        },
      ],
      effects: [
        {
          do: 'create',
          resource: 'action_items',
          values: {
            kind: 'improvement',
            source: { resource: 'complaints', id: '=id' },
            content: '=improvement',
            responsible_id: '=ask.responsible_id',
            due_on: '=ask.due_on',
            owner_id: '=owner_id',
            department_id: '=coalesce(responsible_department_id, department_id)',
          },
          rule: 'R-077',
        },
      ],
      clauses,
    },
  },
} as const satisfies Workflow
