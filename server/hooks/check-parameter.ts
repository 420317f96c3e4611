import { parameterProblem } from '#model/language/parameters.ts'
import type { Hook } from '../engine/hooks.ts'
import { Problem } from '../problems.ts'

/**
 * Refuses a value of `policy_parameters` that its parameter does not allow.
 *
 * Errors: `invalid` at `key` for an unknown parameter, at `value` for a wrong type or a value out of bounds.
 */
export const checkParameter: Hook = async ({ engine }, { row }) => {
  const parameter = engine.index.parameters.get(String(row.key))
  if (!parameter)
    throw new Problem('invalid', {
      errors: { key: { zh: '没有这个参数', en: 'no such parameter' } },
    })
  if (row.value_type !== parameter.type)
    throw new Problem('invalid', {
      errors: {
        value_type: { zh: `应为 ${parameter.type}`, en: `must be ${parameter.type}` },
      },
    })
  const problem = parameterProblem(parameter, String(row.value))
  if (problem) throw new Problem('invalid', { errors: { value: problem } })
}
