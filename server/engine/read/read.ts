import { sql } from 'kysely'
import type { Test } from '#model/language/ast.ts'
import { testPaths } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import { isUuid } from '#model/language/validate-messages.ts'
import { Problem } from '../../problems.ts'
import { existed } from '../../sql/as-of.ts'
import type { Source } from '../../sql/source.ts'
import { maskedCompile, verbTest } from '../compile.ts'
import { afterCursor } from './cursor.ts'
import { filterTest, orderOf, queryProblem } from './query.ts'
import { runPlanned } from '../record/plans.ts'
import { among, countRows, rowsStatement, selectRows, type Selection } from '../record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import type { ListQuery, Page } from '../service.ts'
import { resourceOf, type Work } from '../work.ts'

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
    const selection: Selection = {
      where,
      limit,
      order: (source) => orderOf(source, sort),
      only: existed,
      offset: query.after === undefined ? from : 0,
    }
    const rows =
      query.after === undefined
        ? await plannedPage(work, resource, query, selection)
        : await pageAfter(work, resource, query.after, sort, selection)
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

/** Reads a page by its place; the same page asked again by the same viewer has its statement made already. */
const plannedPage = async (
  work: Work,
  resource: Resource,
  { filter, sort, range }: ListQuery,
  selection: Selection,
): Promise<Row[]> => {
  const key = `list ${resource.name} ${JSON.stringify([filter, sort, range])}`
  const found = await runPlanned(work, key, [], (at) =>
    rowsStatement(at, maskedCompile(at), resource, selection, {}),
  )
  return found.map(([row]) => row)
}

/** Reads the page after a row. */
const pageAfter = async (
  work: Work,
  resource: Resource,
  cursor: string,
  sort: NonNullable<ListQuery['sort']>,
  selection: Selection,
): Promise<Row[]> => {
  const compile = maskedCompile(work)
  const after = await afterCursor(work, compile, resource.name, sort, cursor)
  const only = (source: Source) => sql`${existed(source)} and ${after(source)}`
  return selectRows(work, compile, resource, { ...selection, only })
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
  const shown = { reveal: (field: string) => field === reveal }
  const rows = await queryProblem(() =>
    runPlanned(work, `get ${name} ${reveal ?? ''}`, [id.toLowerCase()], (at, wanted) => {
      const only = (source: Source) => sql`${among(wanted)(source)} and ${existed(source)}`
      const selection = { where: [verbTest(at, name, 'read')], only }
      return rowsStatement(at, maskedCompile(at), resource, selection, {}, shown)
    }),
  )
  return rows[0]?.[0]
}

const noSuchReveal = (field: string): Problem =>
  new Problem('bad_query', {
    message: { zh: `没有字段“${field}”`, en: `there is no field "${field}"` },
  })
