import type { Access, Share } from '../../language/definition.ts'

const own = { create: true, read: 'own', update: 'own', archive: 'own' } as const

/** Rights of the twelve roles on collaboration requests. */
export const collaborationRequestsAccess = {
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
  finance: own,
  project: own,
  risk_legal: own,
  hr: own,
  office: { create: true, read: 'all', update: 'all', archive: 'own', decide: 'all' },
  admin: { read: 'all' },
  '*': { read: 'own', update: 'own' },
} as const satisfies Access

/** The head of the supporting department reads the request and takes the steps of a head until it is over. */
export const sharedWithSupport: Share = {
  where: {
    state: { $nin: ['accepted', 'declined'] },
    'supporting_department.manager_id': '$me',
  },
  confidential: true,
  acts: true,
  clauses: ['P2 §4.2.2', 'P2 §3.3.2'],
}
