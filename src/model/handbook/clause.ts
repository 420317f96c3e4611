import type { Clause, Label } from '../language/definition.ts'
import { conduct } from './conduct.ts'
import { restated } from './restated.ts'

/** Number, Chinese and English title of a clause inside its policy. */
export type ClauseRow = readonly [number: string, zh: string, en: string]

/** The policy itself, then its rows as clauses; those whose title does not say it all get a text. */
export const clausesOf = (policy: string, name: Label, rows: readonly ClauseRow[]): readonly Clause[] => [
  { id: policy, title: name },
  ...rows.map(([number, zh, en]) => {
    const id = `${policy} §${number}`
    const text: Label | undefined = conduct[id] ?? restated[id]
    return { id, title: { zh, en }, ...(text && { text }), ...(conduct[id] && { conduct: true }) }
  }),
] // prettier-ignore
