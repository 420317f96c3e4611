import Button from '@mui/material/Button'
import { useGetList } from 'ra-core'
import { useMemo } from 'react'
import { Link, useNavigate } from 'react-router-dom'
import type { Row } from '#model/language/wire.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import { useConsole, useMay } from '../../console.ts'
import { listViewOf } from '../../list/list-view.ts'
import { usePathLabel } from '../../list/path-label.ts'
import { PathValue } from '../../PathValue.tsx'
import type { Related } from './related.ts'

const shown = 25

/** The records that point to this one, as a small table; the whole list is one click away. */
export const RelatedList = ({ related, id }: { readonly related: Related; readonly id: string }) => {
  const text = useText()
  const label = useLabel()
  const format = useFormat()
  const navigate = useNavigate()
  const { index } = useConsole()
  const { resource } = related
  const may = useMay(resource)
  const pathLabel = usePathLabel(resource)
  const view = useMemo(() => listViewOf(index, resource), [index, resource])
  const filter = related.filter(id)
  const { data, total } = useGetList<Row>(resource, { pagination: { page: 1, perPage: shown }, sort: { ...(view?.sort ?? { field: 'id', order: 'DESC' }) }, filter })
  const columns = view?.columns.filter(({ isHidden, path }) => !isHidden && !(path in filter)) ?? []
  const all = `/${resource}?filter=${encodeURIComponent(JSON.stringify(filter))}`
  return (
    <section className="card flush">
      <header style={{ padding: '10px 16px' }}>
        <h2>{label(related.label)}</h2>
        <span className="bar" style={{ margin: 0 }}>
          {total !== undefined && total > shown && <Link to={all}>{text('home.view_all', { count: format.number(total) })}</Link>}
          {may.create && (
            <Button component={Link} to={`/${resource}/create`} state={{ record: related.preset(id) }}>
              {text('list.create')}
            </Button>
          )}
        </span>
      </header>
      {data?.length === 0 ? (
        <p className="quiet">{text('list.empty', { name: label(related.label) })}</p>
      ) : (
        <div style={{ overflowX: 'auto' }}>
          <table className="rows">
            <thead>
              <tr>{columns.map(({ path, isNumeric }) => <th key={path} className={isNumeric ? 'num' : undefined}>{pathLabel(path)}</th>)}</tr>
            </thead>
            <tbody>
              {data?.map((row) => (
                <tr key={row.id} className="clickable" onClick={() => void navigate(`/${resource}/${row.id}/show`)}>
                  {columns.map(({ path, isNumeric }, i) => (
                    <td key={path} className={isNumeric ? 'num' : undefined}>
                      {i === 0 ? (
                        <Link to={`/${resource}/${row.id}/show`} onClick={(event) => event.stopPropagation()}>
                          <PathValue resource={resource} path={path} record={row} plain />
                        </Link>
                      ) : (
                        <PathValue resource={resource} path={path} record={row} />
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
} // prettier-ignore
