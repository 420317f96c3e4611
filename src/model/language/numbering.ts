/** What a serial pattern is filled with: the company's day, and values of the record by path. */
export type SerialParts = {
  /** Local day, `YYYY-MM-DD`. */
  readonly day: string
  readonly values?: Readonly<Record<string, unknown>>
}

type Part =
  | { readonly k: 'text'; readonly text: string }
  | { readonly k: 'date'; readonly length: number }
  | { readonly k: 'seq'; readonly digits: number }
  | { readonly k: 'path'; readonly path: string }

const dates: Readonly<Record<string, number>> = { yyyy: 4, yyyymm: 6, yyyymmdd: 8 }

/** Reads a pattern such as `HT-{yyyy}-{department.code}-{seq4}`. */
export const parseSerial = (pattern: string): readonly Part[] =>
  pattern
    .split(/(\{[^{}]*\})/)
    .filter((piece) => piece !== '')
    .map((piece): Part => {
      if (!piece.startsWith('{') || !piece.endsWith('}')) return { k: 'text', text: piece }
      const name = piece.slice(1, -1)
      const length = dates[name]
      if (length !== undefined) return { k: 'date', length }
      const seq = /^seq(\d*)$/.exec(name)
      return seq ? { k: 'seq', digits: Number(seq[1] || 1) } : { k: 'path', path: name }
    })

/** Paths of the record that a pattern needs. */
export const serialPaths = (pattern: string): string[] =>
  parseSerial(pattern).flatMap((part) => (part.k === 'path' ? [part.path] : []))

/**
 * Names the counter of a number: the pattern filled in but for its sequence. Numbers count up within one
 * prefix, so a new year, month or department starts at 1.
 *
 * @example serialPrefix('YS-{yyyymm}-{seq5}', { day: '2026-11-22' }) // 'YS-202611-{seq}'
 */
export const serialPrefix = (pattern: string, parts: SerialParts): string =>
  fill(pattern, parts, () => '{seq}')

/**
 * Writes a number. A sequence longer than its digits keeps all of them; an empty value of the record leaves nothing.
 *
 * @example renderSerial('YS-{yyyymm}-{seq5}', { day: '2026-11-22' }, 7) // 'YS-202611-00007'
 */
export const renderSerial = (pattern: string, parts: SerialParts, seq: number): string =>
  fill(pattern, parts, (digits) => String(seq).padStart(digits, '0'))

const fill = (pattern: string, parts: SerialParts, seq: (digits: number) => string): string =>
  parseSerial(pattern)
    .map((part) => {
      if (part.k === 'text') return part.text
      if (part.k === 'date') return parts.day.replaceAll('-', '').slice(0, part.length)
      if (part.k === 'seq') return seq(part.digits)
      return String(parts.values?.[part.path] ?? '')
    })
    .join('')
