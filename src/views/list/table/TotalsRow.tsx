import { useFormat } from '../../../i18n/format.ts'
import { useText } from '../../../i18n/use-text.ts'
import { fieldKinds } from '../../fields/registry.ts'
import { useList } from '../list-context.ts'
import type { Column } from '../list-view.ts'
import { useTotals } from './totals.ts'

type Props = { readonly columns: readonly Column[]; readonly hasSelection: boolean }

/** Count and sums over the whole filter, not the page. */
export const TotalsRow = ({ columns, hasSelection }: Props) => {
  const text = useText()
  const format = useFormat()
  const { resource, filterValues, total } = useList()
  const fields = columns.filter(({ isTotalled }) => isTotalled).map(({ path }) => path)
  const totals = useTotals(resource, fields, filterValues)
  const first = columns.findIndex(({ isTotalled }) => isTotalled)
  const span = (first < 1 ? columns.length : first) + (hasSelection ? 1 : 0)
  const rest = first < 1 ? [] : columns.slice(first)
  return (
    <tfoot>
      <tr>
        <td colSpan={span}>{text('list.totals', { count: format.number(total ?? 0) })}</td>
        {rest.map(({ path, field, isTotalled, isNumeric }) => {
          const Kind = fieldKinds[field.type].Column
          const value = totals[path]
          return (
            <td key={path} className={isNumeric ? 'num' : undefined}>
              {isTotalled && value !== null && value !== undefined && (
                <Kind field={field} value={value} resource={resource} name={path} record={{ id: 'total' }} />
              )}
            </td>
          )
        })}
        <td />
      </tr>
    </tfoot>
  )
} // prettier-ignore
