import { entity } from '../../language/definition.ts'
import { policyParametersAccess } from './policy_parameters.access.ts'

/** Every number that the policies leave open, changed by proposal and approval, with its history. */
export const policyParameters = entity({
  name: 'policy_parameters',
  label: { zh: '制度参数', en: 'Policy parameters' },
  module: 'foundation',
  tier: 'platform',
  icon: 'tune',
  clauses: ['P1 §3.1', 'P1 §3.3.4', 'P0 §2.3.2', 'P2 §5.3.2'],
  title: '{name}',
  fields: {
    key: {
      type: 'text',
      required: true,
      fixed: true,
      search: true,
      pattern: '[a-z_]+(\\.[a-z_0-9]+)+',
      pattern_help: { zh: '如 receivable.grace_days', en: 'Such as receivable.grace_days' },
      label: { zh: '参数键', en: 'Key' },
    },
    name: {
      type: 'text',
      required: true,
      search: true,
      label: { zh: '参数名称', en: 'Name' },
    },
    module: { type: 'text', required: true, label: { zh: '模块', en: 'Module' } },
    value_type: {
      type: 'enum',
      required: true,
      fixed: true,
      options: {
        integer: { zh: '整数', en: 'Integer' },
        decimal: { zh: '小数', en: 'Decimal' },
        percent: { zh: '百分比', en: 'Percentage' },
        money: { zh: '金额', en: 'Amount' },
        boolean: { zh: '是否', en: 'Yes or no' },
        date: { zh: '日期', en: 'Date' },
        time: { zh: '时间', en: 'Time' },
        text: { zh: '文本', en: 'Text' },
        list: { zh: '列表', en: 'List' },
        map: { zh: '键值表', en: 'Map' },
        reference: { zh: '引用记录', en: 'Record' },
      },
      label: { zh: '值类型', en: 'Type' },
    },
    value: {
      type: 'longtext',
      required: true,
      label: { zh: '取值', en: 'Value' },
      help: {
        zh: '列表与键值表用 JSON；是否用 true 或 false',
        en: 'Lists and maps as JSON; yes or no as true or false',
      },
    },
    min: { type: 'text', fixed: true, label: { zh: '下限', en: 'Minimum' } },
    max: { type: 'text', fixed: true, label: { zh: '上限', en: 'Maximum' } },
    effective_from: {
      type: 'date',
      required: true,
      default: '$today',
      label: { zh: '生效日期', en: 'Effective from' },
    },
    clause_ref: { type: 'text', required: true, label: { zh: '依据条款', en: 'Clause' } },
    note: { type: 'longtext', label: { zh: '说明', en: 'Note' } },
  },
  workflow: {
    states: {
      proposed: { zh: '拟修改', en: 'Proposed', tone: 'info' },
      effective: { zh: '生效', en: 'Effective', tone: 'good', locks: ['*'] },
      superseded: { zh: '已替代', en: 'Superseded', tone: 'neutral', final: true, locks: ['*'] },
      rejected: { zh: '否决', en: 'Rejected', tone: 'bad', final: true, locks: ['*'] },
    },
    transitions: {
      approve: {
        from: ['proposed'],
        to: 'effective',
        by: ['executive'],
        label: { zh: '批准', en: 'Approve' },
        tone: 'good',
        decision: true,
        step: 'executive_approval',
        effects: [
          { do: 'run', run: 'check_parameter' },
          {
            do: 'transition',
            name: 'supersede',
            on: { of: 'policy_parameters', by: 'key=key', where: { state: 'effective' } },
            else: 'skip',
            when: { effective_from: { $lte: '$today' } },
          },
          {
            do: 'notify',
            to: { fields: ['owner_id'] },
            kind: 'info',
            title: { zh: '参数 {name} 的修改已批准', en: 'The change of {name} is approved' },
          },
        ],
        clauses: ['P1 §3.1', 'P2 §3.1.4'],
      },
      reject: {
        from: ['proposed'],
        to: 'rejected',
        by: ['executive'],
        label: { zh: '否决', en: 'Reject' },
        tone: 'bad',
        decision: true,
        step: 'executive_approval',
        verdict: 'rejected',
        ask: {
          opinion: { type: 'longtext', required: true, label: { zh: '意见', en: 'Opinion' } },
        },
        effects: [
          {
            do: 'notify',
            to: { fields: ['owner_id'] },
            kind: 'info',
            title: { zh: '参数 {name} 的修改被否决', en: 'The change of {name} is rejected' },
            body: { zh: '{ask.opinion}', en: '{ask.opinion}' },
          },
        ],
        clauses: ['P1 §3.1'],
      },
      supersede: {
        from: ['effective'],
        to: 'superseded',
        by: ['system'],
        label: { zh: '替代', en: 'Supersede' },
        guards: [
          {
            check: {
              $some: {
                of: 'policy_parameters',
                by: 'key=key',
                where: { state: 'effective', effective_from: { $lte: '$today' } },
              },
            },
            message: {
              zh: '没有新的生效值',
              en: 'No newer value of this key is effective',
            },
          },
        ],
        clauses: ['P1 §3.1'],
      },
    },
  },
  rules: [
    {
      id: 'one-open-proposal',
      of: ['key'],
      require: {
        $not: {
          $some: { of: 'policy_parameters', by: 'key=key', where: { state: 'proposed' } },
        },
      },
      at: 'key',
      message: {
        zh: '该参数已有待批的修改',
        en: 'A change of this parameter is already waiting for approval',
      },
      clauses: ['P1 §3.1'],
    },
  ],
  events: {
    create: [
      { do: 'run', run: 'check_parameter' },
      {
        do: 'notify',
        to: { roles: ['executive'] },
        kind: 'approval',
        title: { zh: '参数 {name} 拟修改为 {value}', en: 'Proposal: {name} becomes {value}' },
        body: {
          zh: '自 {effective_from} 起生效，请审批。',
          en: 'From {effective_from}; please decide.',
        },
      },
    ],
    update: [{ of: ['value'], effects: [{ do: 'run', run: 'check_parameter' }] }],
  },
  schedule: [
    {
      id: 'supersede-on-the-day',
      label: { zh: '到期替代旧值', en: 'Supersede the old value on the day' },
      every: 'daily',
      where: { state: 'effective', effective_from: '$today' },
      effects: [
        {
          do: 'transition',
          name: 'supersede',
          on: {
            of: 'policy_parameters',
            by: 'key=key',
            where: { state: 'effective', effective_from: { $lt: '$today' } },
          },
          else: 'skip',
        },
      ],
      clauses: ['P1 §3.1'],
    },
  ],
  access: policyParametersAccess,
  views: {
    list: {
      columns: [
        'key',
        'name',
        'module',
        'value',
        'value_type',
        'effective_from',
        'clause_ref',
        'state',
      ],
      filters: ['module', 'state', 'value_type', 'effective_from'],
      presets: {
        effective: { label: { zh: '生效', en: 'Effective' }, filter: { state: 'effective' } },
        proposed: {
          label: { zh: '待批', en: 'Waiting for approval' },
          filter: { state: 'proposed' },
        },
      },
      sort: ['key', 'ASC'],
    },
    form: [
      {
        section: { zh: '参数', en: 'Parameter' },
        fields: ['key', 'name', 'module', 'value_type', 'value', 'min', 'max', 'effective_from'],
      },
      { section: { zh: '依据', en: 'Basis' }, fields: ['clause_ref', 'note'] },
    ],
  },
  analytics: {
    time: 'effective_from',
    dimensions: { module: { field: 'module' }, state: { field: 'state' } },
    measures: {
      count: {
        agg: 'count',
        label: { zh: '参数修改数', en: 'Parameter values' },
        format: 'integer',
      },
    },
  },
})
