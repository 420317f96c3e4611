import { useId, useState } from 'react'
import { placesOf, sourceAt, useOf, valuesAt } from '#model/language/import/edit.ts'
import type { Correction, ToldAnswer, ToldProblem } from '#model/language/import/wire.ts'
import type { Importing } from '../use-import.ts'
import { useWords } from '../words.ts'

type Props = { readonly importing: Importing; readonly answer: ToldAnswer; readonly file: string }

/** Rows that are shown at first, and with every further asking. */
const page = 50

/** Columns that are imported or have a problem: the others would only widen the grid. */
const useShownColumns = ({ importing, answer, file }: Props): readonly (readonly [string, number])[] => {
  const { recipe } = importing.state
  const broken = new Set(answer.problems.filter((each) => each.file === file).map(({ column }) => column))
  const used = new Set(
    placesOf(recipe).flatMap((place) => {
      const source = sourceAt(recipe, place)
      if (importing.fileOf(source)?.name !== file) return []
      return Object.values(valuesAt(recipe, place)).map((spec) => useOf(recipe.sources[source] ?? {}, spec)?.column)
    }),
  )
  const columns = answer.files.find(({ name }) => name === file)?.columns ?? []
  return columns.flatMap((name, at) => (broken.has(name) || used.has(name) ? [[name, at] as const] : []))
} // prettier-ignore

const isFor = (correction: Correction, file: string, row: number): boolean =>
  correction.file === file && correction.row === row

const useCorrections = (importing: Importing, file: string) => {
  const { corrections } = importing.state
  const setAll = (next: readonly Correction[]): void => importing.set({ corrections: next })
  return {
    valueOf: (row: number, column: string): string | undefined => {
      const found = corrections.find((each) => isFor(each, file, row) && 'column' in each && each.column === column)
      return found && 'value' in found ? found.value : undefined
    },
    isLeftOut: (row: number) => corrections.some((each) => isFor(each, file, row) && 'skip' in each),
    put: (row: number, column: string, value: string): void =>
      setAll([...corrections.filter((each) => !(isFor(each, file, row) && 'column' in each && each.column === column)), { file, row, column, value }]),
    leaveOut: (row: number, out: boolean): void => {
      const others = corrections.filter((each) => !(isFor(each, file, row) && 'skip' in each))
      setAll(out ? [...others, { file, row, skip: true }] : others)
    },
  }
} // prettier-ignore

type CellProps = {
  readonly row: number
  readonly column: string
  readonly value: string
  readonly isCorrected: boolean
  readonly isOff: boolean
  readonly problems: readonly ToldProblem[]
  readonly onChange: (value: string) => void
}

const GridCell = ({ row, column, value, isCorrected, isOff, problems, onChange }: CellProps) => {
  const words = useWords()
  const id = useId()
  const isBroken = problems.length > 0
  return (
    <td className={isBroken && !isCorrected ? 'broken' : ''}>
      <input
        aria-label={words('cell', { row, column })}
        aria-invalid={isBroken && !isCorrected}
        aria-describedby={isBroken ? id : undefined}
        className={isCorrected ? 'corrected' : ''}
        value={value}
        disabled={isOff}
        onChange={(event) => onChange(event.target.value)}
      />
      {isBroken && (
        <span id={id} className="why">
          {problems.map(({ message }) => message).join(' ')}
        </span>
      )}
    </td>
  )
} // prettier-ignore

type RowProps = Props & { readonly row: ToldAnswer['rows'][number]; readonly columns: readonly (readonly [string, number])[]; readonly problems: readonly ToldProblem[] } // prettier-ignore

const GridRow = ({ importing, file, row: { row, cells }, columns, problems }: RowProps) => {
  const words = useWords()
  const { valueOf, isLeftOut, put, leaveOut } = useCorrections(importing, file)
  const isOut = isLeftOut(row)
  const whole = problems.filter(({ column }) => !columns.some(([name]) => name === column))
  return (
    <tr className={isOut ? 'out' : ''}>
      <th scope="row" className="num">
        {row}
      </th>
      {columns.map(([name, at]) => {
        const corrected = valueOf(row, name)
        return (
          <GridCell
            key={name}
            row={row}
            column={name}
            value={corrected ?? String(cells[at] ?? '')}
            isCorrected={corrected !== undefined}
            isOff={isOut}
            problems={problems.filter(({ column }) => column === name)}
            onChange={(value) => put(row, name, value)}
          />
        )
      })}
      <td className="rest">
        {whole.length > 0 && <span className="why">{whole.map(({ message }) => message).join(' ')}</span>}
        <button type="button" className="btn" aria-label={isOut ? undefined : words('leave_out_row', { row })} onClick={() => leaveOut(row, !isOut)}>
          {words(isOut ? 'take_back' : 'leave_out')}
        </button>
      </td>
    </tr>
  )
} // prettier-ignore

/** The rows of one file that have problems, with every cell open to be put right. */
export const ProblemGrid = (props: Props) => {
  const { answer, file } = props
  const words = useWords()
  const [limit, setLimit] = useState(page)
  const columns = useShownColumns(props)
  const rows = answer.rows.filter((each) => each.file === file)
  const byRow = Map.groupBy(answer.problems.filter((each) => each.file === file), ({ row }) => row)
  if (rows.length === 0) return null
  const title = words('problems_in', { file })
  return (
    <section className="card grid">
      <h2>{title}</h2>
      <div className="scroll" role="region" aria-label={title} tabIndex={0}>
        <table className="rows problem-grid">
          <thead>
            <tr>
              <th className="num">{words('row')}</th>
              {columns.map(([name]) => <th key={name}>{name}</th>)}
              <th>{words('problem')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, limit).map((row) => (
              <GridRow key={row.row} {...props} row={row} columns={columns} problems={byRow.get(row.row) ?? []} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > limit && (
        <button type="button" className="btn" onClick={() => setLimit(limit + page)}>
          {words('show_more', { count: Math.min(page, rows.length - limit) })}
        </button>
      )}
    </section>
  )
} // prettier-ignore
