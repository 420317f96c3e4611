import { problemCodes, type ProblemCode } from './check-codes.ts'
import type { Label, Model } from './definition.ts'
import { suggestionLabel } from './nearest.ts'
import type { ModelIndex } from './resources.ts'

/** What is wrong with a model: where, what, and what was probably meant. */
export type ModelProblem = {
  readonly code: ProblemCode
  /** Dotted place in the definition: `receivables.fields.customer_id.to`. */
  readonly path: string
  readonly message: Label
  readonly severity: 'error' | 'warning'
}

/** What is put into a sentence: a name, or a text in both languages. */
export type Words = Readonly<Record<string, string | Label>>
export type Report = (
  code: ProblemCode,
  path: string,
  words?: Words,
  /** Names that would have been good, beside `words.name`. */
  good?: Iterable<string>,
) => void

/** What every part of the check works with. */
export type Check = {
  readonly model: Model
  readonly index: ModelIndex
  readonly report: Report
}

/** Collects problems; the same problem at the same place once. */
export const collectProblems = (): {
  readonly report: Report
  readonly problems: ModelProblem[]
} => {
  const problems: ModelProblem[] = []
  const seen = new Set<string>()
  const report: Report = (code, path, words = {}, good = []) => {
    const near = suggestionLabel(textOf(words.name, 'en'), good)
    const { zh, en, severity } = problemCodes[code]
    const message = {
      zh: fill(zh, 'zh', { ...words, near }),
      en: fill(en, 'en', { ...words, near }),
    }
    const key = `${code} ${path} ${message.en}`
    if (seen.has(key)) return
    seen.add(key)
    problems.push({ code, path, message, severity })
  }
  return { report, problems }
}

/** Writes a problem in one line: `M012 receivables.fields.customer_id.to: no entity "custmers" …`. */
export const problemText = ({ code, path, message }: ModelProblem, locale: 'zh' | 'en' = 'en') =>
  `${code} ${path}: ${message[locale]}`

const textOf = (word: string | Label | undefined, locale: keyof Label): string =>
  typeof word === 'object' ? word[locale] : (word ?? '')

const fill = (template: string, locale: keyof Label, words: Words): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => textOf(words[name], locale))
