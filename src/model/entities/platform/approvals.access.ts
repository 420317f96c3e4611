import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on approvals, and of every employee on own rows. */
export const approvalsAccess = {
  '*': { read: 'own', update: 'own' },
  executive: { read: 'all', decide: 'all', confidential: true },
  dept_manager: { read: 'department', decide: 'department', confidential: 'department' },
  sales: { read: 'own', update: 'own' },
  marketing: { read: 'own', update: 'own' },
  service: { read: 'own', update: 'own' },
  operations: { read: 'own', update: 'own' },
  finance: { read: 'own', update: 'own' },
  project: { read: 'own', update: 'own' },
  risk_legal: { read: 'own', update: 'own' },
  hr: { read: 'own', update: 'own' },
  office: { read: 'own', update: 'own' },
  admin: { read: 'all' },
} as const satisfies Access
