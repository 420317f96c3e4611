import type { Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { dueBySeverity } from './service_requests.rules.ts'
import { improvementAsk } from './words.ts'

/** Received, assessed, coordinated, solved, carried out, confirmed by the customer, summed up. */
export const serviceRequestsWorkflow = {
  states: {
    received: { ...words('已接收', 'Received'), tone: 'bad' },
    assessed: { ...words('已评估', 'Assessed'), tone: 'warn', locks: ['received_at'] },
    coordinating: { ...words('协调中', 'Coordinated'), tone: 'info', locks: ['received_at'] },
    solution: { ...words('方案已定', 'Solution told'), tone: 'info', locks: ['received_at'] },
    implementing: { ...words('实施中', 'Carried out'), tone: 'info', locks: ['received_at'] },
    confirmed: {
      ...words('客户已确认', 'Confirmed'),
      tone: 'good',
      stamp: 'confirmed_at',
      locks: ['received_at', 'implemented_at', 'customer_satisfaction'],
    },
    closed: {
      ...words('已总结', 'Summed up'),
      tone: 'neutral',
      final: true,
      stamp: 'closed_at',
      locks: ['*'],
    },
  },
  transitions: {
    assess: {
      from: ['received'],
      to: 'assessed',
      by: ['sales', 'service'],
      label: words('评估', 'Assess'),
      fills: ['kind', 'severity', 'responded_at'],
      require: ['kind', 'severity'],
      effects: [
        { do: 'set', when: { responded_at: null }, values: { responded_at: '$now' } },
        dueBySeverity,
      ],
      clauses: ['P3 §3.4.1', 'P3 §3.4.2'],
    },
    coordinate: {
      from: ['assessed'],
      to: 'coordinating',
      by: ['owner'],
      label: words('协调', 'Coordinate'),
      fills: ['departments'],
      require: ['departments'],
      effects: [
        {
          do: 'create',
          resource: 'action_items',
          each: 'departments',
          values: {
            kind: 'task',
            source: { resource: 'service_requests', id: '=id' },
            content: "=concat('协助解决售后 ', code, '：', problem)",
            responsible_id: '=coalesce(each.manager_id, owner_id)',
            due_on: '=max(today(), date(due_at))',
            owner_id: '=owner_id',
            department_id: '=department_id',
          },
          clauses: ['P3 §3.4.3'],
        },
      ],
      clauses: ['P3 §3.4.3'],
    },
    solve: {
      from: ['coordinating'],
      to: 'solution',
      by: ['owner'],
      label: words('定方案', 'Tell the solution'),
      fills: ['solution', 'solution_sent_at'],
      require: ['solution', 'solution_sent_at'],
      clauses: ['P3 §3.4.4'],
    },
    implement: {
      from: ['solution'],
      to: 'implementing',
      by: ['owner'],
      label: words('实施', 'Carry out'),
      clauses: ['P3 §3.4.5'],
    },
    confirm: {
      from: ['implementing'],
      to: 'confirmed',
      by: ['owner'],
      label: words('客户确认', 'Customer confirms'),
      tone: 'good',
      fills: ['implemented_at', 'customer_satisfaction', 'cost'],
      require: ['implemented_at'],
      guards: [
        {
          rule: 'R-079',
          check: "customer_satisfaction > param('complaint.reopen_score')",
          message: words(
            '客户不满意，须重新协调',
            'The customer is not satisfied: it has to be coordinated again',
          ),
          clauses: ['P3 §3.4.6'],
        },
      ],
      effects: [
        {
          do: 'create',
          resource: 'satisfaction_ratings',
          values: {
            customer_id: '=customer_id',
            source: 'service',
            source_id: '=id',
            record: { resource: 'service_requests', id: '=id' },
            employee_id: '=owner_id',
            product_id: '=product_id',
            department_id: '=coalesce(owner.department_id, department_id)',
            score: '=customer_satisfaction',
            dimension: 'service',
            rated_on: '$today',
            owner_id: null,
          },
          clauses: ['P3 §3.4.6'],
        },
      ],
      clauses: ['P3 §3.4.6'],
    },
    not_solved: {
      from: ['implementing'],
      to: 'coordinating',
      by: ['owner'],
      label: words('未解决', 'Not solved'),
      tone: 'bad',
      ask: {
        reason: {
          type: 'longtext',
          required: true,
          label: words('客户意见', 'What the customer says'),
        },
      },
      effects: [
        { do: 'set', values: { unsolved_count: '=unsolved_count + 1', implemented_at: null } },
        {
          do: 'notify',
          to: { head: true },
          kind: 'escalation',
          level: 'orange',
          title: words('售后 {code} 未解决，客户不满意', 'Service request {code} is not solved'),
          body: words('{ask.reason}', '{ask.reason}'),
          rule: 'R-079',
        },
      ],
      clauses: ['P3 §3.4.6'],
    },
    close: {
      from: ['confirmed'],
      to: 'closed',
      by: ['owner'],
      label: words('总结', 'Sum up'),
      fills: ['cause_analysis', 'improvement'],
      require: ['cause_analysis', 'improvement'],
      ask: improvementAsk,
      effects: [
        {
          do: 'create',
          resource: 'action_items',
          values: {
            kind: 'improvement',
            source: { resource: 'service_requests', id: '=id' },
            content: '=improvement',
            responsible_id: '=ask.responsible_id',
            due_on: '=ask.due_on',
            owner_id: '=owner_id',
            department_id: '=department_id',
          },
          clauses: ['P3 §3.4.7'],
        },
        {
          do: 'notify',
          when: { kind: 'quality' },
          to: { departments: { function: 'quality' } },
          kind: 'warning',
          level: 'yellow',
          title: words(
            '质量问题：售后 {code}，产品 {product.name}',
            'Quality problem: service request {code}, product {product.name}',
          ),
          body: words('{cause_analysis}', '{cause_analysis}'),
          clauses: ['P3 §2.6.2'],
        },
      ],
      clauses: ['P3 §3.4.7'],
    },
  },
} as const satisfies Workflow
