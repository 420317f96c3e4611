import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on work goals. */
export const workGoalsAccess = {
  executive: {
    create: true,
    read: 'all',
    update: 'own',
    decide: 'all',
    confidential: true,
    export: true,
  },
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
  marketing: { read: 'own' },
  service: { read: 'own' },
  operations: { read: 'own' },
  finance: { read: 'all' },
  project: { read: 'own' },
  risk_legal: { read: 'own' },
  hr: { read: 'all' },
  office: { read: 'own' },
  admin: { read: 'all' },
} as const satisfies Access
