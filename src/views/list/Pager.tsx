import ChevronLeft from '@mui/icons-material/ChevronLeft'
import ChevronRight from '@mui/icons-material/ChevronRight'
import { useFormat } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.ts'
import { useList } from './list-context.ts'

const sizes = [25, 50, 100]

/** Which rows of how many, and the way to the others. */
export const Pager = () => {
  const text = useText()
  const format = useFormat()
  const { page, perPage, total, data, setPage, setPerPage, isPending } = useList()
  if (isPending || !data || data.length === 0 || total === undefined) return null
  const from = (page - 1) * perPage + 1
  const to = from + data.length - 1
  return (
    <nav className="bar" style={{ margin: 0, justifyContent: 'flex-end' }} aria-label={text('list.page', { page })}>
      <label className="sub">
        {text('list.per_page')}{' '}
        <select className="page-size" value={perPage} onChange={(event) => setPerPage(Number(event.target.value))}>
          {[...new Set([...sizes, perPage])].map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </label>
      <span className="sub" aria-live="polite">
        {text('list.range', { from: format.number(from), to: format.number(to), total: format.number(total) })}
      </span>
      <button type="button" className="icon-button" aria-label={text('list.previous')} disabled={page <= 1} onClick={() => setPage(page - 1)}>
        <ChevronLeft fontSize="small" />
      </button>
      <button type="button" className="icon-button" aria-label={text('list.next')} disabled={to >= total} onClick={() => setPage(page + 1)}>
        <ChevronRight fontSize="small" />
      </button>
    </nav>
  )
} // prettier-ignore
