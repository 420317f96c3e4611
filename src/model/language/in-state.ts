import type { Comparison, Expr, Operand, Test } from './ast.ts'

/**
 * A condition as it will read when the record is in a state: what it says of `state` is decided, the rest stays.
 *
 * A step asks by it what the state it leads to requires, before the record is there.
 */
export const inState = (test: Test, state: string): Test => {
  if (test.k === 'all' || test.k === 'any')
    return { ...test, of: test.of.map((each) => inState(each, state)) }
  if (test.k === 'not') return { ...test, of: inState(test.of, state) }
  if (test.k === 'formula') return { ...test, expr: exprInState(test.expr, state) }
  if (test.k !== 'compare' || test.path !== 'state') return test
  const value = decided(test.op, test.value, state)
  return value === undefined ? test : { k: 'constant', value }
}

const decided = (
  op: Comparison,
  value: Operand | readonly Operand[],
  state: string,
): boolean | undefined => {
  const operands: readonly Operand[] = 'length' in value ? value : [value]
  const literals = operands.flatMap((each) => ('literal' in each ? [each.literal] : []))
  if (literals.length < operands.length) return undefined
  if (op === '$eq' || op === '$in') return literals.includes(state)
  if (op === '$ne' || op === '$nin') return !literals.includes(state)
  return op === '$null' ? literals[0] === false : undefined
}

const exprInState = (expr: Expr, state: string): Expr => {
  if (expr.k === 'path') return expr.path === 'state' ? { k: 'text', value: state } : expr
  if (expr.k === 'unary') return { ...expr, of: exprInState(expr.of, state) }
  if (expr.k === 'binary')
    return { ...expr, left: exprInState(expr.left, state), right: exprInState(expr.right, state) }
  if (expr.k === 'call') return { ...expr, args: expr.args.map((each) => exprInState(each, state)) }
  return expr
}
