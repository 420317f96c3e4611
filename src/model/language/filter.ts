import type { Comparison, Operand, Test } from './ast.ts'
import type { Label, Predicate } from './definition.ts'
import { nearest, suggestionLabel } from './nearest.ts'
import { parsePredicate, PredicateError, type PredicateLimits } from './predicate-parse.ts'
import { resolvePath, type ModelIndex, type Resource } from './resources.ts'

/** A filter that cannot be answered; the label names the part and what is allowed. */
export class FilterError extends Error {
  readonly label: Label

  constructor(label: Label) {
    super(label.en)
    this.label = label
  }
}

type Compare = Extract<Test, { k: 'compare' }>

/** Comparisons whose values are options as they stand; the others look inside the text. */
const whole: readonly Comparison[] = ['$eq', '$ne', '$in', '$nin', '$has']
const most = 20

/**
 * Reads a filter that somebody asks for: its form, its fields and its options must be known, so that a slip
 * is told and not answered with an empty list.
 *
 * Errors: `FilterError` naming the field and, for an option, what is allowed.
 */
export const readFilter = (
  index: ModelIndex,
  resource: Resource,
  filter: Predicate,
  limits?: PredicateLimits,
): Test => {
  const test = parsed(filter, limits)
  checkTest(index, resource, test)
  return test
}

const parsed = (filter: Predicate, limits: PredicateLimits | undefined): Test => {
  try {
    return parsePredicate(filter, limits)
  } catch (error) {
    if (!(error instanceof PredicateError)) throw error
    const { path, label } = error
    throw new FilterError({
      zh: `筛选条件有误（${path}）：${label.zh}`,
      en: `filter at ${path || '(root)'}: ${label.en}`,
    })
  }
}

const checkTest = (index: ModelIndex, resource: Resource, test: Test): void => {
  if (test.k === 'all' || test.k === 'any') for (const each of test.of) checkTest(index, resource, each) // prettier-ignore
  if (test.k === 'not') checkTest(index, resource, test.of)
  if (test.k === 'compare') checkComparison(index, resource, test)
  if (test.k !== 'some') return
  const child = index.resources.get(test.of)
  if (child) checkTest(index, child, test.where)
}

const checkComparison = (index: ModelIndex, resource: Resource, test: Compare): void => {
  const found = resolvePath(index, resource.name, test.path)
  if (!found) throw new FilterError(unknownField(resource, test.path))
  const { field } = found
  if (field.type !== 'enum' || !whole.includes(test.op)) return
  const operands: readonly Operand[] = Array.isArray(test.value) ? test.value : [test.value]
  for (const operand of operands) {
    if (!('literal' in operand) || operand.literal === null) continue
    if (typeof operand.literal === 'string' && Object.hasOwn(field.options, operand.literal)) continue // prettier-ignore
    throw unknownOption(field.label, test.path, operand.literal, Object.keys(field.options))
  }
} // prettier-ignore

/** Says that a resource has no such field, with the nearest good name. */
export const unknownField = (resource: Resource, path: string): Label => {
  const close = nearest(path, Object.keys(resource.fields))
  return {
    zh: `${resource.label.zh}没有字段“${path}”${close ? `，是否指“${close}”？` : ''}`,
    en: `${resource.name} has no field "${path}"${close ? `; did you mean "${close}"?` : ''}`,
  }
}

/** Says that rows have no order by a field. */
export const notSortable = (path: string): Label => ({
  zh: `不能按“${path}”排序`,
  en: `rows cannot be sorted by "${path}"`,
})

const unknownOption = (
  label: Label,
  path: string,
  value: unknown,
  options: readonly string[],
): FilterError => {
  const listed = options.slice(0, most)
  const [zhMore, enMore] = options.length > most ? ['等', ', ...'] : ['', '']
  const near = suggestionLabel(String(value), options)
  return new FilterError({
    zh: `筛选条件 ${path}：“${label.zh}”没有选项“${String(value)}”${near.zh}；可选：${listed.join('、')}${zhMore}`,
    en: `filter at ${path}: "${label.en}" has no option "${String(value)}"${near.en}; allowed: ${listed.join(', ')}${enMore}`,
  })
}
