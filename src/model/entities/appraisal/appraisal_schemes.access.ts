import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on appraisal schemes. */
export const appraisalSchemesAccess = {
  executive: { read: 'all', decide: 'all', confidential: true, export: true },
  dept_manager: {
    create: true,
    read: 'department',
    update: 'own',
    archive: 'department',
    decide: 'department',
  },
  sales: { read: 'own' },
  marketing: { read: 'own' },
  service: { read: 'own' },
  operations: { read: 'own' },
  finance: { read: 'own' },
  project: { read: 'own' },
  risk_legal: { read: 'own' },
  hr: { create: true, read: 'all', update: 'all', archive: 'own' },
  office: { read: 'own' },
  admin: { read: 'all' },
} as const satisfies Access
