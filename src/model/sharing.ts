import type { Share } from './language/definition.ts'

/** Whoever is asked to review a record reads it with its confidential fields and takes the steps of the role. */
export const sharedForReview: Share = {
  where: {
    $some: {
      of: 'approvals',
      by: 'target',
      where: {
        $or: [{ assignee_id: '$me' }, { delegated_from_id: '$me' }],
        state: { $ne: 'void' },
      },
    },
  },
  confidential: true,
  acts: true,
  clauses: ['P0 §2.2.3', 'P2 §3.1.4'],
}

/** Whoever received a copy of a record reads it. */
export const sharedByCopy: Share = {
  where: { $some: { of: 'distributions', by: 'target', where: { recipient_id: '$me' } } },
  clauses: ['P0 §2.2.3'],
}
