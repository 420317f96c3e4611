import type { Check } from './check-report.ts'
import type { Label } from './definition.ts'

/** Checks that a name is in snake case, or of another shape that its place asks for. */
export const checkName = (
  check: Check,
  name: string,
  at: string,
  shape: RegExp = /^[a-z][a-z0-9_]*$/,
): void => {
  if (!shape.test(name)) check.report('M001', at, { name })
}

/** Checks that a text stands there in both languages. */
export const checkLabel = (check: Check, label: unknown, at: string): void => {
  const texts = (typeof label === 'object' && label !== null ? label : {}) as Partial<Label>
  for (const language of ['zh', 'en'] as const)
    if (typeof texts[language] !== 'string' || texts[language].trim() === '')
      check.report('M004', at, { language: language === 'zh' ? '中文 (zh)' : 'English (en)' })
}

/** Checks that clauses are known; where some are due, that there are any. */
export const checkClauses = (
  check: Check,
  clauses: readonly string[] | undefined,
  at: string,
  due = false,
): void => {
  const known = new Set(check.model.clauses.map(({ id }) => id))
  if (due && (clauses ?? []).length === 0) check.report('M007', at)
  for (const name of clauses ?? []) if (!known.has(name)) check.report('M006', at, { name }, known)
}

/** Reports keys that mean nothing here: a slip would otherwise be passed over. */
export const checkKeys = (
  check: Check,
  definition: object,
  keys: readonly string[],
  at: string,
): void => {
  for (const name of Object.keys(definition))
    if (!keys.includes(name)) check.report('M095', `${at}.${name}`, { name }, keys)
}

/** Reports names that stand more than once. */
export const checkDistinct = (check: Check, names: readonly string[], at: string): void => {
  for (const [i, name] of names.entries())
    if (names.indexOf(name) < i) check.report('M002', `${at}.${name}`, { name })
}
