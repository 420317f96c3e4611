import type { AggregateQuery } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import { behindCell } from '../../src/dashboards/data/drill.ts'
import type { Principal, Service } from '../../server/engine/service.ts'

type Asked = {
  readonly service: Service
  readonly index: ModelIndex
  readonly who: Principal
  readonly resource: string
  readonly query: AggregateQuery
  readonly today: string
}

/** The counts that a query answers, each beside the number of records that its mark opens. */
export const countsBehind = async ({
  service,
  index,
  who,
  resource,
  query,
  today,
}: Asked): Promise<readonly (readonly [string, number, number])[]> => {
  const { rows, columns } = await service.aggregate(who, resource, query)
  const axes = columns.filter(({ kind }) => kind !== 'measure')
  const counts = columns.filter(({ kind, format }) => kind === 'measure' && format === 'integer')
  const days = query.range ? { from: query.range.from, to: query.range.to } : null
  const all: (readonly [string, number, number])[] = []
  for (const row of rows)
    for (const column of counts) {
      const { filter } = behindCell(index, { row, column, axes, resource, days, today })
      const { total } = await service.list(who, resource, { filter, range: [0, 0] })
      all.push([`${row.key} ${column.key}`, Number(row[column.key]), total ?? -1])
    }
  return all
}
