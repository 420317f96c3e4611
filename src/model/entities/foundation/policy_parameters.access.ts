import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on policy parameters. */
export const policyParametersAccess = {
  executive: { read: 'all', decide: 'all', export: true },
  dept_manager: { read: 'all' },
  sales: { read: 'all' },
  marketing: { read: 'all' },
  service: { read: 'all' },
  operations: { read: 'all' },
  finance: { read: 'all' },
  project: { read: 'all' },
  risk_legal: { read: 'all' },
  hr: { read: 'all' },
  office: { read: 'all' },
  admin: { create: true, read: 'all', update: 'all', archive: 'own', export: true },
} as const satisfies Access
