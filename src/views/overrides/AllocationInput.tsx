import { useGetList } from 'ra-core'
import { useFormContext, useWatch } from 'react-hook-form'
import FormHelperText from '@mui/material/FormHelperText'
import OutlinedInput from '@mui/material/OutlinedInput'
import type { Row } from '#model/language/wire.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useResourceOf } from '../console.ts'
import type { InputProps } from '../fields/kind.ts'
import { parseNumber, plainNumber } from '../inputs/number-text.ts'
import { PathValue } from '../PathValue.tsx'
import { ReferenceLink } from '../ReferenceLink.tsx'
import {
  type Allocation,
  allocatedOf,
  allocationOf,
  spread,
  withAllocation,
} from './allocations.ts'

const shown = 200
const open = 'receivables'
const columns = ['due_on', 'overdue_days', 'balance'] as const

const isRows = (value: unknown): value is readonly Allocation[] => Array.isArray(value)

/** Values of the payment: those of the form where it has them, else those that are stored. */
const usePayment = ({ record }: InputProps) => {
  const values: unknown[] = useWatch({ name: ['customer_id', 'amount'] })
  const [customer, amount] = values.map((value, i) => value ?? record?.[i === 0 ? 'customer_id' : 'amount'])
  return { customer: typeof customer === 'string' ? customer : null, amount: Number(amount ?? 0) }
} // prettier-ignore

/** What the customer owes, oldest first, and what earlier allocations already point to. */
const useOwed = (customer: string | null, rows: readonly Allocation[]) => {
  const chosen = rows.flatMap(({ receivable_id: id }) => (typeof id === 'string' ? [id] : []))
  const { data, isPending } = useGetList<Row>(
    open,
    {
      pagination: { page: 1, perPage: shown },
      sort: { field: 'due_on', order: 'ASC' },
      filter: { $or: [{ customer_id: customer, balance: { $gt: 0 } }, { id: chosen }] },
    },
    { enabled: customer !== null, placeholderData: (before) => before },
  )
  return { owed: customer === null ? [] : (data ?? []), isPending: customer !== null && isPending }
}

type RowProps = { readonly row: Row; readonly amount: unknown; readonly label: string; readonly readOnly: boolean; readonly onChange: (amount: unknown) => void } // prettier-ignore

const OwedRow = ({ row, amount, label, readOnly, onChange }: RowProps) => (
  <tr>
    <td>
      <ReferenceLink resource={open} id={row.id} plain />
    </td>
    {columns.map((path) => (
      <td key={path} className={path === 'due_on' ? undefined : 'num'}>
        <PathValue resource={open} path={path} record={row} />
      </td>
    ))}
    <td className="num">
      <OutlinedInput
        size="small"
        value={plainNumber(amount)}
        readOnly={readOnly}
        inputProps={{ 'aria-label': label, 'inputMode': 'decimal', 'style': { textAlign: 'right' } }}
        onChange={(event) => onChange(parseNumber(event.target.value))}
      />
    </td>
  </tr>
) // prettier-ignore

const Sums = ({ amount, rows }: { readonly amount: number; readonly rows: readonly Allocation[] }) => {
  const text = useText()
  const { money } = useFormat()
  const { allocated, rest } = allocatedOf(amount, rows)
  return (
    <p className="bar" role="status">
      <span>{text('allocation.received', { amount: money(amount) })}</span>
      <span>{text('allocation.allocated', { amount: money(allocated) })}</span>
      <b className={rest < 0 ? 'tone-bad' : undefined}>{text('allocation.rest', { amount: money(rest) })}</b>
    </p>
  )
} // prettier-ignore

/** Shares a payment over what the customer owes: every open receivable is a row, the oldest first. */
export const AllocationInput = (props: InputProps) => {
  const { source, label, readOnly } = props
  const text = useText()
  const words = useLabel()
  const fields = useResourceOf(open)?.fields
  const { setValue, getFieldState, formState } = useFormContext()
  const value: unknown = useWatch({ name: source })
  const rows = isRows(value) ? value : []
  const { customer, amount } = usePayment(props)
  const { owed, isPending } = useOwed(customer, rows)
  const { error } = getFieldState(source, formState)
  const message = error?.message ?? error?.root?.message
  const put = (next: readonly Allocation[]): void => setValue(source, next, { shouldDirty: true, shouldTouch: true })
  if (isPending) return <p className="sub">{text('app.loading')}</p>
  return (
    <section aria-label={label}>
      {label !== props.heading && <span className="input-label">{label}</span>}
      {owed.length === 0 ? (
        <p className="sub">{text(customer === null ? 'allocation.no_customer' : 'allocation.nothing_owed')}</p>
      ) : (
        <>
          <div className="lines-grid allocations">
            <table className="rows">
              <thead>
                <tr>
                  <th>{text('allocation.receivable')}</th>
                  {columns.map((name) => <th key={name} className={name === 'due_on' ? undefined : 'num'}>{words(fields?.[name]?.label)}</th>)}
                  <th className="num">{text('allocation.amount')}</th>
                </tr>
              </thead>
              <tbody>
                {owed.map((row) => (
                  <OwedRow key={row.id} row={row} readOnly={readOnly} label={`${text('allocation.amount')} ${String(row.code ?? '')}`} amount={allocationOf(rows, row.id)} onChange={(next) => put(withAllocation(rows, row.id, next))} />
                ))}
              </tbody>
            </table>
          </div>
          <Sums amount={amount} rows={rows} />
          {!readOnly && (
            <button type="button" className="btn" onClick={() => put(spread(amount, rows, owed))}>
              {text('allocation.spread')}
            </button>
          )}
        </>
      )}
      {message && <FormHelperText error>{message}</FormHelperText>}
    </section>
  )
} // prettier-ignore
