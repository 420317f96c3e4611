import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on visits. */
export const visitsAccess = {
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
  marketing: { read: 'all' },
  service: { read: 'all' },
  admin: { read: 'all' },
} as const satisfies Access
