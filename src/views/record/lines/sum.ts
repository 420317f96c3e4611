const scale = 6n
const factor = 10n ** scale

/** Reads a JSON number as an integer of millionths, so that sums are exact. */
const toMillionths = (value: unknown): bigint => {
  const number = typeof value === 'string' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) return 0n
  const [whole = '0', decimals = ''] = Math.abs(number).toFixed(Number(scale)).split('.')
  const amount = BigInt(whole) * factor + BigInt(decimals.padEnd(Number(scale), '0'))
  return number < 0 ? -amount : amount
}

/** Adds one field of all rows of a record; exact to six decimals. */
export const sumOf = (rows: readonly Readonly<Record<string, unknown>>[], field: string): number => {
  const sum = rows.reduce((total, row) => total + toMillionths(row[field]), 0n)
  const sign = sum < 0n ? '-' : ''
  const size = sum < 0n ? -sum : sum
  return Number(`${sign}${size / factor}.${String(size % factor).padStart(Number(scale), '0')}`)
} // prettier-ignore
