import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { legalCasesAccess } from './legal_cases.access.ts'

const opinion = {
  type: 'longtext',
  required: true,
  label: words('法务意见', 'Legal opinion'),
} as const

/** Legal measures against debtors and other breaches. */
export const legalCases = entity({
  name: 'legal_cases',
  label: words('法律措施', 'Legal cases'),
  module: 'receivables',
  tier: 'support',
  icon: 'gavel',
  clauses: ['P3 §2.5.2', 'P3 §3.3.4', 'P1 §3.4.3'],
  title: '{code} {customer.name}',
  fields: {
    code: {
      type: 'serial',
      pattern: 'FL-{yyyy}-{seq3}',
      unique: true,
      search: true,
      label: words('编号', 'No.'),
    },
    kind: {
      type: 'enum',
      required: true,
      label: words('类型', 'Kind'),
      options: {
        collection: words('货款追讨', 'Collection'),
        secrecy: words('泄密追责', 'Breach of secrecy'),
        contract: words('合同纠纷', 'Contract dispute'),
      },
    },
    customer_id: {
      type: 'reference',
      to: 'customers',
      required: { kind: 'collection' },
      label: words('客户', 'Customer'),
    },
    receivable_ids: {
      type: 'references',
      to: 'receivables',
      required: { kind: 'collection' },
      label: words('应收款', 'Receivables'),
    },
    penalty_id: {
      type: 'reference',
      to: 'penalties',
      required: { kind: 'secrecy' },
      visible: { kind: 'secrecy' },
      label: words('违规记录', 'Violation'),
      clauses: ['P1 §3.4.3'],
    },
    claim_amount: {
      type: 'money',
      required: true,
      min: 0.01,
      confidential: true,
      label: words('诉求金额', 'Claim'),
    },
    measure: {
      type: 'enum',
      required: true,
      label: words('措施', 'Measure'),
      options: {
        lawyer_letter: words('律师函', "Lawyer's letter"),
        mediation: words('调解', 'Mediation'),
        arbitration: words('仲裁', 'Arbitration'),
        lawsuit: words('诉讼', 'Lawsuit'),
        enforcement: words('强制执行', 'Enforcement'),
      },
    },
    filed_on: { type: 'date', label: words('提起日期', 'Filed on') },
    lawyer: { type: 'text', label: words('代理人', 'Lawyer') },
    progress: {
      type: 'lines',
      label: words('进展', 'Progress'),
      title: '{on}',
      fields: {
        on: { type: 'date', required: true, label: words('日期', 'On') },
        note: { type: 'longtext', required: true, label: words('进展', 'Note') },
      },
    },
    recovered_amount: {
      type: 'money',
      min: 0,
      confidential: true,
      label: words('追回金额', 'Recovered'),
    },
    result: { type: 'longtext', required: { states: ['closed'] }, label: words('结果', 'Result') },
    approved_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('批准日期', 'Approved on'),
    },
    closed_on: { type: 'date', auto: true, readonly: true, label: words('结案日期', 'Closed on') },
  },
  workflow: {
    states: {
      proposed: { ...words('建议', 'Proposed'), tone: 'warn' },
      approved: {
        ...words('已批准', 'Approved'),
        tone: 'info',
        stamp: 'approved_on',
        locks: ['kind', 'customer_id', 'receivable_ids'],
      },
      in_progress: {
        ...words('进行中', 'In progress'),
        tone: 'info',
        locks: ['kind', 'customer_id', 'receivable_ids'],
      },
      closed: {
        ...words('已结案', 'Closed'),
        tone: 'good',
        final: true,
        stamp: 'closed_on',
        locks: [
          'kind',
          'customer_id',
          'receivable_ids',
          'claim_amount',
          'recovered_amount',
          'result',
        ],
      },
      rejected: { ...words('不采取', 'Not taken'), tone: 'neutral', final: true, locks: ['*'] },
    },
    transitions: {
      approve: {
        from: ['proposed'],
        to: 'approved',
        by: ['executive'],
        label: words('批准', 'Approve'),
        tone: 'good',
        decision: true,
        step: 'executive_approval',
        ask: { opinion },
        guards: [
          {
            rule: 'R-065',
            check: {
              $not: {
                $some: {
                  of: 'receivables',
                  by: 'id=receivable_ids',
                  where: "dunnings_done < param('receivable.legal_min_attempts')",
                },
              },
            },
            message: words(
              '催收次数不足，不能采取法律措施',
              'Not enough dunnings for legal measures',
            ),
            clauses: ['P3 §3.3.4'],
          },
          {
            rule: 'R-065',
            check: {
              $not: {
                $some: {
                  of: 'receivables',
                  by: 'id=receivable_ids',
                  where: { state: { $nin: ['overdue', 'legal'] } },
                },
              },
            },
            message: words('应收款未逾期', 'A receivable is not overdue'),
            clauses: ['P3 §3.3.4'],
          },
        ],
        effects: [
          {
            do: 'transition',
            name: 'take_legal',
            on: 'receivable_ids',
            when: { kind: 'collection' },
            else: 'skip',
            rule: 'R-065',
            clauses: ['P3 §3.3.4'],
          },
          {
            do: 'notify',
            to: { fields: ['owner_id'], roles: ['risk_legal'] },
            kind: 'info',
            title: words('法律措施 {code} 已批准', 'Legal case {code} is approved'),
          },
        ],
        clauses: ['P3 §3.3.4'],
      },
      reject: {
        from: ['proposed'],
        to: 'rejected',
        by: ['executive', 'risk_legal'],
        label: words('否决', 'Reject'),
        tone: 'bad',
        decision: true,
        step: 'executive_approval',
        verdict: 'rejected',
        ask: { opinion: { ...opinion, label: words('意见', 'Opinion') } },
        clauses: ['P3 §3.3.4'],
      },
      start: {
        from: ['approved'],
        to: 'in_progress',
        by: ['risk_legal'],
        label: words('启动', 'Start'),
        fills: ['filed_on', 'lawyer', 'measure'],
        clauses: ['P3 §3.3.4'],
      },
      close: {
        from: ['in_progress'],
        to: 'closed',
        by: ['risk_legal'],
        label: words('结案', 'Close'),
        fills: ['result', 'recovered_amount', 'progress'],
        require: ['result'],
        clauses: ['P3 §3.3.4'],
      },
    },
  },
  access: legalCasesAccess,
  views: {
    list: {
      columns: [
        'code',
        'kind',
        'customer_id',
        'claim_amount',
        'measure',
        'state',
        'filed_on',
        'recovered_amount',
      ],
      filters: ['customer_id', 'kind', 'measure', 'state', 'filed_on', 'owner_id', 'department_id'],
      totals: ['claim_amount', 'recovered_amount'],
      sort: ['created_at', 'DESC'],
      presets: {
        open: {
          label: words('未结案', 'Open'),
          filter: { state: ['proposed', 'approved', 'in_progress'] },
        },
        to_decide: { label: words('待批准', 'To decide'), filter: { state: 'proposed' } },
      },
    },
    form: [
      {
        section: words('措施', 'Measure'),
        fields: [
          'code',
          'kind',
          'customer_id',
          'penalty_id',
          'receivable_ids',
          'claim_amount',
          'measure',
          'owner_id',
        ],
      },
      {
        section: words('进行', 'Proceedings'),
        fields: ['approved_on', 'filed_on', 'lawyer', 'progress'],
      },
      { section: words('结果', 'Result'), fields: ['recovered_amount', 'result', 'closed_on'] },
    ],
    related: [{ resource: 'approvals', by: 'target', label: words('审批', 'Approvals') }],
    board: 'state',
  },
  analytics: {
    time: 'approved_on',
    dimensions: {
      customer: { field: 'customer_id', label: words('客户', 'Customer') },
      kind: { field: 'kind', label: words('类型', 'Kind') },
      measure: { field: 'measure', label: words('措施', 'Measure') },
      state: { field: 'state', label: words('状态', 'State') },
      department: { field: 'department_id', label: words('部门', 'Department') },
    },
    measures: {
      cases: { agg: 'count', label: words('案件数', 'Cases'), format: 'integer', better: 'down' },
      claimed: {
        agg: 'sum',
        field: 'claim_amount',
        label: words('诉求金额', 'Claimed'),
        format: 'money',
      },
      recovered: {
        agg: 'sum',
        field: 'recovered_amount',
        time: 'closed_on',
        label: words('追回金额', 'Recovered'),
        format: 'money',
        better: 'up',
        clauses: ['P3 §3.3.4'],
      },
    },
  },
  sample: { count: 12 },
})
