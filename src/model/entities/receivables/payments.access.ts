import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on payments. */
export const paymentsAccess = {
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
  sales: { read: 'own', confidential: 'own' },
  finance: {
    create: true,
    read: 'all',
    update: 'all',
    archive: 'own',
    decide: 'all',
    confidential: true,
    export: true,
  },
  admin: { read: 'all' },
} as const satisfies Access
