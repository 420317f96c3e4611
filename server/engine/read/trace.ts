import type { Test } from '#model/language/ast.ts'
import type { Condition } from '#model/language/definition.ts'
import { parseCondition, resolveOperand, testPaths, type Trace } from '#model/language/predicate.ts'
import { resolvePath, type Resource } from '#model/language/resources.ts'
import { fromColumn } from '../../sql/columns.ts'
import { maskedCompile, openCompile, type Bindings } from '../compile.ts'
import { answersOf, type Question } from '../record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import type { Work } from '../work.ts'

/** Every part of a test, itself first; the inside of `$some` is one part. */
const partsOf = (test: Test): readonly Test[] => {
  if (test.k === 'all' || test.k === 'any') return [test, ...test.of.flatMap(partsOf)]
  return test.k === 'not' ? [test, ...partsOf(test.of)] : [test]
}

/**
 * Says part by part why a condition does not hold on a record, with the values met - those that the person may see.
 */
export const traceOf = async (
  work: Work,
  resource: Resource,
  row: Row,
  condition: Condition | undefined,
  bindings: Bindings,
): Promise<{ readonly trace?: Trace }> => {
  if (condition === undefined) return {}
  const test = parseCondition(condition)
  const parts = partsOf(test)
  const paths = testPaths(test)
  const questions = Object.fromEntries(
    parts.map((part, i): [string, Question] => [`${i}`, { test: part }]),
  )
  const holds = await answersOf(work, openCompile(work, bindings), resource.name, row.id, questions)
  const values = await valuesAt(work, resource, row, paths, bindings)
  const build = (part: Test): Trace => ({
    test: part,
    holds: holds[`${parts.indexOf(part)}`] === true,
    ...(part.k === 'compare' && { operand: operandOf(work, part) }),
    ...((part.k === 'compare' || part.k === 'formula') && {
      values: Object.fromEntries(testPaths(part).map((path) => [path, values[path] ?? null])),
    }),
    ...((part.k === 'all' || part.k === 'any') && { of: part.of.map(build) }),
    ...(part.k === 'not' && { of: [build(part.of)] }),
  })
  return { trace: build(test) }
}

const operandOf = (work: Work, part: Extract<Test, { k: 'compare' }>): unknown =>
  Array.isArray(part.value)
    ? part.value.map((each) => resolveOperand(each, work.ctx))
    : resolveOperand(part.value as Parameters<typeof resolveOperand>[0], work.ctx)

const valuesAt = async (
  work: Work,
  resource: Resource,
  row: Row,
  paths: readonly string[],
  bindings: Bindings,
): Promise<Record<string, unknown>> => {
  if (paths.length === 0) return {}
  const compile = { ...maskedCompile(work), bindings }
  const questions = Object.fromEntries(paths.map((path) => [path, { path }]))
  const answer: Record<string, unknown> = await answersOf(
    work,
    compile,
    resource.name,
    row.id,
    questions,
  )
  return Object.fromEntries(
    paths.map((path) => {
      const field = resolvePath(work.engine.index, resource.name, path)?.field
      const value = answer[path] ?? null
      return [path, field && value !== null ? fromColumn(field, value) : value]
    }),
  )
}
