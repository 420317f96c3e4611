import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on distributions, and of every employee on own rows. */
export const distributionsAccess = {
  '*': { read: 'own', update: 'own' },
  executive: { read: 'all' },
  dept_manager: { read: 'department', update: 'department' },
  sales: { read: 'own', update: 'own' },
  marketing: { read: 'own', update: 'own' },
  service: { read: 'own', update: 'own' },
  operations: { read: 'own', update: 'own' },
  finance: { read: 'own', update: 'own' },
  project: { read: 'own', update: 'own' },
  risk_legal: { read: 'own', update: 'own' },
  hr: { read: 'own', update: 'own' },
  office: { create: true, read: 'all', update: 'all', archive: 'own' },
  admin: { read: 'all' },
} as const satisfies Access
