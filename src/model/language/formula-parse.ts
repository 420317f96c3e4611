import jsep from 'jsep'
import { formulaFunctions } from './ast.ts'
import type { Expr, FormulaFunction } from './ast.ts'
import type { Label } from './definition.ts'
import { suggestionLabel } from './nearest.ts'

/** A formula that cannot be read: what is wrong and at which character (from 0). */
export class FormulaError extends Error {
  readonly label: Label
  readonly at: number
  constructor(label: Label, at: number) {
    super(label.en)
    this.name = 'FormulaError'
    this.label = label
    this.at = at
  }
}

const maxLength = 4000
const maxDepth = 60

/** Operators by strength. Words are operators too: `and`, `or`, `not`. */
const precedence = {
  or: 1, and: 2, '=': 6, '==': 6, '!=': 6, '<': 7, '<=': 7, '>': 7, '>=': 7, '+': 9, '-': 9, '*': 10, '/': 10,
} as const // prettier-ignore
type Operator = Extract<Expr, { k: 'binary' }>['op']
const isOperator = (text: string): text is Operator | '=' => Object.hasOwn(precedence, text)
const comparing: ReadonlySet<string> = new Set(['=', '==', '!=', '<', '<=', '>', '>='])

jsep.removeAllBinaryOps()
jsep.removeAllUnaryOps()
for (const [operator, strength] of Object.entries(precedence)) jsep.addBinaryOp(operator, strength)
for (const operator of ['-', 'not']) jsep.addUnaryOp(operator)

/** Least and most arguments of each function. */
const arity: Readonly<Record<FormulaFunction, readonly [number, number]>> = {
  if: [2, 3], switch: [3, 99], min: [1, 99], max: [1, 99], abs: [1, 1], round: [1, 2], coalesce: [1, 99],
  today: [0, 0], now: [0, 0], days_between: [2, 2], hours_between: [2, 2], add_days: [2, 2], add_months: [2, 2],
  add_hours: [2, 2], add_working_days: [2, 2], working_hours_between: [2, 2], add_working_hours: [2, 2], year: [1, 1],
  month: [1, 1], date: [1, 1], len: [1, 1], slice: [3, 3],
  concat: [1, 99], count_filled: [1, 99], param: [1, 3],
} // prettier-ignore

const isFunction = (name: string): name is FormulaFunction =>
  (formulaFunctions as readonly string[]).includes(name)

type Node = jsep.CoreExpression
type Reader = { readonly text: string; readonly depth: number }

/** jsep keeps no positions: the place of an error is where its word first stands. */
const refuse = (reader: Reader, zh: string, en: string, word = ''): never => {
  throw new FormulaError({ zh, en }, Math.max(0, word ? reader.text.indexOf(word) : 0))
}

const readLiteral = (node: jsep.Literal, reader: Reader): Expr => {
  const { value } = node
  if (value === null) return { k: 'null' }
  if (typeof value === 'string') return { k: 'text', value }
  if (typeof value === 'boolean') return { k: 'boolean', value }
  if (typeof value === 'number') return { k: 'number', value: node.raw }
  return refuse(
    reader,
    `公式中不能使用 ${node.raw}`,
    `${node.raw} is not allowed in a formula`,
    node.raw,
  )
}

const pathOf = (node: Node, reader: Reader): string => {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'MemberExpression' && !node.computed && !node.optional)
    return `${pathOf(node.object as Node, reader)}.${pathOf(node.property as Node, reader)}`
  return refuse(
    reader,
    '路径写成以点分隔的单词：customer.region',
    'a path is written as words with dots: customer.region',
    '[',
  )
}

const readCall = (node: jsep.CallExpression, reader: Reader): Expr => {
  const name = node.callee.type === 'Identifier' ? String(node.callee.name) : ''
  if (!isFunction(name)) {
    const near = suggestionLabel(name, formulaFunctions)
    return refuse(reader, `没有函数“${name}”${near.zh}`, `no function "${name}"${near.en}`, name)
  }
  const [least, most] = arity[name]
  const count = node.arguments.length
  if (count < least || count > most) {
    const allowed =
      least === most ? `${least}` : most === 99 ? `at least ${least}` : `${least} to ${most}`
    const range =
      least === most ? `${least}` : most === 99 ? `至少 ${least}` : `${least} 到 ${most}`
    return refuse(
      reader,
      `${name}() 需要 ${range} 个参数，得到 ${count} 个`,
      `${name}() takes ${allowed} arguments, got ${count}`,
      name,
    )
  }
  const args = node.arguments.map((each) => read(each as Node, reader))
  if (name === 'param' && args[0]?.k !== 'text')
    return refuse(
      reader,
      "param() 的键写成文本：param('receivable.grace_days')",
      "param() takes the key as text: param('receivable.grace_days')",
      'param',
    )
  return { k: 'call', name, args }
}

const readBinary = (node: jsep.BinaryExpression, reader: Reader): Expr => {
  const { operator } = node
  if (!isOperator(operator))
    return refuse(reader, `没有运算符“${operator}”`, `no operator "${operator}"`, operator)
  const op = operator === '=' ? '==' : operator
  const [left, right] = [read(node.left as Node, reader), read(node.right as Node, reader)]
  if (comparing.has(op) && left.k === 'unary' && left.op === 'not')
    return refuse(
      reader,
      'not 之后的内容要加括号：not (a = b)',
      'put what follows "not" in parentheses: not (a = b)',
      'not',
    )
  return { k: 'binary', op, left, right }
}

const readUnary = (node: jsep.UnaryExpression, reader: Reader): Expr => {
  if (node.operator !== '-' && node.operator !== 'not')
    return refuse(
      reader,
      `没有运算符“${node.operator}”`,
      `no operator "${node.operator}"`,
      node.operator,
    )
  return { k: 'unary', op: node.operator, of: read(node.argument as Node, reader) }
}

const read = (node: Node, outer: Reader): Expr => {
  const reader = { ...outer, depth: outer.depth + 1 }
  if (reader.depth > maxDepth)
    return refuse(reader, `公式最多嵌套 ${maxDepth} 层`, `a formula may be nested ${maxDepth} deep`)
  switch (node.type) {
    case 'Literal':
      return readLiteral(node, reader)
    case 'Identifier':
    case 'MemberExpression':
      return { k: 'path', path: pathOf(node, reader) }
    case 'CallExpression':
      return readCall(node, reader)
    case 'BinaryExpression':
      return readBinary(node, reader)
    case 'UnaryExpression':
      return readUnary(node, reader)
    case 'ConditionalExpression':
      return refuse(
        reader,
        '请用 if(条件, a, b) 代替 ? :',
        'use if(condition, a, b) instead of ? :',
        '?',
      )
    case 'ArrayExpression':
      return refuse(reader, '公式中不能使用列表', 'lists are not allowed in a formula', '[')
    case 'ThisExpression':
      return refuse(reader, '公式中没有 this', 'no "this" in a formula', 'this')
    default:
      return refuse(
        reader,
        '公式只能是一个表达式',
        'a formula is one expression',
        node.type === 'Compound' ? ' ' : ',',
      )
  }
}

const parsed = new Map<string, Expr>()

const parse = (text: string): Expr => {
  if (text.trim() === '') throw new FormulaError({ zh: '公式为空', en: 'an empty formula' }, 0)
  if (text.length > maxLength)
    throw new FormulaError(
      { zh: `公式最多 ${maxLength} 个字符`, en: `a formula may have ${maxLength} characters` },
      maxLength,
    )
  try {
    return read(jsep(text) as Node, { text, depth: 0 })
  } catch (error) {
    if (error instanceof FormulaError) throw error
    if (error instanceof RangeError)
      throw new FormulaError({ zh: '公式嵌套过深', en: 'a formula nested too deeply' }, 0)
    const at = error instanceof Error && 'index' in error ? Number(error.index) : 0
    const message = error instanceof Error ? error.message.replace(/ at character \d+$/, '') : ''
    throw new FormulaError({ zh: `无法读懂公式：${message}`, en: message }, at)
  }
}

/**
 * Parses a formula: `if(balance > 0, max(0, days_between(due_on, today())), 0)`.
 *
 * Errors: FormulaError with the character where it goes wrong.
 * @example parseFormula('amount - received_amount')
 */
export const parseFormula = (text: string): Expr => {
  const known = parsed.get(text)
  if (known) return known
  const expr = parse(text)
  if (parsed.size >= 2000) parsed.clear() // filters of the web may bring formulas: keep the memory bounded
  parsed.set(text, expr)
  return expr
}
