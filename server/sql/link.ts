import { sql, type RawBuilder } from 'kysely'
import { siblingPairs } from '#model/language/memory-rows.ts'
import { CompileError, type Typed } from './compile.ts'
import { ordered } from './formula.ts'
import { convert } from './literals.ts'
import type { Source } from './source.ts'

const isList = (typed: Typed): boolean => typed.kind === 'texts' || typed.kind === 'uuids'

/** Equal, or one of a list, or overlapping lists; null matches nothing. */
const meets = (child: Source, theirs: Typed, mine: Typed): RawBuilder<boolean> => {
  if (isList(theirs) && isList(mine)) return sql<boolean>`${theirs.sql} && ${mine.sql}`
  if (isList(mine)) return sql<boolean>`${theirs.sql} = any(${mine.sql})`
  if (isList(theirs)) return sql<boolean>`${theirs.sql} @> array[${mine.sql}]`
  return sql<boolean>`${theirs.sql} = ${convert(child.c, mine, theirs.kind).sql}`
}

const bySibling = (child: Source, by: string, parent: Source): RawBuilder<boolean> => {
  const pairs = siblingPairs(by) ?? []
  const match = pairs.map(([theirs, mine, operator]) => {
    const [left, right] = [child.open().typed(theirs), parent.open().typed(mine)]
    return operator === '=' ? meets(child, left, right) : ordered(child.c, operator, left, right)
  })
  if (child.resource.name === parent.resource.name)
    match.push(sql<boolean>`${child.column('id')} <> ${parent.column('id')}`)
  return sql<boolean>`(${sql.join(match, sql` and `)})`
}

/**
 * Says that a child row belongs to a parent row.
 *
 * `by` names the child's reference, references or record_ref field, or is `'<child field>=<own path>'`, also with
 * `<`, `<=`, `>` or `>=` (several joined by `&`): values of two rows as asked, the row itself left out.
 */
export const linkOf = (child: Source, by: string, parent: Source): RawBuilder<boolean> => {
  if (siblingPairs(by)) return bySibling(child, by, parent)
  const field = child.resource.fields[by]
  const id = parent.column('id')
  if (field?.type === 'record_ref') {
    const [resource, record] = [child.column(`${by}_resource`), child.column(`${by}_id`)]
    return sql<boolean>`(${resource} = ${parent.resource.name} and ${record} = ${id})`
  }
  const theirs = child.open().typed(by)
  if (theirs.kind === 'uuids') return sql<boolean>`${theirs.sql} @> array[${id}]`
  if (theirs.kind === 'uuid') return sql<boolean>`${theirs.sql} = ${id}`
  throw new CompileError('unknown_path', by, {
    zh: `${child.resource.label.zh}的“${by}”不指向记录`,
    en: `"${by}" of ${child.resource.name} does not point to records`,
  })
}
