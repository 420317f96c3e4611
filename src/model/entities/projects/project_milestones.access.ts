import type { Access, Share } from '../../language/definition.ts'

const own = { create: true, read: 'own', update: 'own', archive: 'own' } as const

/** Rights of the twelve roles on milestones. */
export const projectMilestonesAccess = {
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
  operations: { read: 'own' },
  finance: { read: 'own' },
  project: own,
  admin: { read: 'all' },
} as const satisfies Access

/** The department that asked for the project and the project office follow its milestones. */
export const projectMilestonesShares: readonly Share[] = [
  {
    where: {
      'project.state': { $nin: ['closed', 'rejected', 'cancelled'] },
      'project.requesting_department.manager_id': '$me',
    },
    clauses: ['P0 §2.4.4'],
  },
  {
    where: {
      $some: { of: 'departments', by: 'function=project.overseer', where: { manager_id: '$me' } },
    },
    clauses: ['P0 §2.4.3'],
  },
]
