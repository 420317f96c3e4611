import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on appraisal cycles. */
export const appraisalCyclesAccess = {
  executive: { read: 'all', decide: 'all', confidential: true, export: true },
  dept_manager: { read: 'all' },
  sales: { read: 'all' },
  marketing: { read: 'all' },
  service: { read: 'all' },
  operations: { read: 'all' },
  finance: { read: 'all' },
  project: { read: 'all' },
  risk_legal: { read: 'all' },
  hr: { create: true, read: 'all', update: 'all', archive: 'own', decide: 'all' },
  office: { read: 'all' },
  admin: { read: 'all' },
} as const satisfies Access
