import type { Entity } from './definition.ts'

const ownerFields = [
  'employee_id', 'rater_id', 'assignee_id', 'recipient_id', 'borrower_id', 'requester_id', 'responsible_id', 'editor_id',
] as const // prettier-ignore

/** Names the field of the record's owner: its own `owner_id`, else the person it is about, else the common owner. */
export const ownerFieldOf = (entity: Entity): string =>
  ['owner_id', ...ownerFields].find((name) => Object.hasOwn(entity.fields, name)) ?? 'owner_id'
