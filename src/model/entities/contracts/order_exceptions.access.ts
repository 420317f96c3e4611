import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on order exceptions. */
export const orderExceptionsAccess = {
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
  sales: { create: true, read: 'own', update: 'own', archive: 'own' },
  service: { read: 'all' },
  operations: { create: true, read: 'all', update: 'all', archive: 'own' },
  finance: { read: 'all' },
  risk_legal: { read: 'all' },
  admin: { read: 'all' },
} as const satisfies Access
