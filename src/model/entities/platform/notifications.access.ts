import type { Access } from '../../language/definition.ts'

/** Rights of the twelve roles on notifications, and of every employee on own rows. */
export const notificationsAccess = {
  '*': { read: 'own', update: 'own' },
  executive: { read: 'own', update: 'own' },
  dept_manager: { read: 'own', update: 'own' },
  sales: { read: 'own', update: 'own' },
  marketing: { read: 'own', update: 'own' },
  service: { read: 'own', update: 'own' },
  operations: { read: 'own', update: 'own' },
  finance: { read: 'own', update: 'own' },
  project: { read: 'own', update: 'own' },
  risk_legal: { read: 'own', update: 'own' },
  hr: { read: 'own', update: 'own' },
  office: { read: 'own', update: 'own' },
  admin: { read: 'own', update: 'own' },
} as const satisfies Access
