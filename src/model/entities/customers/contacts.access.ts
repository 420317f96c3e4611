import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on contacts. */
export const contactsAccess = {
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
  marketing: { read: 'all' },
  service: { create: true, read: 'all', update: 'own', archive: 'own', confidential: true },
  operations: { read: 'own' },
  finance: { read: 'all' },
  project: { read: 'own' },
  admin: { read: 'all' },
} as const satisfies Access
