import type { Label } from './definition.ts'

const creditCodeLetters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

const isCreditCode = (text: string): boolean => {
  const digits = [...text].map((letter) => creditCodeLetters.indexOf(letter))
  if (digits.length !== 18 || digits.includes(-1)) return false
  const sum = digits.slice(0, 17).reduce((total, digit, i) => total + digit * (3 ** i % 31), 0)
  return digits[17] === (31 - (sum % 31)) % 31
}

const formats: Record<'credit_code', { check: (text: string) => boolean; message: Label }> = {
  credit_code: {
    check: isCreditCode,
    message: {
      zh: '应为 18 位统一社会信用代码，校验位须正确',
      en: 'must be an 18-character unified social credit code with a correct check digit',
    },
  },
}

/**
 * Checks a text against a named format.
 *
 * Source: `credit_code` is the Chinese national standard GB 32100-2015.
 *
 * @example formatProblem('credit_code', '91350100M000100Y43') // null
 */
export const formatProblem = (format: 'credit_code', text: string): Label | null =>
  formats[format].check(text) ? null : formats[format].message
