import { sql } from 'kysely'
import { memoryEngine } from '#model/language/aggregate-memory.ts'
import type { RunPart } from '#model/language/aggregate-collect.ts'
import { answerAggregate } from '#model/language/aggregate.ts'
import { planAggregate } from '#model/language/aggregate-plan.ts'
import type { Context } from '#model/language/context.ts'
import type { AggregateAnswer, AggregateQuery } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { MemoryRow } from '#model/language/scope.ts'
import type { Database } from '../server/database/database.ts'
import { sqlEngine } from '../server/sql/aggregate.ts'
import { toColumns } from '../server/sql/columns.ts'
import { name } from '../server/sql/names.ts'
import { recomputeAll } from '../server/sql/recompute.ts'
import { contextOf } from './server/sql/model.ts'

export type Tables = Readonly<Record<string, readonly MemoryRow[]>>
export type Ask = (
  resource: string,
  query: AggregateQuery,
  ctx?: Context,
) => Promise<AggregateAnswer>

/** A model whose worked tables are asked; `named` are rows that are always there, such as those with titles. */
export type Golden = { readonly index: ModelIndex; readonly named?: Tables }

const asking =
  ({ index, named = {} }: Golden, run: (ctx: Context) => RunPart, engine: 'sql' | 'js'): Ask =>
  async (resource, query, ctx = contextOf()) =>
    answerAggregate(planAggregate(index, resource, query, ctx), {
      run: run(ctx),
      engine,
      scope: 'all',
      locale: 'zh',
      titles: async (of, ids) =>
        new Map(
          ids.map((one) => [one, String((named[of] ?? []).find((row) => row.id === one)?.name)]),
        ),
    })

/** Asks the JavaScript engine over rows in memory. */
export const askMemory = (golden: Golden, tables: Tables): Ask => {
  const all = new Map(Object.entries({ ...golden.named, ...tables }))
  return asking(golden, () => memoryEngine(all), 'js')
}

/** Puts the rows into a database and asks the SQL engine there. */
export const askDatabase = async (
  golden: Golden,
  database: Database,
  tables: Tables,
): Promise<Ask> => {
  const { index, named = {} } = golden
  const own = [...index.resources.values()].filter(
    ({ name: each }) => !['employees', 'departments'].includes(each),
  )
  for (const { table } of own.toReversed())
    await sql`delete from ${name(table)}`.execute(database.kysely)
  for (const [table, rows] of Object.entries({ ...named, ...tables })) {
    const resource = index.resources.get(table)
    for (const row of rows) {
      const values = resource ? toColumns(resource, row) : {}
      const columns = sql.join(Object.keys(values).map((column) => name(column)))
      await sql`insert into ${name(table)} (${columns}) values (${sql.join(Object.values(values))})`.execute(
        database.kysely,
      )
    }
  }
  await recomputeAll(database.kysely, { index, ctx: contextOf() })
  const scope = { k: 'constant', value: true } as const
  const compile = (ctx: Context) => ({ index, ctx })
  return asking(golden, () => sqlEngine({ kysely: database.kysely, compile, scope }), 'sql')
}
