import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on receivables. */
export const receivablesAccess = {
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
  sales: { read: 'own', update: 'own', confidential: 'own' },
  finance: {
    create: true,
    read: 'all',
    update: 'all',
    archive: 'own',
    confidential: true,
    export: true,
  },
  risk_legal: { read: 'all', update: 'all', confidential: true },
  admin: { read: 'all' },
} as const satisfies Access
