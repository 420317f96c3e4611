/** Ways to lay out the rows of a list. */
export type Arrangement = 'table' | 'board' | 'calendar'

const all: readonly Arrangement[] = ['table', 'board', 'calendar']

/** Reads an arrangement from an address; a table is the usual one. */
export const arrangementOf = (text: string | null): Arrangement =>
  all.find((one) => one === text) ?? 'table'

/** The arrangements that a list can be laid out in. */
export const arrangementsOf = (view: { readonly board: string | null; readonly calendar: string | null }): readonly Arrangement[] =>
  all.filter((one) => one === 'table' || view[one] !== null) // prettier-ignore

type Filter = Readonly<Record<string, unknown>>

/** A filter with one condition more; what it asks for stays. */
export const narrowed = (filter: Filter, condition: Filter): Filter => {
  const { $and: all, ...rest } = filter
  return { ...rest, $and: [...(Array.isArray(all) ? all : []), condition] }
}
