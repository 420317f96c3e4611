import type { Label } from '#model/language/definition.ts'
import { Problem } from '../problems.ts'
import { takenLabel, violatedField } from './write/unique.ts'
import type { Engine } from './work.ts'

/** What the database says of values that no column can hold, by SQLSTATE. */
const unfit: Readonly<Record<string, Label>> = {
  '22003': { zh: '数值超出可保存的范围', en: 'a number is too large to be kept' },
  '22007': { zh: '日期或时间无效', en: 'a date or time is not valid' },
  '22008': { zh: '日期或时间超出范围', en: 'a date or time is out of range' },
  '22021': { zh: '文本含有不能保存的字符', en: 'a text holds characters that cannot be kept' },
  '22P02': { zh: '标识或数值的格式无效', en: 'an id or number is not well formed' },
  '22P05': { zh: '文本含有不能保存的字符', en: 'a text holds characters that cannot be kept' },
  '23503': { zh: '引用的记录不存在', en: 'a record that is pointed to does not exist' },
}

/** Turns what the database refuses because of the caller's values into a problem of the caller. */
export const asProblem = (engine: Engine, resource: string, error: unknown): unknown => {
  if (error instanceof Problem) return error
  const taken = violatedField(engine.index, error)
  if (taken) {
    const path = taken.resource === resource ? taken.field : '_record'
    return new Problem('invalid', { errors: { [path]: takenLabel }, details: taken, cause: error })
  }
  const message = unfit[codeOf(error)]
  return message ? new Problem('invalid', { errors: { _record: message }, cause: error }) : error
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
