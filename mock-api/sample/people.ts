import { add, at, serial, type Company, type SampleRow } from './rows.ts'

/** Founded long ago: the people and the catalogue are older than the two years of the story. */
const founded = '2021-03-01'

type DepartmentKey =
  | 'board' | 'sales' | 'sales_east' | 'sales_south' | 'sales_north' | 'marketing' | 'service' | 'production'
  | 'purchasing' | 'warehouse' | 'quality' | 'technology' | 'finance' | 'legal' | 'hr' // prettier-ignore

/** Code, name, kind, function, parent, reviews contracts, reviews orders, receives contract copies. */
const departments: Readonly<
  Record<
    DepartmentKey,
    readonly [string, string, string, string, DepartmentKey | null, boolean, boolean, boolean]
  >
> = {
  board: ['ZJB', '总经办', 'management', 'administration', null, false, false, false],
  sales: ['XS', '销售部', 'business', 'sales', 'board', false, false, false],
  sales_east: ['XSHD', '华东销售组', 'business', 'sales', 'sales', false, false, false],
  sales_south: ['XSHN', '华南销售组', 'business', 'sales', 'sales', false, false, false],
  sales_north: ['XSBF', '北方销售组', 'business', 'sales', 'sales', false, false, false],
  marketing: ['SC', '市场部', 'business', 'marketing', 'board', false, false, false],
  service: ['KF', '客服部', 'business', 'service', 'board', false, false, false],
  production: ['SCZ', '生产部', 'support', 'production', 'board', true, true, true],
  purchasing: ['CG', '采购部', 'support', 'purchasing', 'board', false, true, false],
  warehouse: ['CC', '仓储物流部', 'support', 'warehouse', 'board', false, true, true],
  quality: ['ZL', '质量部', 'support', 'quality', 'board', false, true, false],
  technology: ['JS', '技术研发部', 'support', 'rd', 'board', false, false, false],
  finance: ['CW', '财务部', 'support', 'finance', 'board', true, true, true],
  legal: ['FW', '法务风控部', 'support', 'legal', 'board', true, false, false],
  hr: ['RL', '人力资源部', 'support', 'hr', 'board', false, false, false],
}

type Post = readonly [
  name: string,
  department: DepartmentKey,
  position: string,
  roles: readonly string[],
]

/** The head of each department first. */
const posts: readonly Post[] = [
  ['陈国梁', 'board', '总经理', ['executive']],
  ['林静宜', 'board', '副总经理', ['executive']],
  ['方志诚', 'board', '综合管理主管', ['office', 'dept_manager']],
  ['许文档', 'board', '档案管理员', ['office']],
  ['马管理', 'board', '系统管理员', ['admin']],
  ['周敏华', 'sales', '销售总监', ['dept_manager']],
  ['李强', 'sales_east', '销售经理', ['dept_manager', 'sales']],
  ['王芳', 'sales_east', '业务员', ['sales']],
  ['陈晓东', 'sales_east', '业务员', ['sales']],
  ['赵倩', 'sales_east', '业务员', ['sales']],
  ['孙立新', 'sales_east', '业务员', ['sales']],
  ['钱慧敏', 'sales_south', '销售经理', ['dept_manager', 'sales']],
  ['吴建平', 'sales_south', '业务员', ['sales']],
  ['郑雨涵', 'sales_south', '业务员', ['sales']],
  ['冯凯', 'sales_south', '业务员', ['sales']],
  ['褚明辉', 'sales_south', '业务员', ['sales']],
  ['卫东升', 'sales_north', '销售经理', ['dept_manager', 'sales']],
  ['蒋欣怡', 'sales_north', '业务员', ['sales']],
  ['沈浩然', 'sales_north', '业务员', ['sales']],
  ['韩雪', 'sales_north', '业务员', ['sales']],
  ['杨帆', 'marketing', '市场经理', ['dept_manager', 'marketing']],
  ['朱琳', 'marketing', '市场专员', ['marketing']],
  ['秦思远', 'marketing', '渠道专员', ['marketing']],
  ['尤佳', 'service', '客服主管', ['dept_manager', 'service']],
  ['何婷婷', 'service', '客服专员', ['service']],
  ['吕晨', 'service', '客服专员', ['service']],
  ['施建军', 'production', '生产经理', ['dept_manager', 'operations']],
  ['张伟民', 'production', '计划员', ['operations']],
  ['孔祥瑞', 'production', '车间主任', ['operations']],
  ['曹志刚', 'production', '车间主任', ['operations']],
  ['严慧', 'production', '统计员', ['operations']],
  ['华志远', 'purchasing', '采购经理', ['dept_manager', 'operations']],
  ['金晶', 'purchasing', '采购员', ['operations']],
  ['魏大勇', 'warehouse', '仓储主管', ['dept_manager', 'operations']],
  ['陶然', 'warehouse', '跟单员', ['operations']],
  ['姜波', 'warehouse', '物流专员', ['operations']],
  ['戚少商', 'quality', '质量经理', ['dept_manager', 'operations']],
  ['谢敏', 'quality', '检验员', ['operations']],
  ['邹磊', 'quality', '检验员', ['operations']],
  ['喻建国', 'technology', '技术总监', ['dept_manager', 'project']],
  ['柏文涛', 'technology', '研发工程师', ['project']],
  ['水清', 'technology', '研发工程师', ['project']],
  ['窦志强', 'technology', '项目经理', ['project']],
  ['周敏', 'finance', '财务经理', ['dept_manager', 'finance']],
  ['章晓红', 'finance', '应收会计', ['finance']],
  ['云飞', 'finance', '出纳', ['finance']],
  ['苏文静', 'finance', '成本会计', ['finance']],
  ['潘律明', 'legal', '法务经理', ['dept_manager', 'risk_legal']],
  ['葛正', 'legal', '风控专员', ['risk_legal']],
  ['奚美玲', 'hr', '人力资源经理', ['dept_manager', 'hr']],
  ['范小雨', 'hr', '人事专员', ['hr']],
]

const families: Readonly<Record<DepartmentKey, string>> = {
  board: 'support', sales: 'sales', sales_east: 'sales', sales_south: 'sales', sales_north: 'sales', marketing: 'marketing',
  service: 'service', production: 'operations', purchasing: 'operations', warehouse: 'operations', quality: 'operations',
  technology: 'rd', finance: 'support', legal: 'support', hr: 'support',
} // prettier-ignore

export type Person = SampleRow & { readonly department: DepartmentKey }
export type People = {
  readonly all: readonly Person[]
  readonly department: Readonly<Record<string, string>>
  readonly headOf: (department: string) => Person
  /** Those who sell, with the region that they work in. */
  readonly sellers: readonly (Person & { readonly region: 'east' | 'south' | 'north' })[]
  readonly named: (name: string) => Person
}

const rankOf = (position: string): number =>
  /总经理|总监/.test(position) ? 8 : /经理|主管|主任/.test(position) ? 6 : 3

/** Makes departments, positions and people. */
export const makePeople = (company: Company): People => {
  const made = { at: at(company, founded, 9), by: null }
  const keys = Object.keys(departments) as DepartmentKey[] // keys of a literal table
  const ids = Object.fromEntries(keys.map((key) => [key, add(company, 'departments', {}, made).id]))
  const positions = makePositions(company, ids)
  const all = posts.map((post, i): Person => makePerson(company, post, i, ids, positions))
  const headOf = (key: string): Person => {
    const found = all.find((person) => person.department === key)
    if (!found) throw new RangeError(`nobody heads ${key}`)
    return found
  }
  fillDepartments(company, ids, headOf)
  fillPeople(company, all, headOf)
  const sellers = all
    .filter((person) => person.department.startsWith('sales_'))
    .map((person) => ({
      ...person,
      region: person.department.slice(6) as 'east' | 'south' | 'north',
    })) // the three groups above
  const named = (name: string) => all.find((person) => person.name === name) ?? headOf('board')
  return { all, department: ids, headOf, sellers, named }
}

const makePositions = (company: Company, ids: Readonly<Record<string, string>>) => {
  const titles = new Map<string, DepartmentKey>()
  for (const [, department, position] of posts)
    if (!titles.has(position)) titles.set(position, department)
  const rows = [...titles].map(([position, department], i) => {
    const values = {
      code: `GW${String(i + 1).padStart(2, '0')}`,
      name: position,
      department_id: ids[department],
      family: families[department],
      rank: rankOf(position),
      duties: `${position}岗位职责：按制度完成本岗位工作，及时反馈，保守秘密。`,
    }
    return [
      position,
      add(company, 'positions', values, { at: at(company, founded, 9), by: null }).id,
    ] as const
  })
  return new Map(rows)
}

const makePerson = (
  company: Company,
  [name, department, position, roles]: Post,
  i: number,
  ids: Readonly<Record<string, string>>,
  positions: ReadonlyMap<string, string>,
): Person => {
  const hired = `${2021 + (i % 4)}-0${1 + (i % 8)}-${String(3 + ((i * 7) % 25)).padStart(2, '0')}`
  const signs = roles.includes('executive') || ['销售总监', '销售经理'].includes(position)
  const row = add(
    company,
    'employees',
    {
      employee_no: serial(company, 'employees', 'employee_no', hired),
      name,
      department_id: ids[department],
      position_id: positions.get(position),
      roles,
      is_pmc_member: roles.includes('executive'),
      is_contract_signatory: signs,
      signing_limit: signs ? (roles.includes('executive') ? 50_000_000 : 2_000_000) : null,
      hire_date: hired,
      email: `user${String(i + 1).padStart(2, '0')}@huacheng.example`,
      mobile: `139${String(10_000_000 + i * 137_911).slice(-8)}`,
      daily_wage: 220 + rankOf(position) * 60,
      performance_pay_base: 1_000 + rankOf(position) * 500,
      performance_pay_factor: 1,
    },
    { at: at(company, founded, 9), by: null },
  )
  return { ...row, department }
}

type Mutable = Record<string, unknown>

/** Departments and their heads point to each other: filled in once both are there. */
const fillDepartments = (
  company: Company,
  ids: Readonly<Record<string, string>>,
  headOf: (key: string) => Person,
) => {
  for (const [key, [code, name, kind, role, parent, contracts, orders, copies]] of Object.entries(
    departments,
  )) {
    const row = company.rows.get('departments')?.find((one) => one.id === ids[key])
    if (!row) continue
    Object.assign(row as Mutable, {
      code, name, kind, function: role, parent_id: parent && ids[parent], manager_id: headOf(key).id,
      reviews_contracts: contracts, reviews_orders: orders, receives_contract_copy: copies,
      owner_id: headOf(key).id, department_id: row.id,
    }) // prettier-ignore
  }
}

const fillPeople = (company: Company, all: readonly Person[], headOf: (key: string) => Person) => {
  const boss = headOf('board')
  for (const person of all) {
    const head = headOf(person.department)
    const above = departments[person.department][4]
    const supervisor = person.id !== head.id ? head : above ? headOf(above) : null
    const row = company.rows.get('employees')?.find((one) => one.id === person.id)
    if (!row) continue
    const supervisor_id = person.id === boss.id ? null : (supervisor ?? boss).id
    Object.assign(row as Mutable, { supervisor_id, owner_id: person.id })
  }
}
