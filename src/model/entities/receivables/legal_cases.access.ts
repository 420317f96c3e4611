import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on legal cases. */
export const legalCasesAccess = {
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
  finance: { read: 'all', confidential: true },
  risk_legal: {
    create: true,
    read: 'all',
    update: 'all',
    archive: 'own',
    decide: 'all',
    confidential: true,
  },
  hr: { read: 'own' },
  admin: { read: 'all' },
} as const satisfies Access
