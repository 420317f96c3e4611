/** Tells whether two wire values are the same; absent, null and empty text count as nothing. */
export const isSame = (a: unknown, b: unknown): boolean => {
  const left = a === undefined || a === '' ? null : a
  const right = b === undefined || b === '' ? null : b
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right) return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  const at = (value: object, key: string): unknown => Object.entries(value).find(([k]) => k === key)?.[1] // prettier-ignore
  return [...keys].every((key) => isSame(at(left, key), at(right, key)))
}

const system = new Set(['id', 'version', 'archived', 'state', 'created_at', 'created_by', 'updated_at', 'updated_by', '_warnings']) // prettier-ignore

/** Picks the fields that differ from what the edit began with; the system's own are left out. */
export const changesBetween = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(after)
      .filter(([name, value]) => !system.has(name) && !isSame(before[name], value))
      .map(([name, value]) => [name, value === undefined || value === '' ? null : value]),
  )
