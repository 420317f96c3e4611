/** Steps between two names: a letter more, less, other, or two that changed places. */
import type { Label } from './definition.ts'

const distance = (a: string, b: string): number => {
  let [before, row] = [[] as number[], Array.from({ length: b.length + 1 }, (_, i) => i)]
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? (before[j - 2] ?? 0) + 1 : Infinity
      const simple = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost)
      next.push(Math.min(simple, swapped))
    }
    ;[before, row] = [row, next]
  }
  return row[b.length] ?? 0
}

/** Finds the name that a wrong one most likely meant; null when none is near. */
export const nearest = (wrong: string, names: Iterable<string>): string | null => {
  const limit = Math.max(1, Math.floor(wrong.length / 3))
  let best: string | null = null
  let least = limit + 1
  for (const name of names) {
    const far = distance(wrong.toLowerCase(), name.toLowerCase())
    if (far < least) [best, least] = [name, far]
  }
  return best
}

/** Writes the same in both languages. */
export const suggestionLabel = (wrong: string, names: Iterable<string>): Label => {
  const name = nearest(wrong, names)
  return name === null
    ? { zh: '', en: '' }
    : { zh: `（是否想写“${name}”？）`, en: ` (did you mean "${name}"?)` }
}

/** Writes ` (did you mean "x"?)`, or nothing when no name is near. */
export const suggestion = (wrong: string, names: Iterable<string>): string => {
  const name = nearest(wrong, names)
  return name === null ? '' : ` (did you mean "${name}"?)`
}
