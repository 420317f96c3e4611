/** A record that was opened lately. */
export type Recent = { readonly resource: string; readonly id: string; readonly title: string }

const kept = 12

/** Puts a record on top of those opened lately. */
export const recallRecord = (before: readonly Recent[], recent: Recent): readonly Recent[] => [
  recent,
  ...before.filter(({ id }) => id !== recent.id).slice(0, kept - 1),
]
