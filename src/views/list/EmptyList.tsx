import { Link } from 'react-router-dom'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useMay, useResourceOf } from '../console.ts'
import { useList } from './list-context.ts'

/** Says why there are no rows, and what to do about it. */
export const EmptyList = () => {
  const text = useText()
  const label = useLabel()
  const { resource, filterValues, setFilters } = useList()
  const may = useMay(resource)
  const name = label(useResourceOf(resource)?.label)
  const isFiltered = Object.keys(filterValues).length > 0
  return (
    <div className="quiet" role="status">
      <b>{text(isFiltered ? 'list.filtered' : 'list.empty', { name })}</b>
      <span>{text(isFiltered ? 'list.filtered_hint' : 'list.empty_hint', { name })}</span>
      {isFiltered && (
        <button type="button" className="btn" onClick={() => setFilters({})}>
          {text('list.clear')}
        </button>
      )}
      {!isFiltered && may.create && (
        <Link className="btn main" to={`/${resource}/create`}>
          {text('form.create', { name })}
        </Link>
      )}
    </div>
  )
}
