import { words } from '../../words.ts'

const hidden = { visible: 'false' } as const
const rating = { type: 'integer', min: 1, max: 5, required: { states: ['approved'] } } as const

const votes = (zh: string, en: string, state: readonly string[] | { readonly $ne: string }) =>
  ({
    type: 'integer',
    rollup: {
      of: 'approvals',
      by: 'target',
      count: true,
      where: { step: 'committee_approval', state },
    },
    label: words(zh, en),
  }) as const

/** What the project committee says. */
export const committee = {
  strategic_fit: {
    ...rating,
    label: words('战略符合度', 'Fit with the strategy'),
    help: words('委员会评分 1–5', 'Given by the committee, 1 to 5'),
    clauses: ['P2 §2.2.1'],
  },
  resource_fit: {
    ...rating,
    label: words('资源可行性', 'Feasible with our resources'),
    help: words('委员会评分 1–5', 'Given by the committee, 1 to 5'),
    clauses: ['P2 §2.2.1'],
  },
  committee_opinion: {
    type: 'longtext',
    required: { states: ['approved'] },
    label: words('委员会意见', 'Opinion of the committee'),
    clauses: ['P2 §2.2.1'],
  },
  committee_asked: votes('委员人数', 'Members asked', { $ne: 'void' }),
  committee_votes: votes('已表决', 'Votes', ['approved', 'approved_with_conditions', 'returned', 'rejected']), // prettier-ignore
  committee_agreed: votes('同意', 'In favour', ['approved', 'approved_with_conditions']),
} as const

const weights = (zh: string, en: string, where: Readonly<Record<string, unknown>> | string) =>
  ({
    type: 'percent',
    scale: 2,
    rollup: { of: 'project_milestones', by: 'project_id', sum: 'weight', where },
    label: words(zh, en),
  }) as const

/** How far it is, told from its milestones by their weight. */
export const progress = {
  milestone_weight: { ...weights('里程碑权重合计', 'Weights of the milestones', {}), ...hidden },
  open_milestones: {
    type: 'integer',
    rollup: {
      of: 'project_milestones',
      by: 'project_id',
      count: true,
      where: { state: { $ne: 'reached' } },
    },
    label: words('未达成里程碑', 'Milestones to reach'),
  },
  due_weight: {
    ...weights('应达成权重', 'Weight that is due', 'baseline_on <= today()'),
    ...hidden,
  },
  progress: {
    ...weights('进度', 'Progress', { state: 'reached' }),
    help: words('已达成里程碑的权重', 'Weight of the milestones that are reached'),
    clauses: ['P2 §2.2.3'],
  },
  lag: {
    type: 'percent',
    scale: 2,
    formula:
      "if(state == 'rejected' or state == 'cancelled', null, if(due_weight == 0 or actual_end_on != null, 0, max(0, 100 * (due_weight - progress) / due_weight)))",
    label: words('进度落后', 'Behind schedule'),
    help: words('按基准日期应达成而未达成的比例', 'Of what is due by the baseline, what is not reached'), // prettier-ignore
    clauses: ['P2 §2.2.3'],
  },
  health: {
    type: 'enum',
    options: {
      green: { ...words('正常', 'Green'), tone: 'good' },
      yellow: { ...words('轻微偏差', 'Yellow'), tone: 'warn' },
      orange: { ...words('明显偏差', 'Orange'), tone: 'warn' },
      red: { ...words('严重偏差', 'Red'), tone: 'bad' },
    },
    band: {
      of: 'lag',
      keys: [
        { key: 'green', to: "param('project.deviation', 'yellow')" },
        { key: 'yellow', to: "param('project.deviation', 'orange')" },
        { key: 'orange', to: "param('project.deviation', 'red')" },
        { key: 'red' },
      ],
    },
    label: words('健康度', 'Health'),
    clauses: ['P2 §2.2.3', 'P0 §2.4.3'],
  },
} as const

/** Who works on it. */
export const members = {
  type: 'lines',
  required: { states: ['planning'] },
  title: '{employee.name}',
  fields: {
    employee_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      label: words('成员', 'Member'),
    },
    role: { type: 'text', required: true, max_length: 100, label: words('分工', 'Role') },
    responsibility: { type: 'longtext', required: true, label: words('职责', 'Duty') },
    skill_ok: { type: 'boolean', default: false, label: words('具备技能', 'Has the skills') },
    allocation: {
      type: 'percent',
      min: 0,
      max: 100,
      scale: 0,
      label: words('投入比例', 'Share of time'),
    },
  },
  label: words('团队成员', 'Team'),
  clauses: ['P2 §2.2.1'],
} as const
