import type { Access, Share } from '../../language/definition.ts'
import { sharedForReview } from '../../sharing.ts'

const own = { create: true, read: 'own', update: 'own', archive: 'own' } as const

/** Rights of the twelve roles on projects. */
export const projectsAccess = {
  executive: { read: 'all', decide: 'all', confidential: true, export: true },
  dept_manager: {
    create: true,
    read: 'department',
    update: 'department',
    archive: 'department',
    decide: 'department',
    confidential: 'department',
    export: true,
  },
  sales: { read: 'own' },
  marketing: own,
  service: { read: 'own' },
  operations: { read: 'own' },
  finance: { read: 'all', confidential: true },
  project: own,
  risk_legal: { read: 'all' },
  hr: { read: 'own' },
  office: own,
  admin: { read: 'all' },
} as const satisfies Access

/** The committee decides on it, the department that asked for it accepts it, the project office watches it, the team works on it. */
export const projectsShares: readonly Share[] = [
  sharedForReview,
  {
    where: {
      state: { $nin: ['closed', 'rejected', 'cancelled'] },
      'requesting_department.manager_id': '$me',
    },
    confidential: true,
    acts: true,
    clauses: ['P0 §2.4.1', 'P0 §2.4.4'],
  },
  {
    where: { $some: { of: 'departments', by: 'function=overseer', where: { manager_id: '$me' } } },
    confidential: true,
    clauses: ['P0 §2.4.3'],
  },
  {
    where: { $some: { of: 'project_members', by: 'project_id', where: { employee_id: '$me' } } },
    clauses: ['P2 §2.2.1'],
  },
]
