import { comparisons } from './ast.ts'
import type { Comparison, Operand, Test } from './ast.ts'
import type { Condition, Label } from './definition.ts'
import { FormulaError, parseFormula } from './formula-parse.ts'
import { suggestionLabel } from './nearest.ts'
import { parseVariable } from './time.ts'

/** A predicate that cannot be read: where (dotted) and why. */
export class PredicateError extends Error {
  readonly label: Label
  readonly path: string
  constructor(path: string, label: Label) {
    super(label.en)
    this.name = 'PredicateError'
    this.label = label
    this.path = path
  }
}

export type PredicateLimits = { readonly maxDepth?: number; readonly maxTerms?: number }
type Reader = {
  readonly maxDepth: number
  readonly maxTerms: number
  terms: number
}

/** A path of the record, and its place in the predicate. */
type Where = { readonly path: string; readonly place: string }

const maxListed = 1000
const operators = [...comparisons, '$and', '$or', '$not', '$some'] as const
const isComparison = (key: string): key is Comparison =>
  (comparisons as readonly string[]).includes(key)
const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const at = (path: string, key: string | number): string => (path ? `${path}.${key}` : `${key}`)

const refuse = (path: string, zh: string, en: string): never => {
  throw new PredicateError(path, { zh, en })
}

const countTerm = (reader: Reader, path: string): void => {
  if (++reader.terms > reader.maxTerms)
    refuse(path, `筛选条件最多 ${reader.maxTerms} 项`, `a filter may have ${reader.maxTerms} terms`)
}

const variableStart = /^\$[a-z_]/

const readOperand = (value: unknown, path: string): Operand => {
  if (typeof value !== 'string' || !value.startsWith('$')) {
    if (value !== null && typeof value === 'object')
      return refuse(
        path,
        `得到 ${JSON.stringify(value)}，应为单个值`,
        `got ${JSON.stringify(value)}, must be a single value`,
      )
    return { literal: value ?? null }
  }
  if (value.startsWith('$$')) return { literal: value.slice(1) }
  if (!variableStart.test(value)) return { literal: value }
  const parsed = parseVariable(value)
  if ('problem' in parsed) throw new PredicateError(path, parsed.label)
  const { name, offset } = parsed
  return offset ? { variable: name, offset } : { variable: name }
}

const readOperands = (values: readonly unknown[], path: string): Operand[] => {
  if (values.length > maxListed)
    refuse(
      path,
      `列表最多 ${maxListed} 个值，得到 ${values.length} 个`,
      `a list may have ${maxListed} values, got ${values.length}`,
    )
  return values.map((value, i) => readOperand(value, at(path, i)))
}

const readComparison = (
  { path, place }: Where,
  op: Comparison,
  value: unknown,
  reader: Reader,
): Test => {
  countTerm(reader, place)
  if (op === '$null' && typeof value !== 'boolean') {
    const flag = value === 'true' ? true : value === 'false' ? false : null
    if (flag === null) return refuse(place, '应为 true 或 false', 'must be true or false')
    return { k: 'compare', path, op, value: { literal: flag } }
  }
  if (op === '$starts' || op === '$contains') {
    if (typeof value !== 'string') return refuse(place, '应为文本', 'must be a text')
    const isVariable = value.startsWith('$param.') || value.startsWith('$$')
    return {
      k: 'compare',
      path,
      op,
      value: isVariable ? readOperand(value, place) : { literal: value },
    }
  }
  const isListed = op === '$in' || op === '$nin'
  if (Array.isArray(value)) {
    if (['$gt', '$gte', '$lt', '$lte'].includes(op))
      return refuse(place, '应为单个值', 'must be a single value')
    const listed = op === '$eq' ? '$in' : op === '$ne' ? '$nin' : op
    return { k: 'compare', path, op: listed, value: readOperands(value, place) }
  }
  const operand = readOperand(value, place)
  if (isListed && 'literal' in operand) return refuse(place, '应为列表', 'must be a list')
  return { k: 'compare', path, op, value: operand }
}

/** `{ customer: { region: 'east' } }` and `{ amount: { $gte: 1 } }`: operators apply here, other keys go on. */
const readField = (where: Where, value: unknown, reader: Reader): Test[] => {
  const { path, place } = where
  if (!isPlain(value))
    return [readComparison(where, Array.isArray(value) ? '$in' : '$eq', value, reader)]
  if (path.split('.').length > 12)
    return refuse(place, '路径最多 12 段', 'a path may have 12 steps')
  return Object.entries(value).flatMap(([key, inner]) => {
    const deeper = at(place, key)
    if (isComparison(key)) return [readComparison({ path, place: deeper }, key, inner, reader)]
    if (key.startsWith('$')) return refuseOperator(place, key)
    return readField({ path: `${path}.${key}`, place: deeper }, inner, reader)
  })
}

const refuseOperator = (path: string, key: string): never => {
  if (operators.some((operator) => operator === key))
    return refuse(
      at(path, key),
      `“${key}”不能放在字段下，应与字段并列`,
      `"${key}" does not compare a field: it stands beside fields`,
    )
  const near = suggestionLabel(key, operators)
  return refuse(at(path, key), `没有运算符“${key}”${near.zh}`, `no operator "${key}"${near.en}`)
}

const readEach = (value: unknown, path: string, depth: number, reader: Reader): Test[] => {
  if (!Array.isArray(value)) return refuse(path, '应为条件的列表', 'must be a list of predicates')
  return value.map((each, i) => readCondition(each, at(path, i), depth + 1, reader))
}

const readSome = (value: unknown, path: string, depth: number, reader: Reader): Test => {
  const { of, by, at: start, where = {}, ...rest } = isPlain(value) ? value : {}
  if (typeof of !== 'string' || typeof by !== 'string')
    return refuse(path, '应为 { of, by, where }', 'must be { of, by, where }')
  if (start !== undefined && typeof start !== 'string')
    return refuse(at(path, 'at'), '应为路径', 'must be a path')
  for (const key of Object.keys(rest)) {
    const near = suggestionLabel(key, ['of', 'by', 'at', 'where'])
    refuse(at(path, key), `没有这个键${near.zh}`, `unknown key${near.en}`)
  }
  countTerm(reader, path)
  const test = readCondition(where, at(path, 'where'), depth + 1, reader)
  return { k: 'some', of, by, ...(start !== undefined && { at: start }), where: test }
}

const readKey = (key: string, value: unknown, path: string, depth: number, reader: Reader): Test[] => {
  const place = at(path, key)
  if (key === '$and') return [{ k: 'all', of: readEach(value, place, depth, reader) }]
  if (key === '$or') return [{ k: 'any', of: readEach(value, place, depth, reader) }]
  if (key === '$not') return [{ k: 'not', of: readCondition(value, place, depth + 1, reader) }]
  if (key === '$some') return [readSome(value, place, depth, reader)]
  if (key === 'q') {
    if (typeof value !== 'string') return refuse(place, '应为文本', 'must be a text')
    countTerm(reader, place)
    return [{ k: 'search', text: value }]
  }
  if (key.startsWith('$')) return refuseOperator(path, key)
  const [, base = key, operator = ''] = /^(.+)\.(\$[a-z]+)$/.exec(key) ?? []
  return readField({ path: base, place: at(path, base) }, operator ? { [operator]: value } : value, reader)
} // prettier-ignore

const readFormula = (text: string, path: string, reader: Reader): Test => {
  countTerm(reader, path)
  try {
    return { k: 'formula', expr: parseFormula(text) }
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    const { label, at: character } = error
    return refuse(
      path,
      `${label.zh}（第 ${character + 1} 个字符）`,
      `${label.en} (at character ${character + 1})`,
    )
  }
}

const readCondition = (value: unknown, path: string, depth: number, reader: Reader): Test => {
  if (depth > reader.maxDepth)
    return refuse(
      path,
      `筛选条件最多嵌套 ${reader.maxDepth} 层`,
      `a filter may be nested ${reader.maxDepth} deep`,
    )
  if (typeof value === 'boolean') return { k: 'constant', value }
  if (typeof value === 'string') return readFormula(value, path, reader)
  if (!isPlain(value)) return refuse(path, '应为对象', 'must be an object')
  const tests = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .flatMap(([key, inner]) => readKey(key, inner, path, depth, reader))
  const [first] = tests
  return first && tests.length === 1
    ? first
    : tests.length === 0
      ? { k: 'constant', value: true }
      : { k: 'all', of: tests }
}

/**
 * Parses a predicate into its normal form.
 *
 * Shape: an empty predicate holds always; `maxDepth` (8) limits `$and $or $not $some` inside each other,
 * `maxTerms` (200) the comparisons, so that a filter from the web costs little.
 * Errors: PredicateError with the place and the nearest good name.
 */
export const parsePredicate = (predicate: unknown, options: PredicateLimits = {}): Test => {
  if (!isPlain(predicate)) return refuse('', '筛选条件应为对象', 'a filter must be an object')
  const { maxDepth = 8, maxTerms = 200 } = options
  return readCondition(predicate, '', 0, { maxDepth, maxTerms, terms: 0 })
}

/** Parses a condition of a definition: a predicate, or a boolean formula as text. */
export const parseCondition = (condition: Condition): Test =>
  readCondition(condition, '', 0, { maxDepth: 32, maxTerms: 5000, terms: 0 })
