import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on personnel actions. */
export const personnelActionsAccess = {
  executive: { read: 'all', decide: 'all', confidential: true, export: true },
  dept_manager: {
    create: true,
    read: 'department',
    update: 'own',
    archive: 'department',
    confidential: 'department',
  },
  sales: { read: 'own' },
  marketing: { read: 'own' },
  service: { read: 'own' },
  operations: { read: 'own' },
  finance: { read: 'own' },
  project: { read: 'own' },
  risk_legal: { read: 'own' },
  hr: {
    create: true,
    read: 'all',
    update: 'all',
    archive: 'own',
    decide: 'all',
    confidential: true,
    export: true,
  },
  office: { read: 'own' },
} as const satisfies Access
