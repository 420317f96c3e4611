import type { Check } from './check-report.ts'
import type { Clock, Entity, Format, Measure, Scheduled, Tone, Transition } from './definition.ts'

/** The words of a closed choice; the compiler holds the table equal to the type. */
const wordsOf = <T extends string>(words: Readonly<Record<T, 1>>): readonly string[] =>
  Object.keys(words)

const tone = wordsOf<Tone>({ neutral: 1, info: 1, good: 1, warn: 1, bad: 1 })
const format = wordsOf<Format>({ integer: 1, decimal: 1, money: 1, percent: 1, days: 1, hours: 1, ppm: 1, score: 1 }) // prettier-ignore
const better = wordsOf<NonNullable<Measure['better']>>({ up: 1, down: 1, none: 1 })

type Choices = Readonly<Record<string, readonly string[]>>

/** The choices of each part of a definition, by the key that holds the word. */
export const choices = {
  entity: { tier: wordsOf<Entity['tier']>({ core: 1, support: 1, platform: 1 }) },
  shown: { tone },
  transition: { tone, verdict: wordsOf<NonNullable<Transition['verdict']>>({ approved: 1, returned: 1, rejected: 1 }) },
  scheduled: { every: wordsOf<Scheduled['every']>({ daily: 1, hourly: 1, tick: 1 }) },
  clock: { calendar: wordsOf<NonNullable<Clock['calendar']>>({ working: 1, natural: 1 }) },
  measure: { format, better },
  notify: {
    kind: ['reminder', 'warning', 'escalation', 'approval', 'info'],
    level: ['info', 'yellow', 'orange', 'red'],
  },
} as const satisfies Readonly<Record<string, Choices>> // prettier-ignore

/** Reports words that are none of a closed choice: they would be read as something else, or as nothing. */
export const checkWords = (check: Check, definition: object, words: Choices, at: string): void => {
  for (const [key, allowed] of Object.entries(words)) {
    const found: unknown = Reflect.get(definition, key)
    if (found === undefined || allowed.includes(String(found))) continue
    const list = { name: String(found), allowed: allowed.join(', ') }
    check.report('M096', `${at}.${key}`, list, allowed)
  }
}
