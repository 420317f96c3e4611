import { problemCodes, type ProblemCode } from './check-codes.ts'
import type { Label, Model } from './definition.ts'
import { nearest } from './nearest.ts'
import type { ModelIndex } from './resources.ts'

/** What is wrong with a model: where, what, and what was probably meant. */
export type ModelProblem = {
  readonly code: ProblemCode
  /** Dotted place in the definition: `receivables.fields.customer_id.to`. */
  readonly path: string
  readonly message: Label
  readonly severity: 'error' | 'warning'
}

export type Words = Readonly<Record<string, string>>
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
    const near = nearest(words.name ?? '', good)
    const { zh, en, severity } = problemCodes[code]
    const message = {
      zh: fill(zh, { ...words, near: near === null ? '' : `（是否为“${near}”？）` }),
      en: fill(en, { ...words, near: near === null ? '' : ` (did you mean "${near}"?)` }),
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

const fill = (template: string, words: Words): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? '')
