import type { Label, Predicate, TextFormat } from './definition.ts'

const creditCodeLetters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

const isCreditCode = (text: string): boolean => {
  const digits = [...text].map((letter) => creditCodeLetters.indexOf(letter))
  if (digits.length !== 18 || digits.includes(-1)) return false
  const sum = digits.slice(0, 17).reduce((total, digit, i) => total + digit * (3 ** i % 31), 0)
  return digits[17] === (31 - (sum % 31)) % 31
}

/** Where a number that was kept comes from: the metric, its period, the records of each part on the day. */
export type Drill = {
  readonly metric: string
  readonly from: string
  readonly to: string
  readonly measured_at: string
  readonly parts: readonly {
    readonly resource: string
    readonly filter: Predicate
    readonly asOf?: string
  }[]
}

/** Reads a text of format `drill`; null for anything else. */
export const parseDrill = (text: string): Drill | null => {
  try {
    const value: unknown = JSON.parse(text)
    const isDrill = typeof value === 'object' && value !== null && 'metric' in value && 'parts' in value && Array.isArray(value.parts) // prettier-ignore
    return isDrill ? (value as Drill) : null // the parts that matter were looked at
  } catch {
    return null // not JSON
  }
}

const formats: Record<TextFormat, { check: (text: string) => boolean; message: Label }> = {
  credit_code: {
    check: isCreditCode,
    message: {
      zh: '应为 18 位统一社会信用代码，校验位须正确',
      en: 'must be an 18-character unified social credit code with a correct check digit',
    },
  },
  drill: {
    check: (text) => parseDrill(text) !== null,
    message: { zh: '应为取数依据', en: 'must tell where a number comes from' },
  },
}

/**
 * Checks a text against a named format.
 *
 * Source: `credit_code` is the Chinese national standard GB 32100-2015.
 *
 * @example formatProblem('credit_code', '91350100M000100Y43') // null
 */
export const formatProblem = (format: TextFormat, text: string): Label | null =>
  formats[format].check(text) ? null : formats[format].message
