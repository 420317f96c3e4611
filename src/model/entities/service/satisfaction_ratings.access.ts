import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on satisfaction ratings. */
export const satisfactionRatingsAccess = {
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
  marketing: { read: 'all' },
  service: { create: true, read: 'all', archive: 'own' },
  project: { read: 'own' },
  hr: { read: 'all' },
  admin: { read: 'all' },
} as const satisfies Access
