import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on contracts. */
export const contractsAccess = {
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
  marketing: { read: 'own' },
  service: { read: 'own' },
  operations: { read: 'all', decide: 'all' },
  finance: { read: 'all', update: 'all', decide: 'all', confidential: true, export: true },
  project: { read: 'own' },
  risk_legal: { read: 'all', update: 'all', decide: 'all', confidential: true, export: true },
  office: { read: 'all', update: 'all' },
  admin: { read: 'all' },
} as const satisfies Access
