import type { Access } from '../../language/definition.ts'

const own = { create: true, read: 'own', update: 'own', archive: 'own' } as const

/** Rights of the twelve roles on innovation proposals. */
export const innovationProposalsAccess = {
  executive: { read: 'all', decide: 'all', confidential: true, export: true },
  dept_manager: {
    create: true,
    read: 'department',
    update: 'department',
    archive: 'department',
    decide: 'department',
    confidential: 'department',
    export: true,
  },
  sales: own,
  marketing: own,
  service: own,
  operations: own,
  finance: { read: 'all', confidential: true },
  project: own,
  risk_legal: own,
  hr: { read: 'all' },
  office: own,
  admin: { read: 'all' },
  '*': { read: 'own', update: 'own' },
} as const satisfies Access
