import { accessTest, fieldAccess, type RowTest, type Verb } from '#model/language/access.ts'
import type { Test } from '#model/language/ast.ts'
import { parsePredicate } from '#model/language/predicate.ts'
import type { Binding, Compile } from '../sql/compile.ts'
import type { Work } from './work.ts'

/** Values that conditions and formulas of this use may name besides the record's: `ask.x`, `each.x`. */
export type Bindings = (path: string) => Binding | undefined

/** Turns the answer of an access question into a test. */
export const testOf = (answer: RowTest): Test =>
  typeof answer === 'boolean' ? { k: 'constant', value: answer } : parsePredicate(answer)

/** Tests the rows on which the actor may do something. */
export const verbTest = (work: Work, resource: string, verb: Verb): Test =>
  testOf(work.sudo || accessTest(work.engine.index, resource, work.viewer, verb))

/** Compiles for the system: nothing is masked. Guards, rules, effects and computed values see every value. */
export const openCompile = (work: Work, bindings?: Bindings): Compile => ({
  index: work.engine.index,
  ctx: work.ctx,
  ...(bindings && { bindings }),
})

/** Compiles for the actor: confidential values and unreadable rows are null in every use. */
export const maskedCompile = (work: Work): Compile => {
  if (work.sudo) return openCompile(work)
  const { index } = work.engine
  const fields = new Map<string, Test | boolean>()
  const rows = new Map<string, Test | boolean>()
  const once = (known: Map<string, Test | boolean>, key: string, ask: () => RowTest) => {
    const answer = known.get(key) ?? asTest(ask())
    known.set(key, answer)
    return answer
  }
  return {
    ...openCompile(work),
    visible: (resource, field) =>
      once(fields, `${resource}.${field}`, () => fieldAccess(index, resource, field, work.viewer)),
    readable: (resource) =>
      once(rows, resource, () => accessTest(index, resource, work.viewer, 'read')),
  }
}

const asTest = (answer: RowTest): Test | boolean =>
  typeof answer === 'boolean' ? answer : parsePredicate(answer)
