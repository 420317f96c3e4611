import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on metric definitions. */
export const metricDefinitionsAccess = {
  executive: { read: 'all', decide: 'all', confidential: true, export: true },
  dept_manager: { create: true, read: 'all', update: 'own', archive: 'department' },
  sales: { read: 'all' },
  marketing: { read: 'all' },
  service: { read: 'all' },
  operations: { read: 'all' },
  finance: { read: 'all' },
  project: { read: 'all' },
  risk_legal: { read: 'all' },
  hr: { read: 'all' },
  office: { read: 'all' },
  admin: { create: true, read: 'all', update: 'all', archive: 'own' },
} as const satisfies Access
