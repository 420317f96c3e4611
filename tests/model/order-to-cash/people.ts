import type { Principal } from '../../../server/engine/service.ts'
import { actor } from '../../server/engine/company.ts'

const id = (kind: number, n: number): string =>
  `0000000${kind}-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Departments of the test company: what they do and which switches are on. */
export const departments = {
  board: { id: id(1, 1), code: 'GM', name: '总经理室', kind: 'management', function: 'administration' },
  sales: { id: id(1, 2), code: 'XS', name: '销售部', kind: 'business', function: 'sales' },
  finance: { id: id(1, 3), code: 'CW', name: '财务部', kind: 'support', function: 'finance', reviews_orders: true, receives_contract_copy: true },
  legal: { id: id(1, 4), code: 'FW', name: '法务部', kind: 'support', function: 'legal' },
  production: { id: id(1, 5), code: 'SC', name: '生产部', kind: 'business', function: 'production', reviews_contracts: true, reviews_orders: true, receives_contract_copy: true },
  warehouse: { id: id(1, 6), code: 'CK', name: '仓储部', kind: 'support', function: 'warehouse', receives_contract_copy: true },
} as const // prettier-ignore

type Person = {
  readonly id: string
  readonly name: string
  readonly department: keyof typeof departments
  readonly roles: readonly string[]
  readonly heads?: true
  readonly supervisor?: string
  readonly signing_limit?: number
}

/** People of the test company. */
export const people = {
  boss: { id: id(2, 1), name: '郑总', department: 'board', roles: ['executive'], heads: true, signing_limit: 10000000 },
  head: { id: id(2, 2), name: '王经理', department: 'sales', roles: ['dept_manager'], heads: true, supervisor: id(2, 1) },
  seller: { id: id(2, 3), name: '李业务', department: 'sales', roles: ['sales'], supervisor: id(2, 2) },
  other: { id: id(2, 4), name: '赵业务', department: 'sales', roles: ['sales'], supervisor: id(2, 2) },
  signatory: { id: id(2, 5), name: '陈副总', department: 'sales', roles: ['sales'], signing_limit: 500000 },
  finance: { id: id(2, 6), name: '钱财务', department: 'finance', roles: ['finance', 'dept_manager'], heads: true },
  clerk: { id: id(2, 7), name: '孙出纳', department: 'finance', roles: ['finance'] },
  legal: { id: id(2, 8), name: '周法务', department: 'legal', roles: ['risk_legal'], heads: true },
  maker: { id: id(2, 9), name: '吴厂长', department: 'production', roles: ['operations'], heads: true },
  store: { id: id(2, 10), name: '冯仓管', department: 'warehouse', roles: ['operations'], heads: true },
  office: { id: id(2, 11), name: '何档案', department: 'board', roles: ['office'] },
  service: { id: id(2, 12), name: '吕客服', department: 'sales', roles: ['service'] },
  hr: { id: id(2, 13), name: '沈人事', department: 'board', roles: ['hr'] },
} as const satisfies Record<string, Person> // prettier-ignore

export type PersonName = keyof typeof people

/** Somebody as the service sees a person who is signed in. */
export const as = (name: PersonName): Principal => {
  const person = people[name]
  const department = departments[person.department].id
  const all = name === 'boss' ? Object.values(departments).map((each) => each.id) : [department]
  return actor(person.id, person.roles, { departments: all, department })
}
