import type { Label, Role } from './language/definition.ts'

const role = (
  key: string,
  zh: string,
  en: string,
  help: Label,
  flags?: Pick<Role, 'highest' | 'administers'>,
): Role => ({ key, label: { zh, en }, help, ...flags })

/** The twelve application roles. A person may hold several; rights add up. */
export const roles: readonly Role[] = [
  role(
    'executive',
    '公司领导',
    'Executive',
    {
      zh: '查看全部业务，审批重大事项',
      en: 'Reads everything and approves major matters',
    },
    { highest: true },
  ),
  role('dept_manager', '部门负责人', 'Department head', {
    zh: '管理本部门及下级部门的业务',
    en: 'Runs the business of the own department and those below',
  }),
  role('sales', '业务员', 'Salesperson', {
    zh: '负责自己的客户、合同、订单与回款',
    en: 'Works on own customers, contracts, orders and collection',
  }),
  role('marketing', '市场营销', 'Marketing and channels', {
    zh: '负责市场与渠道',
    en: 'Works on market and channels',
  }),
  role('service', '客服', 'Customer service', {
    zh: '负责咨询、投诉、回访与关怀',
    en: 'Works on inquiries, complaints, return visits and care',
  }),
  role('operations', '生产物流', 'Production and logistics', {
    zh: '负责订单执行、生产、质量与物流',
    en: 'Works on order execution, production, quality and logistics',
  }),
  role('finance', '财务', 'Finance', {
    zh: '负责全部应收、回款与信用',
    en: 'Works on all receivables, payments and credit',
  }),
  role('project', '项目研发', 'Projects and development', {
    zh: '负责自己的项目与全部研发记录',
    en: 'Works on own projects and all development records',
  }),
  role('risk_legal', '风控法务', 'Risk and legal', {
    zh: '负责全部风险、合同法务与法律措施',
    en: 'Works on all risks, contract law and legal measures',
  }),
  role('hr', '人力资源', 'Human resources', {
    zh: '负责全部人员、考勤、培训与考核',
    en: 'Works on all people, attendance, training and appraisal',
  }),
  role('office', '综合档案', 'Office and archive', {
    zh: '负责文档、协作分派与档案',
    en: 'Works on documents, assignment of collaboration and archive',
  }),
  role(
    'admin',
    '系统管理员',
    'Administrator',
    {
      zh: '负责账户与配置；业务数据只读，机密字段屏蔽',
      en: 'Configures accounts and settings; reads business data, confidential fields masked',
    },
    { administers: true },
  ),
]
