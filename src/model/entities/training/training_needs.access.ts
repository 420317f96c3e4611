import type { Access } from '../../language/definition.ts'

const own = { create: true, read: 'own', update: 'own', archive: 'own' } as const

/** Rights of the twelve roles on training needs. */
export const trainingNeedsAccess = {
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
  sales: own,
  marketing: own,
  service: own,
  operations: own,
  finance: own,
  project: own,
  risk_legal: own,
  hr: { create: true, read: 'all', update: 'all', archive: 'own', decide: 'all' },
  office: own,
  admin: { read: 'all' },
} as const satisfies Access
