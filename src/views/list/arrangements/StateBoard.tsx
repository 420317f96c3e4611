import { useGetList } from 'ra-core'
import type { EnumOption } from '#model/language/definition.ts'
import { resolvePath } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import { useCounts } from '../../../data/counts.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import { useConsole } from '../../console.ts'
import { Chip } from '../../fields/Enum.tsx'
import { EmptyList } from '../EmptyList.tsx'
import { useList } from '../list-context.ts'
import type { ListView } from '../list-view.ts'
import { RecordCard, useFacts } from '../table/RecordCard.tsx'
import { narrowed } from './arrangement.ts'
import './arrangements.css'

/** Cards of a column; the others are a click away. */
const shown = 12
const mostFacts = 3

type ColumnProps = {
  readonly view: ListView
  readonly path: string
  readonly value: string
  readonly option: EnumOption
  readonly count: number
}

const BoardColumn = ({ view, path, value, option, count }: ColumnProps) => {
  const text = useText()
  const label = useLabel()
  const format = useFormat()
  const { resource, filterValues, sort, go } = useList()
  const facts = useFacts(resource, view, mostFacts, path)
  const { data = [] } = useGetList<Row>(
    resource,
    {
      pagination: { page: 1, perPage: shown },
      sort: { ...sort },
      filter: narrowed(filterValues, { [path]: value }),
    },
    { placeholderData: (before) => before, retry: false },
  )
  return (
    <section className="state-column" aria-label={label(option)}>
      <h2>
        <Chip option={option} />
        <em>{format.number(count)}</em>
      </h2>
      <ul className="cards">
        {data.map((record) => (
          <li key={record.id}>
            <RecordCard
              resource={resource}
              record={record}
              facts={facts}
              hasState={path !== 'state'}
            />
          </li>
        ))}
      </ul>
      {count > data.length && data.length > 0 && (
        <button
          type="button"
          className="plain sub"
          onClick={() => go({ arrangement: 'table', filter: { ...filterValues, [path]: [value] } })}
        >
          {text('home.view_all', { count })}
        </button>
      )}
    </section>
  )
}

/** The rows of a list as cards, a column for each state that has any. */
export const StateBoard = ({ view, path }: { readonly view: ListView; readonly path: string }) => {
  const text = useText()
  const label = useLabel()
  const { index } = useConsole()
  const { resource, filterValues, total } = useList()
  const field = resolvePath(index, resource, path)?.field
  const options = field?.type === 'enum' ? Object.entries(field.options) : []
  const counts = useCounts(
    options.map(([key]) => ({ resource, filter: narrowed(filterValues, { [path]: key }) })),
  )
  if (total === 0) return <div className="card flush"><EmptyList /></div>
  const columns = options.map(([key, option], i) => ({ key, option, count: counts[i] ?? 0 }))
  const empty = columns.filter(({ count }, i) => counts[i] !== undefined && count === 0)
  return (
    <>
      <div className="state-board" role="group" aria-label={label(field?.label)} tabIndex={0}>
        {columns.map(({ key, option, count }) =>
          count > 0 ? <BoardColumn key={key} view={view} path={path} value={key} option={option} count={count} /> : null,
        )}
      </div>
      {empty.length > 0 && (
        <p className="sub">
          {text('arrange.empty', { names: empty.map(({ option }) => label(option)).join(text('arrange.and')) })}
        </p>
      )}
    </>
  )
} // prettier-ignore
