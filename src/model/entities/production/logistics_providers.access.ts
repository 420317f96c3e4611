import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on logistics providers. */
export const logisticsProvidersAccess = {
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
  sales: { read: 'all' },
  service: { read: 'all' },
  operations: { create: true, read: 'all', update: 'all', archive: 'own' },
  finance: { read: 'all' },
  admin: { read: 'all' },
} as const satisfies Access
