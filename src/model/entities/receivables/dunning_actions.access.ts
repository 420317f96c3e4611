import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on dunning actions. */
export const dunningActionsAccess = {
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
  finance: { create: true, read: 'all', update: 'all', archive: 'own', confidential: true },
  risk_legal: { read: 'all', confidential: true },
  admin: { read: 'all' },
} as const satisfies Access
