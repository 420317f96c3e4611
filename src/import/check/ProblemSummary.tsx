import {
  clearField,
  placesOf,
  resourceAt,
  sourceAt,
  type Place,
} from '#model/language/import/edit.ts'
import type { ToldAnswer, ToldProblem } from '#model/language/import/wire.ts'
import { useConsole } from '../../views/console.ts'
import type { Importing } from '../use-import.ts'
import { useWords } from '../words.ts'

type Props = { readonly importing: Importing; readonly answer: ToldAnswer }

const columnKey = ({ file, column, field, message }: ToldProblem): string =>
  column === null ? `${file} ${field} ${message}` : `${file} ${column}`

/** Rows of one column that are broken alike before one may as well leave the column out. */
const many = 5

/** Problems counted by column, with a way to leave a hopeless column out; and what stands in no row at all. */
export const ProblemSummary = ({ importing, answer }: Props) => {
  const words = useWords()
  const { index } = useConsole()
  const { recipe } = importing.state
  const groups = [...Map.groupBy(answer.problems, columnKey).values()]
  const placeOf = ({ file, resource }: ToldProblem): Place | undefined =>
    placesOf(recipe).find((place) => resourceAt(index, recipe, place)?.name === resource && importing.fileOf(sourceAt(recipe, place))?.name === file)
  const leaveOut = (problem: ToldProblem): void => {
    const place = placeOf(problem)
    if (place && problem.field !== undefined) void importing.run(true, { recipe: clearField(recipe, place, problem.field) })
  }
  return (
    <section className="card">
      <h2>{words('by_column')}</h2>
      <ul className="problem-columns">
        {groups.map((group) => {
          const [first] = group
          if (!first) return null
          const canLeave = group.length >= many && first.field !== undefined && first.column !== null && placeOf(first)
          return (
            <li key={columnKey(first)}>
              <b>{first.column ?? (first.row === null ? (first.file ?? '') : words('no_column'))}</b>
              <span className="chip bad">{group.length}</span>
              <span className="sub">{first.message}</span>
              {canLeave && (
                <button type="button" className="btn" aria-label={words('skip_column_of', { column: first.column ?? '' })} onClick={() => leaveOut(first)}>
                  {words('skip_column')}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
} // prettier-ignore
