import { accessTest, type Verb } from '#model/language/access.ts'
import type { Predicate } from '#model/language/definition.ts'
import { forbidden } from '../auth/denial.ts'
import type { Call } from './call.ts'

/**
 * Refuses a caller who may not do something with a record.
 *
 * Errors: `not_found` when the record may not even be read, else `forbidden`.
 */
export const requireRight = async (
  call: Call,
  verb: Verb,
  resource: string,
  id: string,
): Promise<void> => {
  const { index, service } = call.parts
  await service.get(call.who, resource, id, { quiet: true })
  const test = accessTest(index, resource, call.who, verb)
  if (test === true) return
  if (test !== false) {
    const filter: Predicate = { $and: [{ id }, test] }
    const page = await service.list(call.who, resource, {
      filter,
      range: [0, 0],
      total: 'none',
      quiet: true,
    })
    if (page.rows.length > 0) return
  }
  throw forbidden({
    message: { zh: '没有修改该记录的权限', en: 'You may not change this record' },
    details: { rule: `${resource}.access.${verb}` },
  })
}
