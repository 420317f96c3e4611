import type { Test } from './ast.ts'
import { parseFormula, pathsOf } from './formula.ts'
import { testPaths } from './predicate.ts'
import { resolvePath, type ModelIndex } from './resources.ts'

type Reach = { readonly index: ModelIndex; readonly found: Set<string>; readonly seen: Set<string> }

/** A resource's rows are needed; rows of lines lie inside their parent's. */
const need = ({ index, found }: Reach, resource: string): void => {
  found.add(index.resources.get(resource)?.parent?.resource ?? resource)
}

const followPath = (reach: Reach, resource: string, path: string): void => {
  if (reach.seen.has(`${resource} ${path}`)) return
  reach.seen.add(`${resource} ${path}`)
  const at = resolvePath(reach.index, resource, path)
  if (!at) return
  for (const { to } of at.hops) need(reach, to)
  const formula = at.field.formula ?? at.field.band?.of
  if (formula === undefined) return
  for (const each of pathsOf(parseFormula(formula))) followPath(reach, at.resource.name, each)
}

const followTest = (reach: Reach, resource: string, test: Test): void => {
  for (const path of testPaths(test)) followPath(reach, resource, path)
  if (test.k === 'all' || test.k === 'any') for (const each of test.of) followTest(reach, resource, each) // prettier-ignore
  if (test.k === 'not') followTest(reach, resource, test.of)
  if (test.k !== 'some') return
  need(reach, test.of)
  if (test.at !== undefined) followPath(reach, resource, `${test.at}.id`)
  followTest(reach, test.of, test.where)
}

/**
 * Lists the resources whose rows must be in memory to answer paths and tests about one resource, itself included.
 *
 * Rollups over resources that are not among them keep the value that the row carries.
 */
export const resourcesBehind = (
  index: ModelIndex,
  resource: string,
  asked: { readonly paths?: readonly string[]; readonly tests?: readonly Test[] },
): readonly string[] => {
  const reach: Reach = { index, found: new Set(), seen: new Set() }
  need(reach, resource)
  for (const path of asked.paths ?? []) followPath(reach, resource, path)
  for (const test of asked.tests ?? []) followTest(reach, resource, test)
  return [...reach.found]
}
