import { sql } from 'kysely'
import type { Test } from '#model/language/ast.ts'
import { testPaths } from '#model/language/predicate.ts'
import { isUuid } from '#model/language/validate-messages.ts'
import { Problem } from '../problems.ts'
import { existed } from '../sql/as-of.ts'
import { maskedCompile, verbTest } from './compile.ts'
import { afterCursor } from './cursor.ts'
import { filterTest, orderOf, queryProblem } from './query.ts'
import { countRows, selectRows } from './rows.ts'
import type { ListQuery, Page, Row } from './service.ts'
import { resourceOf, type Work } from './work.ts'

/** Rows that a page may hold. */
export const maxRows = 1000
const usualRows = 25
/** Rows beyond which a capped total stops counting. */
const countCeiling = 10_000

/** Reads a page of the rows that somebody may read, and how many there are. */
export const listRows = async (work: Work, name: string, query: ListQuery): Promise<Page> => {
  const resource = resourceOf(work.engine, name)
  const readable = verbTest(work, name, 'read')
  if (readable.k === 'constant' && !readable.value) throw new Problem('forbidden')
  const filter = filterTest(work, resource, query.filter)
  const asksById = filter.some((test) => testPaths(test).includes('id'))
  const [from, to] = query.range ?? [0, (asksById ? maxRows : usualRows) - 1]
  const limit = to - from + 1
  if (!(from >= 0 && limit >= 0 && limit <= maxRows)) throw rangeProblem()
  const where: Test[] = [readable, ...filter]
  const compile = maskedCompile(work)
  const sort = query.sort ?? []
  return queryProblem(async () => {
    const after =
      query.after === undefined
        ? undefined
        : await afterCursor(work, compile, name, sort, query.after)
    const rows = await selectRows(work, compile, resource, {
      where,
      limit,
      order: (source) => orderOf(source, sort),
      only: (source) => (after ? sql`${existed(source)} and ${after(source)}` : existed(source)),
      ...(query.after === undefined && { offset: from }),
    })
    const total = await totalOf(work, query, rows.length, from, limit, (ceiling) =>
      countRows(work, compile, name, where, ceiling),
    )
    const last = rows.at(-1)
    return {
      rows,
      from,
      ...total,
      ...(last && rows.length === limit && { next: last.id }),
    }
  })
}

const totalOf = async (
  work: Work,
  query: ListQuery,
  found: number,
  from: number,
  limit: number,
  count: (ceiling?: number) => Promise<number>,
): Promise<Pick<Page, 'total' | 'capped'>> => {
  if (query.total === 'none') return { total: null }
  const isWhole = query.after === undefined && found < limit && (found > 0 || from === 0)
  if (isWhole) return { total: from + found }
  if (query.total !== 'capped') return { total: await count() }
  const total = await count(countCeiling)
  return total > countCeiling ? { total: countCeiling, capped: true } : { total }
}

const rangeProblem = (): Problem =>
  new Problem('bad_query', {
    message: {
      zh: `range 应为 [起, 止]，最多 ${maxRows} 行`,
      en: `range must be [from, to] with at most ${maxRows} rows`,
    },
  })

export type GetOptions = { readonly reveal?: string }

/**
 * Reads one record as somebody sees it.
 *
 * Errors: `not_found` also when the row exists but may not be read; `forbidden` for a secret that may not be seen.
 */
export const getRow = async (
  work: Work,
  name: string,
  id: string,
  options: GetOptions = {},
): Promise<Row> => {
  const row = await findRow(work, name, id, options)
  if (!row) throw new Problem('not_found')
  return row
}

/** Reads one record as somebody sees it; undefined when there is none for him or her. */
export const findRow = async (
  work: Work,
  name: string,
  id: string,
  options: GetOptions = {},
): Promise<Row | undefined> => {
  const resource = resourceOf(work.engine, name)
  if (!isUuid(id)) return undefined
  const { reveal } = options
  if (reveal !== undefined && !resource.fields[reveal]) throw noSuchReveal(reveal)
  const compile = maskedCompile(work)
  const shown = { reveal: (field: string) => field === reveal }
  const rows = await queryProblem(() =>
    selectRows(
      work,
      compile,
      resource,
      {
        where: [verbTest(work, name, 'read')],
        only: (source) => sql`${source.column('id')} = ${id}::uuid and ${existed(source)}`,
      },
      shown,
    ),
  )
  return rows[0]
}

const noSuchReveal = (field: string): Problem =>
  new Problem('bad_query', {
    message: { zh: `没有字段“${field}”`, en: `there is no field "${field}"` },
  })
