import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on work reports. */
export const workReportsAccess = {
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
  marketing: { create: true, read: 'own', update: 'own', archive: 'own' },
  service: { create: true, read: 'own', update: 'own', archive: 'own' },
  operations: { create: true, read: 'own', update: 'own', archive: 'own' },
  finance: { create: true, read: 'own', update: 'own', archive: 'own' },
  project: { create: true, read: 'own', update: 'own', archive: 'own' },
  risk_legal: { create: true, read: 'own', update: 'own', archive: 'own' },
  hr: { read: 'all' },
  office: { create: true, read: 'own', update: 'own', archive: 'own' },
  admin: { read: 'all' },
  '*': { read: 'own', update: 'own' },
} as const satisfies Access
