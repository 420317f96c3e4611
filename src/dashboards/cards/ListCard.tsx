import { Link } from 'react-router-dom'
import { resolvePath } from '#model/language/resources.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel, useLanguage, useText } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { fieldKinds } from '../../views/fields/registry.ts'
import { usePathLabel } from '../../views/list/path-label.ts'
import { DueWords } from '../../layout/home/DueWords.tsx'
import { PathValue } from '../../views/PathValue.tsx'
import { filterNames } from '../data/questions.ts'
import { useWords } from '../words.ts'
import { Frame } from './Frame.tsx'
import { Empty, Loading, Refused } from './States.tsx'
import type { CardProps } from './use-card.ts'
import { useRows } from './use-rows.ts'
import type { Row } from '#model/language/wire.ts'

type TableProps = { readonly resource: string; readonly columns: readonly string[]; readonly rows: readonly Row[]; readonly countdown?: string | undefined } // prettier-ignore

/** Records as a table; the first column opens the record. */
export const RowsTable = ({ resource, columns, rows, countdown }: TableProps) => {
  const { index } = useConsole()
  const pathLabel = usePathLabel(resource)
  const parent = index.resources.get(resource)?.parent
  const isNumeric = (path: string): boolean => {
    const field = resolvePath(index, resource, path)?.field
    return field !== undefined && fieldKinds[field.type].isNumeric === true
  }
  const recordOf = (row: Row): string =>
    parent ? `/${parent.resource}/${String(row[parent.key])}/show` : `/${resource}/${row.id}/show`
  return (
    <div className="table-scroll behind">
      <table className="rows">
        <thead>
          <tr>
            {columns.map((path) => <th key={path} scope="col" className={isNumeric(path) ? 'num' : undefined}>{pathLabel(path)}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map((path, i) => (
                <td key={path} className={isNumeric(path) ? 'num' : undefined}>
                  {i === 0 ? (
                    <Link to={recordOf(row)}><PathValue resource={resource} path={path} record={row} plain /></Link>
                  ) : (
                    <PathValue resource={resource} path={path} record={row} />
                  )}
                  {path === countdown && <span className="countdown"><DueWords value={row[path]} /></span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
} // prettier-ignore

/** The records that ask for attention, and the way to all of them. */
export const ListCard = (props: CardProps) => {
  const { card, dashboard, state, onClear } = props
  const text = useText()
  const words = useWords()
  const label = useLabel()
  const format = useFormat()
  const locale = useLanguage()
  const { data, total, error, isPending, isPlaceholderData, refetch, unfit, asOf, href } = useRows(props)
  const hasFilters = Object.keys(state.filters).length > 0
  return (
    <Frame
      card={card}
      isRefetching={isPlaceholderData}
      actions={{ listHref: href }}
      end={total ? <Link to={href}>{text('home.view_all', { count: format.number(total) })}</Link> : undefined}
      notes={(
        <>
          {asOf && <span>{words('as_of', { day: asOf })}</span>}
          {unfit.length > 0 && <span>{words('unfit', { filters: filterNames(dashboard, unfit, locale) })}</span>}
        </>
      )}
    >
      {() => {
        if (isPending) return <Loading title={label(card.title)} />
        if (!data) return <Refused error={error} onRetry={() => void refetch()} />
        if (data.length === 0) return <Empty isNow onClear={hasFilters ? onClear : undefined} />
        return <RowsTable resource={card.resource ?? ''} columns={card.list?.columns ?? []} rows={data} countdown={card.list?.countdown} />
      }}
    </Frame>
  )
} // prettier-ignore
