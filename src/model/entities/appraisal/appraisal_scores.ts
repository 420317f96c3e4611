import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { appraisalScoresAccess } from './appraisal_scores.access.ts'
import { measureSheet } from './measuring.ts'
import { methods } from './methods.ts'

const open: { readonly 'appraisal.state': readonly string[] } = {
  'appraisal.state': ['self_pending', 'self_submitted', 'scored', 'appealed'],
}

const lines = (where: string) => ({
  $some: { of: 'appraisal_score_items', by: 'appraisal_score_id', where },
})

/** One rater's sheet. Who scored as a peer is known to the rater, to HR and to leaders only. */
export const appraisalScores = entity({
  name: 'appraisal_scores',
  label: words('评分表', 'Score sheets'),
  module: 'people',
  tier: 'support',
  icon: 'grading',
  clauses: ['P0 §4.3', 'P3 §6.3'],
  title: '{appraisal.code} {method}',
  people: ['rater_id'],
  fields: {
    appraisal_id: {
      type: 'reference',
      to: 'appraisals',
      required: true,
      fixed: true,
      label: words('考核表', 'Appraisal sheet'),
    },
    subject_id: {
      type: 'reference',
      to: 'employees',
      copy: 'appraisal.employee_id',
      label: words('被考核人', 'Person appraised'),
    },
    method: {
      type: 'enum',
      required: true,
      fixed: true,
      options: methods,
      label: words('评价方式', 'Method'),
    },
    rater_id: {
      type: 'reference',
      to: 'employees',
      required: { method: ['supervisor', 'peer', 'self'] },
      fixed: true,
      label: words('评分人', 'Rater'),
      help: words(
        '同事评分对被考核人和上级匿名',
        'Peers stay anonymous to the person and the head',
      ),
      clauses: ['P0 §4.3'],
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      copy: 'appraisal.department_id',
      label: words('部门', 'Department'),
    },
    period_start: {
      type: 'date',
      formula: 'appraisal.period_start',
      visible: 'false',
      label: words('起', 'From'),
    },
    period_end: {
      type: 'date',
      formula: 'appraisal.period_end',
      visible: 'false',
      label: words('止', 'To'),
    },
    rating_mean: {
      type: 'decimal',
      visible: 'false',
      rollup: {
        of: 'satisfaction_ratings',
        by: 'employee_id=subject_id&rated_on>=period_start&rated_on<=period_end',
        avg: 'score',
      },
      label: words('客户评价均分', 'Mean of the ratings'),
    },
    customer_rating: {
      type: 'decimal',
      scale: 2,
      visible: 'false',
      formula: '20 * rating_mean',
      label: words('客户评价得分', 'Score of customers'),
      help: words(
        '周期内满意度评价（1–5 分）折算为百分制',
        'Ratings of the period, 1 to 5, as percent',
      ),
      clauses: ['P0 §4.3', 'P3 §6.3'],
    },
    items: {
      type: 'lines',
      required: { states: ['submitted'] },
      title: '{indicator.name}',
      fields: {
        item_id: {
          type: 'reference',
          to: 'appraisal_items',
          fixed: true,
          visible: 'false',
          label: words('考核项', 'Item'),
        },
        indicator_id: {
          type: 'reference',
          to: 'appraisal_indicators',
          required: true,
          fixed: true,
          label: words('指标', 'Indicator'),
        },
        appraisal_id: {
          type: 'reference',
          to: 'appraisals',
          copy: 'appraisal_score.appraisal_id',
          visible: 'false',
          label: words('考核表', 'Appraisal sheet'),
        },
        data_score: {
          type: 'decimal',
          scale: 2,
          visible: 'false',
          confidential: true,
          formula: 'item.data_score',
          label: words('数据分', 'Data'),
        },
        weight: {
          type: 'percent',
          scale: 2,
          copy: 'item.weight',
          label: words('权重', 'Weight'),
        },
        score: {
          type: 'decimal',
          scale: 2,
          min: 0,
          required: { 'appraisal_score.state': ['submitted'] },
          label: words('分数', 'Score'),
          clauses: ['P0 §4.3'],
        },
        reason: { type: 'text', max_length: 500, label: words('依据', 'Reason') },
      },
      rules: [
        {
          id: 'score-range',
          require: "score == null or score <= 100 or appraisal_score.method == 'data'",
          at: 'score',
          message: words('分数为 0–100', 'A score is 0 to 100'),
          clauses: ['P0 §4.3'],
        },
      ],
      label: words('评分项', 'Scores'),
      help: words(
        '0–100 分；上级评分低于 60 或高于 95 须写明依据',
        '0 to 100; a supervisor’s score below 60 or above 95 needs a reason',
      ),
    },
    due_on: {
      type: 'date',
      auto: true,
      readonly: true,
      default: "=if(method == 'self', appraisal.cycle.self_due, appraisal.cycle.score_due)",
      label: words('截止', 'Due on'),
    },
    submitted_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('提交日期', 'Submitted on'),
    },
    void_reason: {
      type: 'longtext',
      required: { states: ['void'] },
      visible: { state: 'void' },
      label: words('作废原因', 'Why void'),
    },
  },
  workflow: {
    states: {
      open: { ...words('待评', 'Open'), tone: 'neutral', locks: ['appraisal_id', 'rater_id'] },
      submitted: {
        ...words('已评', 'Submitted'),
        tone: 'good',
        stamp: 'submitted_on',
        locks: ['*'],
      },
      void: { ...words('作废', 'Void'), tone: 'bad', final: true, locks: ['*'] },
    },
    transitions: {
      submit: {
        from: ['open'],
        to: 'submitted',
        by: ['rater'],
        label: words('提交', 'Submit'),
        tone: 'good',
        fills: ['items'],
        guards: [
          {
            check: open,
            message: words('考核表已审核，不能再评分', 'The appraisal is audited already'),
            clauses: ['P1 §3.5.3'],
          },
          {
            rule: 'R-117',
            check: { $and: [lines('score != null'), { $not: lines('score == null') }] },
            message: words('须为每个指标评分', 'Every indicator needs a score'),
            clauses: ['P1 §3.5.3'],
          },
          {
            check: {
              $or: [
                { method: { $ne: 'supervisor' } },
                { $not: lines("(score < 60 or score > 95) and (reason == null or reason == '')") },
              ],
            },
            message: words(
              '低于 60 分或高于 95 分须写明依据',
              'A score below 60 or above 95 needs a reason',
            ),
            clauses: ['P0 §4.3'],
          },
        ],
        clauses: ['P0 §4.3', 'P3 §6.3'],
      },
      submit_by_system: {
        from: ['open'],
        to: 'submitted',
        by: ['system'],
        label: words('取数', 'Take the numbers'),
        when: { $and: [{ method: ['data', 'customer'] }, lines('score != null')] }, // prettier-ignore
        clauses: ['P0 §4.3'],
      },
      void: {
        from: ['submitted'],
        to: 'void',
        by: ['hr'],
        label: words('作废', 'Void'),
        tone: 'bad',
        guards: [
          {
            check: open,
            message: words('考核表已审核，不能再作废', 'The appraisal is audited already'),
            clauses: ['P1 §3.5.3'],
          },
        ],
        effects: [
          {
            do: 'create',
            when: { method: ['supervisor', 'peer', 'self'] },
            resource: 'appraisal_scores',
            values: { appraisal_id: '=appraisal_id', method: '=method', rater_id: '=rater_id' },
          },
        ],
        clauses: ['P0 §4.3'],
      },
    },
  },
  events: {
    create: [
      ...measureSheet('appraisal_id=appraisal_id', 'appraisal.').map((effect) => ({
        ...effect,
        when: { method: 'data' },
      })),
      {
        do: 'create',
        when: { $not: lines('true') },
        resource: 'appraisal_score_items',
        each: {
          of: 'appraisal_items',
          where: { appraisal_id: '=appraisal_id', 'indicator.rated_by': { $has: '=method' } },
        },
        values: {
          appraisal_score_id: '=id',
          item_id: '=each.id',
          indicator_id: '=each.indicator_id',
          score: "=switch(method, 'data', each.data_score, 'customer', customer_rating, null)",
        },
        clauses: ['P0 §4.3'],
      },
      {
        do: 'notify',
        when: { method: ['supervisor', 'peer'] },
        to: { fields: ['rater_id'] },
        kind: 'reminder',
        title: words(
          '请为 {subject.name} 评分，截止 {due_on}',
          'Please score {subject.name} by {due_on}',
        ),
      },
    ],
  },
  schedule: [
    {
      id: 'appraisal-score-due',
      label: words('评分逾期提醒', 'Score overdue'),
      every: 'daily',
      where: { state: 'open', method: ['supervisor', 'peer'], due_on: { $lt: '$today' } },
      effects: [
        {
          do: 'notify',
          to: { fields: ['rater_id'] },
          kind: 'warning',
          level: 'yellow',
          title: words(
            '对 {subject.name} 的评分已逾期',
            'Your scores of {subject.name} are overdue',
          ),
        },
      ],
      rule: 'R-115',
      clauses: ['P1 §3.5.2'],
    },
  ],
  access: appraisalScoresAccess,
  views: {
    list: {
      columns: ['appraisal_id', 'subject_id', 'method', 'due_on', 'submitted_on', 'state'],
      filters: ['method', 'state', 'due_on', 'subject_id', 'department_id', 'rater_id'],
      presets: {
        mine: {
          label: words('待我评分', 'For me to score'),
          filter: { rater_id: '$me', state: 'open' },
          waits: true,
        },
        overdue: {
          label: words('逾期', 'Overdue'),
          filter: { state: 'open', due_on: { $lt: '$today' } },
        },
      },
      sort: ['due_on', 'DESC'],
    },
    form: [
      {
        section: words('评分表', 'Score sheet'),
        fields: ['appraisal_id', 'subject_id', 'method', 'rater_id', 'due_on', 'submitted_on', 'void_reason'], // prettier-ignore
      },
      { section: words('评分', 'Scores'), fields: ['items'] },
    ],
    related: [],
  },
  analytics: {
    time: 'submitted_on',
    base: { state: 'submitted' },
    dimensions: {
      department: { field: 'department_id' },
      employee: { field: 'subject_id' },
      method: { field: 'method' },
      cycle: { field: 'appraisal.cycle_id' },
    },
    measures: {
      count: { agg: 'count', label: words('评分表数', 'Score sheets'), format: 'integer' },
    },
  },
})
