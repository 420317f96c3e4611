import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on employees. */
export const employeesAccess = {
  executive: { read: 'all', decide: 'all', confidential: true, secret: true, export: true },
  dept_manager: { read: 'all', confidential: 'department' },
  sales: { read: 'all' },
  marketing: { read: 'all' },
  service: { read: 'all' },
  operations: { read: 'all' },
  finance: { read: 'all' },
  project: { read: 'all' },
  risk_legal: { read: 'all' },
  hr: {
    create: true,
    read: 'all',
    update: 'all',
    archive: 'all',
    decide: 'all',
    confidential: true,
    secret: true,
    export: true,
  },
  office: { read: 'all' },
  admin: { create: true, read: 'all', update: 'all', archive: 'own' },
} as const satisfies Access
