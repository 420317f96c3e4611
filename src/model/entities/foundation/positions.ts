import { entity } from '../../language/definition.ts'
import { families } from './families.ts'
import { positionsAccess } from './positions.access.ts'

/** Posts, career ladder and rotation. */
export const positions = entity({
  name: 'positions',
  label: { zh: '岗位', en: 'Positions' },
  module: 'foundation',
  tier: 'support',
  icon: 'badge',
  clauses: ['P0 §4.1', 'P0 §4.4', 'P1 §3.5.1', 'P3 §5.4.1', 'P3 §5.4.2', 'P2 §3.1.2'],
  title: '{name}',
  fields: {
    code: {
      type: 'text',
      required: true,
      unique: true,
      search: true,
      label: { zh: '岗位编码', en: 'Code' },
    },
    name: {
      type: 'text',
      required: true,
      search: true,
      max_length: 100,
      label: { zh: '岗位名称', en: 'Name' },
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      required: true,
      default: '$my_department',
      label: { zh: '所属部门', en: 'Department' },
    },
    family: {
      type: 'enum',
      required: true,
      options: families,
      label: { zh: '序列', en: 'Family' },
      clauses: ['P0 §4.2', 'P1 §3.5.2', 'P3 §6.2'],
    },
    rank: {
      type: 'integer',
      required: true,
      min: 1,
      max: 10,
      label: { zh: '职级', en: 'Rank' },
      clauses: ['P3 §5.4.1'],
    },
    scheme_id: {
      type: 'reference',
      to: 'appraisal_schemes',
      label: { zh: '默认考核方案', en: 'Usual appraisal scheme' },
      clauses: ['P0 §4.1', 'P1 §3.5.1'],
    },
    next_position_ids: {
      type: 'references',
      to: 'positions',
      label: { zh: '晋升方向', en: 'Next positions' },
      help: { zh: '职级须更高', en: 'Of a higher rank' },
      clauses: ['P3 §5.4.1'],
    },
    lowest_next_rank: {
      type: 'integer',
      rollup: { of: 'positions', by: 'id=next_position_ids', min: 'rank' },
      label: { zh: '晋升岗位最低职级', en: 'Lowest next rank' },
    },
    rotation_position_ids: {
      type: 'references',
      to: 'positions',
      label: { zh: '轮岗方向', en: 'Rotation positions' },
      clauses: ['P3 §5.4.2'],
    },
    promotion_criteria: { type: 'longtext', label: { zh: '晋升条件', en: 'Promotion criteria' } },
    duties: { type: 'longtext', required: true, label: { zh: '岗位职责', en: 'Duties' } },
  },
  rules: [
    {
      id: 'R-164',
      of: ['rank', 'next_position_ids'],
      require: 'lowest_next_rank == null or lowest_next_rank > rank',
      at: 'next_position_ids',
      message: {
        zh: '晋升岗位的职级必须高于本岗位',
        en: 'A next position must have a higher rank than this one',
      },
      clauses: ['P3 §5.4.1'],
    },
  ],
  access: positionsAccess,
  views: {
    list: {
      columns: ['code', 'name', 'department_id', 'family', 'rank', 'next_position_ids'],
      filters: ['family', 'department_id', 'rank'],
      presets: {
        sales: {
          label: { zh: '工厂业务员序列', en: 'Factory sales' },
          filter: { family: 'sales' },
        },
        commerce: { label: { zh: '商务序列', en: 'Commerce' }, filter: { family: 'commerce' } },
        support: { label: { zh: '职能序列', en: 'Support' }, filter: { family: 'support' } },
        ladder: {
          label: { zh: '晋升阶梯', en: 'Career ladder' },
          filter: { next_position_ids: { $null: false } },
          sort: ['rank', 'ASC'],
        },
      },
      sort: ['family', 'ASC'],
    },
    form: [
      {
        section: { zh: '基本信息', en: 'Basics' },
        fields: ['code', 'name', 'department_id', 'family', 'rank', 'scheme_id'],
      },
      {
        section: { zh: '发展', en: 'Career' },
        fields: [
          'next_position_ids',
          'lowest_next_rank',
          'rotation_position_ids',
          'promotion_criteria',
        ],
      },
      { section: { zh: '职责', en: 'Duties' }, fields: ['duties'] },
    ],
    related: [{ resource: 'employees', by: 'position_id' }],
  },
  analytics: {
    time: 'created_at',
    dimensions: {
      family: { field: 'family' },
      department: { field: 'department_id' },
      rank: { field: 'rank' },
    },
    measures: {
      count: { agg: 'count', label: { zh: '岗位数', en: 'Positions' }, format: 'integer' },
    },
  },
  sample: { count: 12 },
})
