import type { Label } from '../language/definition.ts'
import { clauses } from './clauses.ts'

/** Conduct clause as a first article of the handbook: number without the sign, title, text, readers. */
export type ConductArticle = {
  readonly clause: string
  readonly title: Label
  readonly body: Label
  readonly applies_to: 'all' | 'sales' | 'commerce'
}

const readersOf: Readonly<Record<string, ConductArticle['applies_to']>> = {
  P1: 'commerce',
  P3: 'sales',
}

/** The conduct clauses, ready to become rows of `handbook_articles` at set-up. */
export const conductArticles: readonly ConductArticle[] = clauses.flatMap(
  ({ id, title, text, conduct }) => {
    if (!text || !conduct) return []
    const [policy = '', number = ''] = id.split(' §')
    return [
      { clause: `${policy}-${number}`, title, body: text, applies_to: readersOf[policy] ?? 'all' },
    ]
  },
)
