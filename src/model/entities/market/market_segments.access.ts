import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on market segments. */
export const marketSegmentsAccess = {
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
  marketing: { create: true, read: 'all', update: 'all', archive: 'own' },
  admin: { read: 'all' },
} as const satisfies Access
