import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on customers. */
export const customersAccess = {
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
  sales: { create: true, read: 'own', update: 'own', archive: 'own', confidential: 'own' },
  marketing: { read: 'all' },
  service: { read: 'all', update: 'all', confidential: true },
  operations: { read: 'all' },
  finance: { read: 'all', update: 'all', confidential: true, export: true },
  project: { read: 'own' },
  risk_legal: { read: 'all', confidential: true },
  admin: { read: 'all' },
} as const satisfies Access
