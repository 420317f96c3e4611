import type { Chance } from './example.ts'

type Place = { readonly pattern: string; at: number }

const digits = '0123456789'
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** How often a part without an upper bound is repeated at most beyond its lower one. */
const spare = 2

/**
 * Writes a text that a simple pattern accepts; null where the pattern says more than this understands.
 *
 * Understood: letters, `\d`, `.`, classes with ranges, groups, alternatives, `?`, `*`, `+`, `{n}`, `{n,m}`.
 *
 * @example textOfPattern('[A-Z]{2}-\\d{3}', chance) // 'NN-555'
 */
export const textOfPattern = (pattern: string, chance: Chance): string | null => {
  const place: Place = { pattern, at: 0 }
  const text = alternatives(place, chance)
  const isWhole = place.at === pattern.length && new RegExp(`^(?:${pattern})$`, 'u').test(text)
  return isWhole ? text : null
}

const alternatives = (place: Place, chance: Chance): string => {
  const found = [sequence(place, chance)]
  while (place.pattern[place.at] === '|') {
    place.at += 1
    found.push(sequence(place, chance))
  }
  return chance.pick(found)
}

const sequence = (place: Place, chance: Chance): string => {
  let text = ''
  while (place.at < place.pattern.length && !'|)'.includes(place.pattern[place.at] ?? ''))
    text += repeated(place, chance)
  return text
}

const repeated = (place: Place, chance: Chance): string => {
  const start = place.at
  const first = part(place, chance)
  const end = place.at
  const { low, high } = timesOf(place)
  const after = place.at
  const times = chance.whole(low, high)
  let text = times > 0 ? first : ''
  for (let i = 1; i < times; i++) {
    place.at = start
    text += part(place, chance)
  }
  place.at = after === end ? end : after
  return text
}

const timesOf = (place: Place): { readonly low: number; readonly high: number } => {
  const mark = place.pattern[place.at] ?? ''
  if ('?*+'.includes(mark) && mark !== '') {
    place.at += 1
    return mark === '?' ? { low: 0, high: 1 } : mark === '*' ? { low: 0, high: spare } : { low: 1, high: 1 + spare } // prettier-ignore
  }
  const counted = /^\{(\d+)(,(\d*))?\}/.exec(place.pattern.slice(place.at))
  if (!counted) return { low: 1, high: 1 }
  place.at += counted[0].length
  const low = Number(counted[1])
  if (counted[2] === undefined) return { low, high: low }
  return { low, high: counted[3] ? Number(counted[3]) : low + spare }
}

const part = (place: Place, chance: Chance): string => {
  const letter = place.pattern[place.at] ?? ''
  place.at += 1
  if (letter === '(') {
    if (place.pattern.startsWith('?:', place.at)) place.at += 2
    const text = alternatives(place, chance)
    place.at += 1
    return text
  }
  if (letter === '[') return chance.pick(classOf(place))
  if (letter === '.') return chance.pick([...upper])
  return letter === '\\' ? escaped(place, chance) : letter
}

const escaped = (place: Place, chance: Chance): string => {
  const letter = place.pattern[place.at] ?? ''
  place.at += 1
  return letter === 'd' ? chance.pick([...digits]) : letter
}

const range = (from: string, to: string): readonly string[] => {
  const [first, last] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0]
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, i) => String.fromCodePoint(first + i)) // prettier-ignore
}

const classOf = (place: Place): readonly string[] => {
  const end = place.pattern.indexOf(']', place.at)
  const text = place.pattern.slice(place.at, end < 0 ? undefined : end)
  place.at = end < 0 ? place.pattern.length : end + 1
  const found = [...text.replaceAll('\\d', '0-9').matchAll(/(.)-(.)|(.)/gu)]
  const letters = found.flatMap(([, from, to, one]) => (one ? [one] : range(from ?? '', to ?? '')))
  return letters.length > 0 ? letters : ['']
}
