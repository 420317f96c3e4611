import { pinyin } from 'pinyin-pro'
import type { Field } from './definition.ts'
import type { Resource } from './resources.ts'
import { fold } from './search.ts'

const han = /\p{Script=Han}/u

type Syllable = { readonly origin: string; readonly pinyin: string; readonly isZh: boolean }

let last: { readonly text: string; readonly syllables: readonly Syllable[] } | undefined

/** Spells a text; the last one is kept, as a row asks for its sort key and for its search text. */
const syllablesOf = (text: string): readonly Syllable[] => {
  if (last?.text !== text)
    last = { text, syllables: pinyin(text, { type: 'all', toneType: 'num' }) }
  return last.syllables
}

const tokensOf = (text: string): readonly string[] => {
  const folded = fold(text)
  if (!han.test(folded)) return [folded]
  const syllables = syllablesOf(folded)
  const spelled = syllables.map((s) => (s.isZh ? s.pinyin.replace(/\d$/, '') : s.origin))
  const initials = syllables.map((s) => (s.isZh ? s.pinyin.slice(0, 1) : s.origin))
  return [folded, spelled.join(''), initials.join('')]
}

/**
 * Builds the text in which `q` looks for its terms: every text folded, and Chinese also in pinyin and initials.
 *
 * @example searchText(['张三']) // '张三\nzhangsan\nzs'
 */
export const searchText = (texts: readonly unknown[]): string =>
  texts
    .filter((text): text is string => typeof text === 'string' && text !== '')
    .flatMap(tokensOf)
    .join('\n')

/** Lists the distinct pairs of neighbouring characters of every word: the index key of a search text. */
export const bigrams = (text: string): readonly string[] => {
  const pairs = new Set<string>()
  for (const word of text.split(/\s+/)) {
    const characters = [...word]
    for (let i = 1; i < characters.length; i++) pairs.add(`${characters[i - 1]}${characters[i]}`)
  }
  return [...pairs]
}

/**
 * Builds the key by which a Chinese text sorts in pinyin order under code-point comparison.
 *
 * Latin letters and digits come before Chinese; equal syllables are ordered by tone, then by character.
 * @example ['张', '阿', 'B'].sort by sortKey // B, 阿, 张
 */
export const sortKey = (text: string): string => {
  const folded = fold(text)
  if (!han.test(folded)) return folded
  return syllablesOf(folded)
    .map((s) => (s.isZh ? `|${s.pinyin}${s.origin}` : s.origin))
    .join('')
}

const searchable = new Set<Field['type']>([
  'text',
  'longtext',
  'email',
  'phone',
  'url',
  'serial',
  'tags',
])
const isOpen = (field: Field): boolean => !field.confidential && !field.secret
const isPlain = (field: Field): boolean =>
  field.formula === undefined && field.rollup === undefined && field.metric === undefined

/** Keeps what is found of a resource: every written row asks. */
const onceFor = <T>(find: (resource: Resource) => T): ((resource: Resource) => T) => {
  const found = new WeakMap<Resource, T>()
  return (resource) => {
    const known = found.get(resource) ?? find(resource)
    found.set(resource, known)
    return known
  }
}

const titleNames = (resource: Resource): readonly string[] => {
  const template = resource.kind === 'lines' ? '' : resource.entity.title
  return [...template.matchAll(/\{([a-z0-9_]+)\}/g)].flatMap((match) => match[1] ?? [])
}

/** Lists the fields that `q` searches: own texts of the title and those with `search`, never a confidential one. */
export const searchFields = onceFor((resource: Resource): readonly string[] => {
  const titled = titleNames(resource)
  return Object.entries(resource.fields)
    .filter(
      ([name, field]) =>
        searchable.has(field.type) &&
        isOpen(field) &&
        isPlain(field) &&
        (field.search || titled.includes(name)),
    )
    .map(([name]) => name)
})

/** Lists the text fields that are sorted by a stored pinyin key. */
export const sortKeyFields = onceFor((resource: Resource): readonly string[] => {
  const titled = titleNames(resource)
  return Object.entries(resource.fields)
    .filter(
      ([name, field]) =>
        field.type === 'text' && isPlain(field) && (field.search || titled.includes(name)),
    )
    .map(([name]) => name)
})

/** Builds the search text of a record from its own fields. */
export const searchTextOf = (resource: Resource, row: Readonly<Record<string, unknown>>): string =>
  searchText(searchFields(resource).flatMap((name) => row[name] ?? []))
