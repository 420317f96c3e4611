import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on orders. */
export const ordersAccess = {
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
  marketing: { read: 'department' },
  service: { read: 'all' },
  operations: { read: 'all', update: 'all', decide: 'all' },
  finance: { read: 'all', decide: 'all', confidential: true, export: true },
  admin: { read: 'all' },
} as const satisfies Access
