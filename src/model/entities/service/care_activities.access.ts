import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on care activities. */
export const careActivitiesAccess = {
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
  marketing: { create: true, read: 'all', update: 'own', archive: 'own' },
  service: { create: true, read: 'all', update: 'all', archive: 'own' },
  admin: { read: 'all' },
} as const satisfies Access
