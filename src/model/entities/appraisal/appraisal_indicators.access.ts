import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on the library of indicators. */
export const appraisalIndicatorsAccess = {
  executive: { read: 'all', decide: 'all', confidential: true, export: true },
  dept_manager: { create: true, read: 'all', update: 'own', archive: 'department' },
  sales: { read: 'all' },
  marketing: { read: 'all' },
  service: { read: 'all' },
  operations: { read: 'all' },
  finance: { read: 'all' },
  project: { read: 'all' },
  risk_legal: { read: 'all' },
  hr: { create: true, read: 'all', update: 'all', archive: 'all' },
  office: { read: 'all' },
  admin: { read: 'all' },
} as const satisfies Access
