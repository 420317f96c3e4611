import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on channel partners. */
export const channelPartnersAccess = {
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
  sales: { read: 'department' },
  marketing: { create: true, read: 'all', update: 'own', archive: 'own', confidential: 'own' },
  finance: { read: 'all' },
  risk_legal: { read: 'all', confidential: true },
  admin: { read: 'all' },
} as const satisfies Access
