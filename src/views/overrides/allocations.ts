import { Decimal } from '#model/language/decimal.ts'

/** A row of a payment's allocations, as it stands in the form. */
export type Allocation = Readonly<Record<string, unknown>>
type Owed = { readonly id: string; readonly [field: string]: unknown }

const amountOf = (value: unknown): Decimal =>
  typeof value === 'number' ? new Decimal(value) : new Decimal(0)

/** What is allocated to a receivable; null when nothing is. */
export const allocationOf = (rows: readonly Allocation[], receivable: string): unknown =>
  rows.find(({ receivable_id: id }) => id === receivable)?.amount ?? null

/** Changes one allocation; a row without an amount goes. */
export const withAllocation = (rows: readonly Allocation[], receivable: string, amount: unknown): readonly Allocation[] => {
  const isKnown = rows.some(({ receivable_id: id }) => id === receivable)
  if (amount === null) return rows.filter(({ receivable_id: id }) => id !== receivable)
  if (!isKnown) return [...rows, { receivable_id: receivable, amount }]
  return rows.map((row) => (row.receivable_id === receivable ? { ...row, amount } : row))
} // prettier-ignore

/** How much of a payment is allocated, and what is left; exact to the cent. */
export const allocatedOf = (amount: number, rows: readonly Allocation[]) => {
  const allocated = rows.reduce((sum, row) => sum.plus(amountOf(row.amount)), new Decimal(0))
  return {
    allocated: allocated.toNumber(),
    rest: new Decimal(amount).minus(allocated).toNumber(),
  }
}

/** Gives what is left to the receivables without an allocation, in their order, each up to its balance. */
export const spread = (amount: number, rows: readonly Allocation[], owed: readonly Owed[]): readonly Allocation[] => {
  let rest = new Decimal(allocatedOf(amount, rows).rest)
  const fresh = owed.flatMap(({ id, balance }) => {
    const share = Decimal.min(rest, amountOf(balance))
    if (share.lte(0) || allocationOf(rows, id) !== null) return []
    rest = rest.minus(share)
    return [{ receivable_id: id, amount: share.toNumber() }]
  })
  return [...rows, ...fresh]
} // prettier-ignore
