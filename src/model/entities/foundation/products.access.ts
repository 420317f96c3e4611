import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on products. */
export const productsAccess = {
  executive: { read: 'all', decide: 'all', confidential: true, secret: true, export: true },
  dept_manager: {
    create: true,
    read: 'all',
    update: 'department',
    archive: 'department',
    decide: 'department',
    confidential: 'department',
    secret: 'department',
  },
  sales: { read: 'all' },
  marketing: { read: 'all' },
  service: { read: 'all' },
  operations: { read: 'all', update: 'all' },
  finance: { read: 'all', update: 'all', confidential: true, secret: true, export: true },
  project: { read: 'all', update: 'own', confidential: true, secret: true },
  risk_legal: { read: 'all' },
  hr: { read: 'all' },
  office: { read: 'all' },
  admin: { read: 'all' },
} as const satisfies Access
