import { entity } from '../../language/definition.ts'
import type { Effect, Predicate } from '../../language/definition.ts'
import { handbookArticlesAccess } from './handbook_articles.access.ts'

const acknowledge = (applies_to: string, employees: Predicate): Effect => ({
  do: 'distribute',
  when: { applies_to, must_acknowledge: true },
  to: { employees: { state: 'active', ...employees } },
  due: "=add_days(today(), param('handbook.ack_days'))",
  note: { zh: '请阅读并签收：{title}', en: 'Please read and acknowledge: {title}' },
  rule: 'R-188',
  clauses: ['P0 §3', 'P3 §4'],
})

/** Conduct articles that cannot be computed, with an acknowledgement once per version. */
export const handbookArticles = entity({
  name: 'handbook_articles',
  label: { zh: '制度手册条款', en: 'Handbook articles' },
  module: 'foundation',
  tier: 'support',
  icon: 'menu_book',
  clauses: [
    'P0 §1.3',
    'P0 §3',
    'P1 §1',
    'P1 §3.1',
    'P1 §3.2.3',
    'P1 §3.3.4',
    'P1 §3.4',
    'P2 §1',
    'P2 §3.2',
    'P2 §4.1',
    'P3 §1.3',
    'P3 §4',
  ],
  title: '{clause} {title}',
  fields: {
    clause: {
      type: 'text',
      required: true,
      fixed: true,
      search: true,
      pattern: 'P[0-3]-\\d+(\\.\\d+)*[a-z]?',
      pattern_help: { zh: '如 P3-4.2.2', en: 'Such as P3-4.2.2' },
      label: { zh: '条款号', en: 'Clause' },
    },
    version_no: {
      type: 'integer',
      default: '=coalesce(latest_version, 0) + 1',
      auto: true,
      readonly: true,
      unique: { with: ['clause'] },
      label: { zh: '版本', en: 'Version no.' },
    },
    latest_version: {
      type: 'integer',
      rollup: { of: 'handbook_articles', by: 'clause=clause', max: 'version_no' },
      label: { zh: '其他版本中的最高版本', en: 'Highest other version' },
    },
    title: {
      type: 'text',
      required: true,
      search: true,
      label: { zh: '标题', en: 'Title' },
    },
    body: {
      type: 'longtext',
      required: true,
      label: { zh: '正文', en: 'Text' },
      help: { zh: '用自己的话重述', en: 'Restated in own words' },
    },
    applies_to: {
      type: 'enum',
      required: true,
      options: {
        all: { zh: '全员', en: 'Everybody' },
        sales: { zh: '业务员', en: 'Salespersons' },
        commerce: { zh: '商务部', en: 'Commerce department' },
        managers: { zh: '管理者', en: 'Managers' },
      },
      label: { zh: '适用角色', en: 'Applies to' },
    },
    module_links: { type: 'tags', label: { zh: '关联模块', en: 'Related modules' } },
    must_acknowledge: {
      type: 'boolean',
      default: true,
      label: { zh: '需签阅', en: 'To be acknowledged' },
    },
    acknowledgements: {
      type: 'lines',
      readonly: true,
      fields: {
        employee_id: {
          type: 'reference',
          to: 'employees',
          required: true,
          label: { zh: '员工', en: 'Employee' },
        },
        acknowledged_at: {
          type: 'datetime',
          auto: true,
          label: { zh: '签阅时间', en: 'Acknowledged at' },
        },
      },
      label: { zh: '签阅记录', en: 'Acknowledgements' },
      clauses: ['P0 §3', 'P3 §4'],
    },
  },
  workflow: {
    states: {
      draft: { zh: '草稿', en: 'Draft', tone: 'neutral' },
      issued: {
        zh: '发布',
        en: 'Issued',
        tone: 'good',
        locks: ['title', 'body', 'applies_to', 'must_acknowledge'],
      },
      superseded: { zh: '已替代', en: 'Superseded', tone: 'neutral', final: true, locks: ['*'] },
    },
    transitions: {
      issue: {
        from: ['draft'],
        to: 'issued',
        by: ['office', 'executive'],
        label: { zh: '发布', en: 'Issue' },
        tone: 'good',
        require: ['title', 'body'],
        effects: [
          {
            do: 'transition',
            name: 'supersede',
            on: { of: 'handbook_articles', by: 'clause=clause', where: { state: 'issued' } },
            else: 'refuse',
          },
          acknowledge('all', {}),
          acknowledge('sales', { roles: { $has: 'sales' } }),
          acknowledge('commerce', { 'department.function': 'commerce' }),
          acknowledge('managers', { roles: ['dept_manager', 'executive'] }),
        ],
        clauses: ['P0 §3', 'P3 §4'],
      },
      supersede: {
        from: ['issued'],
        to: 'superseded',
        by: ['office', 'system'],
        label: { zh: '替代', en: 'Supersede' },
        guards: [
          {
            check: {
              $some: { of: 'handbook_articles', by: 'clause=clause', where: { state: 'issued' } },
            },
            message: {
              zh: '尚未发布新版本',
              en: 'No newer version is issued yet',
            },
          },
        ],
      },
    },
  },
  access: handbookArticlesAccess,
  views: {
    list: {
      columns: ['clause', 'version_no', 'title', 'applies_to', 'must_acknowledge', 'state'],
      filters: ['applies_to', 'state', 'must_acknowledge'],
      presets: {
        issued: { label: { zh: '已发布', en: 'Issued' }, filter: { state: 'issued' } },
        p0: {
          label: { zh: '业务管理制度', en: 'Business management' },
          filter: { clause: { $starts: 'P0' } },
        },
        p1: {
          label: { zh: '商务部制度', en: 'Commerce department' },
          filter: { clause: { $starts: 'P1' } },
        },
        p2: {
          label: { zh: '业务场景', en: 'Business scenarios' },
          filter: { clause: { $starts: 'P2' } },
        },
        p3: {
          label: { zh: '业务员规范', en: 'Salesperson regulation' },
          filter: { clause: { $starts: 'P3' } },
        },
        to_acknowledge: {
          label: { zh: '待我签阅', en: 'For me to acknowledge' },
          filter: {
            state: 'issued',
            $some: {
              of: 'distributions',
              by: 'target',
              where: { recipient_id: '$me', received_at: null },
            },
          },
        },
        not_acknowledged: {
          label: { zh: '尚有未签阅', en: 'Not acknowledged by all' },
          filter: {
            state: 'issued',
            $some: { of: 'distributions', by: 'target', where: { received_at: null } },
          },
        },
      },
      sort: ['clause', 'ASC'],
    },
    form: [
      {
        section: { zh: '条款', en: 'Article' },
        fields: ['clause', 'version_no', 'title', 'body'],
      },
      {
        section: { zh: '适用与签阅', en: 'Audience and acknowledgement' },
        fields: ['applies_to', 'must_acknowledge', 'module_links', 'acknowledgements'],
      },
    ],
    related: [
      { resource: 'distributions', by: 'target', label: { zh: '签阅', en: 'Acknowledgements' } },
    ],
  },
  analytics: {
    time: 'created_at',
    dimensions: { applies_to: { field: 'applies_to' }, state: { field: 'state' } },
    measures: {
      count: { agg: 'count', label: { zh: '条款数', en: 'Articles' }, format: 'integer' },
    },
  },
})
