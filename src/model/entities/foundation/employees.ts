import { entity } from '../../language/definition.ts'
import { employeesAccess } from './employees.access.ts'

/** Person master: reporting line, roles, qualifications, signing authority. */
export const employees = entity({
  name: 'employees',
  label: { zh: '员工', en: 'Employees' },
  module: 'foundation',
  tier: 'core',
  icon: 'people',
  clauses: ['P1 §3.1', 'P1 §3.4.3', 'P1 §3.5', 'P2 §3', 'P3 §5.4.3'],
  title: '{name}',
  fields: {
    employee_no: {
      type: 'serial',
      pattern: 'YG{yyyy}{seq4}',
      search: true,
      label: { zh: '工号', en: 'Employee no.' },
    },
    name: {
      type: 'text',
      required: true,
      search: true,
      max_length: 100,
      label: { zh: '姓名', en: 'Name' },
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      required: true,
      label: { zh: '部门', en: 'Department' },
    },
    position_id: {
      type: 'reference',
      to: 'positions',
      required: true,
      label: { zh: '岗位', en: 'Position' },
    },
    supervisor_id: {
      type: 'reference',
      to: 'employees',
      label: { zh: '直接上级', en: 'Supervisor' },
      help: {
        zh: '审批人不能审批自己的记录，由直接上级代为审批',
        en: 'Takes the decisions that this person may not take on own records',
      },
      clauses: ['P1 §3.3.2'],
    },
    roles: {
      type: 'enum',
      many: true,
      required: true,
      options: {
        executive: { zh: '公司领导', en: 'Executive' },
        dept_manager: { zh: '部门负责人', en: 'Department head' },
        sales: { zh: '业务员', en: 'Salesperson' },
        marketing: { zh: '市场营销', en: 'Marketing and channels' },
        service: { zh: '客服', en: 'Customer service' },
        operations: { zh: '生产物流', en: 'Production and logistics' },
        finance: { zh: '财务', en: 'Finance' },
        project: { zh: '项目研发', en: 'Projects and development' },
        risk_legal: { zh: '风控法务', en: 'Risk and legal' },
        hr: { zh: '人力资源', en: 'Human resources' },
        office: { zh: '综合档案', en: 'Office and archive' },
        admin: { zh: '系统管理员', en: 'Administrator' },
      },
      label: { zh: '系统角色', en: 'Roles' },
    },
    is_pmc_member: {
      type: 'boolean',
      default: false,
      label: { zh: '项目管理委员会成员', en: 'Project committee member' },
      clauses: ['P2 §2.2.1'],
    },
    is_contract_signatory: {
      type: 'boolean',
      default: false,
      label: { zh: '合同授权签署人', en: 'Authorised signatory' },
      clauses: ['P0 §2.2.3'],
    },
    signing_limit: {
      type: 'money',
      min: 0,
      confidential: true,
      required: { is_contract_signatory: true },
      label: { zh: '签署限额', en: 'Signing limit' },
      clauses: ['P0 §2.2.3'],
    },
    hire_date: { type: 'date', required: true, label: { zh: '入职日期', en: 'Hired on' } },
    leave_date: {
      type: 'date',
      required: { states: ['left'] },
      label: { zh: '离职日期', en: 'Left on' },
      help: { zh: '离职后账户关闭', en: 'The account is closed on leaving' },
    },
    email: {
      type: 'email',
      required: true,
      unique: true,
      search: true,
      label: { zh: '邮箱', en: 'E-mail' },
    },
    mobile: {
      type: 'phone',
      confidential: true,
      pattern: '\\d{11}',
      pattern_help: { zh: '11 位数字', en: '11 digits' },
      label: { zh: '手机', en: 'Mobile' },
    },
    daily_wage: {
      type: 'money',
      min: 0,
      secret: true,
      label: { zh: '日工资', en: 'Daily wage' },
      clauses: ['P1 §3.1.3'],
    },
    performance_pay_base: {
      type: 'money',
      min: 0,
      secret: true,
      label: { zh: '绩效工资基数', en: 'Performance pay base' },
      clauses: ['P0 §4.4'],
    },
    performance_pay_factor: {
      type: 'decimal',
      scale: 2,
      default: 1,
      readonly: true,
      confidential: true,
      label: { zh: '绩效系数', en: 'Performance pay factor' },
      help: { zh: '仅由人事变动修改', en: 'Changed by personnel actions only' },
      clauses: ['P0 §4.4', 'P3 §6.4.1'],
    },
    certifications: {
      type: 'lines',
      title: '{name}',
      fields: {
        name: { type: 'text', required: true, label: { zh: '证书名称', en: 'Certificate' } },
        issuer: { type: 'text', label: { zh: '发证机构', en: 'Issuer' } },
        obtained_on: { type: 'date', required: true, label: { zh: '取得日期', en: 'Obtained on' } },
        expires_on: { type: 'date', label: { zh: '有效期至', en: 'Valid until' } },
        file: { type: 'attachments', max: 1, label: { zh: '附件', en: 'File' } },
      },
      rules: [
        {
          id: 'certificate-dates',
          require: 'expires_on == null or expires_on >= obtained_on',
          at: 'expires_on',
          message: {
            zh: '有效期不能早于取得日期',
            en: 'The end of validity may not be before the day of issue',
          },
          clauses: ['P3 §5.4.3'],
        },
      ],
      label: { zh: '资格证书', en: 'Certificates' },
      clauses: ['P3 §5.4.3'],
    },
  },
  workflow: {
    states: {
      active: { zh: '在职', en: 'Active', tone: 'good' },
      suspended: { zh: '停用', en: 'Suspended', tone: 'warn' },
      left: { zh: '离职', en: 'Left', tone: 'neutral', final: true },
    },
    transitions: {
      suspend: {
        from: ['active'],
        to: 'suspended',
        by: ['hr', 'admin'],
        label: { zh: '停用', en: 'Suspend' },
        tone: 'warn',
        effects: [{ do: 'run', run: 'revoke_sessions' }],
        clauses: ['P1 §3.4.3'],
      },
      resume: {
        from: ['suspended'],
        to: 'active',
        by: ['hr', 'admin'],
        label: { zh: '恢复', en: 'Resume' },
      },
      leave: {
        from: ['active'],
        to: 'left',
        by: ['hr'],
        label: { zh: '离职', en: 'Record leaving' },
        tone: 'bad',
        fills: ['leave_date'],
        guards: [
          {
            rule: 'R-030',
            check: {
              $not: {
                $some: {
                  of: 'customers',
                  by: 'owner_id',
                  where: { state: { $ne: 'blacklisted' } },
                },
              },
            },
            message: {
              zh: '名下仍有客户，请先移交给其他业务员',
              en: 'Still owns customers: hand them over first',
            },
            clauses: ['P1 §2.5.1'],
          },
          {
            rule: 'R-030',
            check: {
              $not: {
                $some: {
                  of: 'receivables',
                  by: 'owner_id',
                  where: { state: ['pending', 'due', 'partial', 'overdue', 'legal'] },
                },
              },
            },
            message: {
              zh: '名下仍有未结清应收款，请先移交',
              en: 'Still owns open receivables: hand them over first',
            },
            clauses: ['P1 §2.5.1'],
          },
          {
            rule: 'R-030',
            check: {
              $not: {
                $some: {
                  of: 'departments',
                  by: 'manager_id',
                },
              },
            },
            message: {
              zh: '仍是部门负责人，请先指定新的负责人',
              en: 'Still heads a department: name a new head first',
            },
            clauses: ['P1 §2.5.1'],
          },
        ],
        effects: [
          { do: 'run', run: 'close_account' },
          {
            do: 'notify',
            to: { fields: ['supervisor_id'], roles: ['hr'] },
            kind: 'reminder',
            title: {
              zh: '{name} 已离职，请核对交接清单',
              en: '{name} has left: check the handover list',
            },
            body: {
              zh: '请逐项核对其合同、订单、任务与文件的移交。',
              en: 'Check that contracts, orders, tasks and documents are handed over.',
            },
            rule: 'R-030',
          },
        ],
        clauses: ['P1 §2.5.1'],
      },
    },
  },
  rules: [
    {
      id: 'supervisor-line',
      of: ['supervisor_id'],
      require: `supervisor_id == null or (supervisor_id != id
        and (supervisor.supervisor_id == null or supervisor.supervisor_id != id)
        and (supervisor.supervisor.supervisor_id == null or supervisor.supervisor.supervisor_id != id)
        and (supervisor.supervisor.supervisor.supervisor_id == null
          or supervisor.supervisor.supervisor.supervisor_id != id))`,
      at: 'supervisor_id',
      message: {
        zh: '员工不能成为自己的上级',
        en: 'Nobody may be above himself or herself',
      },
      clauses: ['P1 §3.3.2'],
    },
    {
      id: 'leave-after-hire',
      require: 'leave_date == null or leave_date >= hire_date',
      at: 'leave_date',
      message: {
        zh: '离职日期不能早于入职日期',
        en: 'The day of leaving may not be before the day of hiring',
      },
      clauses: ['P1 §3.1'],
    },
  ],
  access: employeesAccess,
  shares: [{ where: { id: '$me' }, confidential: true, clauses: ['P1 §3.4.1'] }],
  exists_from: 'hire_date',
  views: {
    list: {
      columns: [
        'employee_no',
        'name',
        'department_id',
        'position_id',
        'supervisor_id',
        'roles',
        'email',
        'state',
      ],
      filters: ['department_id', 'position_id', 'roles', 'state', 'is_contract_signatory'],
      presets: {
        active: { label: { zh: '在职', en: 'Active' }, filter: { state: 'active' } },
        my_team: {
          label: { zh: '我的下属', en: 'My team' },
          filter: { supervisor_id: '$me', state: 'active' },
        },
        signatories: {
          label: { zh: '合同签署人', en: 'Signatories' },
          filter: { is_contract_signatory: true, state: 'active' },
        },
        expiring_certificates: {
          label: { zh: '证书即将到期', en: 'Certificates expiring' },
          filter: {
            state: 'active',
            $some: {
              of: 'employee_certifications',
              by: 'employee_id',
              where: { expires_on: { $lte: '$today+60d' } },
            },
          },
        },
      },
      sort: ['employee_no', 'ASC'],
    },
    form: [
      {
        section: { zh: '基本信息', en: 'Basics' },
        fields: ['employee_no', 'name', 'email', 'mobile', 'hire_date', 'leave_date'],
      },
      {
        section: { zh: '组织与权限', en: 'Organisation and roles' },
        fields: [
          'department_id',
          'position_id',
          'supervisor_id',
          'roles',
          'is_pmc_member',
          'is_contract_signatory',
          'signing_limit',
        ],
      },
      {
        section: { zh: '薪酬', en: 'Pay' },
        fields: ['daily_wage', 'performance_pay_base', 'performance_pay_factor'],
      },
      { section: { zh: '资格证书', en: 'Certificates' }, fields: ['certifications'] },
    ],
    related: [
      { resource: 'employees', by: 'supervisor_id', label: { zh: '下属', en: 'Team' } },
      { resource: 'customers', by: 'owner_id' },
      { resource: 'work_goals', by: 'employee_id' },
    ],
  },
  analytics: {
    time: 'hire_date',
    dimensions: {
      department: { field: 'department_id' },
      position: { field: 'position_id' },
      family: { field: 'position.family', label: { zh: '序列', en: 'Family' } },
      state: { field: 'state' },
    },
    measures: {
      count: { agg: 'count', label: { zh: '人数', en: 'Headcount' }, format: 'integer' },
      active: {
        agg: 'count',
        where: { state: 'active' },
        label: { zh: '在职人数', en: 'Active employees' },
        format: 'integer',
      },
    },
  },
  sample: { count: 48 },
})
