import { sql } from 'kysely'
import { recordTitle, titlePaths } from '#model/language/title.ts'
import { from } from '../../sql/source.ts'
import { maskedCompile, verbTest } from '../compile.ts'
import { resourceOf, type Work } from '../work.ts'

/** Gives the titles of records by id, of those that the viewer may read. */
export const titlesOf = async (
  work: Work,
  name: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map()
  const resource = resourceOf(work.engine, name)
  const source = from(maskedCompile(work), name)
  const template = (resource.parent ? resource.parent.lines.title : resource.entity.title) ?? '{id}'
  const paths = titlePaths(template)
  const columns = [
    sql`${source.column('id')} as ${sql.ref('id')}`,
    ...paths.map((path, i) => sql`${source.path(path)} as ${sql.ref(`p${i}`)}`),
  ]
  const { rows } = await sql<
    Record<string, unknown>
  >`select ${sql.join(columns)} from ${source.from()}
    where ${source.column('id')} = any(${[...ids]}::uuid[])
    and ${source.open().where(verbTest(work, name, 'read'))}`.execute(work.db)
  return new Map(
    rows.map((row) => {
      const get = (path: string) => (path === 'id' ? row.id : row[`p${paths.indexOf(path)}`])
      return [String(row.id), recordTitle(work.engine.index, name, get, work.who.locale)]
    }),
  )
}
