/**
 * Reads a number as people type or paste it: `1,234.50`, `１２`, `¥ 30`, `(5)`, `12%`.
 *
 * Shape: null for nothing; what is not a number stays text, so that the form can say so.
 */
export const parseNumber = (typed: string): number | string | null => {
  const plain = typed.normalize('NFKC').replaceAll(/[\s,¥￥%]/g, '').replace(/^\((.*)\)$/, '-$1')
  if (plain === '') return null
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : typed
} // prettier-ignore

/** Writes a number with grouped thousands and all its decimals. */
export const plainNumber = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (typeof value !== 'number') return ''
  const [whole = '', decimals] = String(value).split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')
  return decimals === undefined ? grouped : `${grouped}.${decimals}`
}
