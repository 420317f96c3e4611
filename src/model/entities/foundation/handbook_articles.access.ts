import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on handbook articles. */
export const handbookArticlesAccess = {
  executive: { read: 'all', decide: 'all' },
  dept_manager: { read: 'all' },
  sales: { read: 'all' },
  marketing: { read: 'all' },
  service: { read: 'all' },
  operations: { read: 'all' },
  finance: { read: 'all' },
  project: { read: 'all' },
  risk_legal: { read: 'all' },
  hr: { read: 'all' },
  office: { create: true, read: 'all', update: 'all', archive: 'all' },
  admin: { read: 'all' },
} as const satisfies Access
