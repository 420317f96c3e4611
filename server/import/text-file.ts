import { delimiters, encodings, type Encoding } from '#model/language/import/recipe.ts'
import { refuseFile } from './table.ts'

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, i) => bytes[i] === byte)

/** Share of zero bytes at even or odd places: Latin text in UTF-16 has every other byte zero. */
const zeros = (bytes: Uint8Array, odd: 0 | 1): number => {
  const length = Math.min(bytes.length, 4000)
  let count = 0
  for (let i = odd; i < length; i += 2) if (bytes[i] === 0) count++
  return length === 0 ? 0 : (2 * count) / length
}

const decodeAs = (bytes: Uint8Array, encoding: Encoding): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const candidates = (bytes: Uint8Array): readonly Encoding[] => {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return ['utf-8']
  if (startsWith(bytes, 0xff, 0xfe)) return ['utf-16le']
  if (startsWith(bytes, 0xfe, 0xff)) return ['utf-16be']
  if (zeros(bytes, 1) > 0.3) return ['utf-16le']
  if (zeros(bytes, 0) > 0.3) return ['utf-16be']
  return ['utf-8', 'gb18030']
}

/**
 * Decodes a text file: by its byte order mark, else as UTF-16 when every other byte is zero, else as UTF-8, else
 * as GB18030 (what spreadsheets write in China).
 *
 * Errors: `ImportRefused` when the bytes are no text in any of these, or not in the one that is asked for.
 */
export const decodeText = (
  file: string,
  bytes: Uint8Array,
  asked?: Encoding,
): { readonly text: string; readonly encoding: Encoding } => {
  for (const encoding of asked ? [asked] : candidates(bytes)) {
    const text = decodeAs(bytes, encoding)
    if (text !== null && !text.includes('\u0000')) return { text, encoding }
  }
  const tried = asked ?? encodings.join(', ')
  throw refuseFile(
    file,
    `“${file}”不是可读的文本文件（${tried}）`,
    `"${file}" is no readable text (${tried})`,
  )
}

/** Counts a character outside quotes in each of the first lines that are not empty. */
const countsOf = (text: string, delimiter: string): readonly number[] => {
  const counts: number[] = []
  let count = 0
  let isQuoted = false
  let isEmpty = true
  const end = Math.min(text.length, 100_000)
  for (let i = 0; i < end && counts.length < 20; i++) {
    const character = text[i]
    if (character === '"') isQuoted = !isQuoted
    else if (character === '\n' && !isQuoted) {
      if (!isEmpty) counts.push(count)
      count = 0
      isEmpty = true
      continue
    } else if (character === delimiter && !isQuoted) count++
    if (character !== '\r') isEmpty = false
  }
  return isEmpty || counts.length === 20 ? counts : [...counts, count]
}

/** Finds the delimiter: the one that the first row has most often, and the next rows just as often. */
export const detectDelimiter = (text: string): string => {
  let best: { readonly delimiter: string; readonly score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const [first = 0, ...rest] = countsOf(text, delimiter)
    const same = rest.filter((count) => count === first).length
    const score = first * (1 + (rest.length === 0 ? 1 : same / rest.length) * 10)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
