/** Something required that is not there; `reason` says why it may not be yet. */
export type Gap = { readonly what: string; readonly reason: string | null }

/** How much of one kind of thing is there. */
export type Tally = {
  readonly kind: string
  readonly count: (what: string, isThere: boolean, reason?: string | null) => void
  readonly defined: () => number
  readonly required: () => number
  readonly gaps: readonly Gap[]
}

/** Says which entities, that are not built, a text speaks of; null when it speaks of none. */
export type Absent = (text: string) => string | null

export const createTally = (kind: string): Tally => {
  let [defined, required] = [0, 0]
  const gaps: Gap[] = []
  return {
    kind,
    count: (what, isThere, reason = null) => {
      required++
      if (isThere) defined++
      else gaps.push({ what, reason })
    },
    defined: () => defined,
    required: () => required,
    gaps,
  }
}

const singularOf = (name: string): string =>
  name.endsWith('ies')
    ? `${name.slice(0, -3)}y`
    : name.replace(/(ss|x|ch)es$/, '$1').replace(/s$/, '')

/** Names that are verbs in a sentence: only a reference to them counts. */
const verbs = ['releases']

/** Writes why something waits for entities; null when it waits for none. */
export const waitsFor = (names: readonly string[]): string | null =>
  names.length > 0 ? `its target is not built yet (${names.join(', ')})` : null

/** Finds the entities that a text names, in plural or singular, with underscores or spaces. */
export const absentEntities = (built: readonly string[], all: readonly string[]): Absent => {
  const missing = all
    .filter((name) => !built.includes(name) && !verbs.includes(name))
    .map((name) => {
      const words = [name, singularOf(name)].flatMap((word) => [word, word.replaceAll('_', ' ')])
      return { name, pattern: new RegExp(`(?<![a-z_-])(${words.join('|')})(?![a-z_])`, 'i') }
    })
  return (text) => {
    return waitsFor(missing.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name))
  }
} // prettier-ignore
