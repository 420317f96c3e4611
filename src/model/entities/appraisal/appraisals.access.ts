import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on appraisal sheets. */
export const appraisalsAccess = {
  executive: { read: 'all', decide: 'all', confidential: true, export: true },
  dept_manager: {
    read: 'department',
    update: 'department',
    decide: 'department',
    confidential: 'department',
  },
  sales: { read: 'own', update: 'own' },
  marketing: { read: 'own', update: 'own' },
  service: { read: 'own', update: 'own' },
  operations: { read: 'own', update: 'own' },
  finance: { read: 'own', update: 'own' },
  project: { read: 'own', update: 'own' },
  risk_legal: { read: 'own', update: 'own' },
  hr: {
    create: true,
    read: 'all',
    update: 'all',
    archive: 'own',
    decide: 'all',
    confidential: true,
    export: true,
  },
  office: { read: 'own', update: 'own' },
  '*': { read: 'own', update: 'own' },
} as const satisfies Access
