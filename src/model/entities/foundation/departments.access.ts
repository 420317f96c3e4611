import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on departments. */
export const departmentsAccess = {
  executive: { read: 'all', decide: 'all', export: true },
  dept_manager: { read: 'all' },
  sales: { read: 'all' },
  marketing: { read: 'all' },
  service: { read: 'all' },
  operations: { read: 'all' },
  finance: { read: 'all' },
  project: { read: 'all' },
  risk_legal: { read: 'all' },
  hr: { create: true, read: 'all', update: 'all', archive: 'all' },
  office: { read: 'all' },
  admin: { create: true, read: 'all', update: 'all', archive: 'all', export: true },
} as const satisfies Access
