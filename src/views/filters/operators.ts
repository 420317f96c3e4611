/** Reads one operator of a field's condition. */
export const operatorOf = (value: unknown, operator: string): unknown =>
  typeof value === 'object' && value && !Array.isArray(value)
    ? Object.entries(value).find(([key]) => key === operator)?.[1]
    : undefined

/** Changes one operator of a condition; a condition without any is undefined. */
export const withOperator = (value: unknown, operator: string, operand: unknown): unknown => {
  const kept =
    typeof value === 'object' && value && !Array.isArray(value)
      ? Object.entries(value).filter(([key]) => key !== operator && key !== '$null')
      : []
  const next = operand === undefined || operand === '' ? kept : [...kept, [operator, operand]]
  return next.length > 0 ? Object.fromEntries(next) : undefined
}

/** Reads a condition as a list of alternatives. */
export const choicesOf = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.map(String)
  const listed = operatorOf(value, '$in')
  if (Array.isArray(listed)) return listed.map(String)
  return typeof value === 'string' ? [value] : []
}
