import type { AggregateAnswer, AggregateRow } from '#model/language/definition.ts'
import type { Figure } from './figures.ts'

/** One figure beside what is known of it. */
export type Compared = {
  readonly name: string
  readonly ours: string
  readonly known: string
  readonly ok: boolean
}

/** Asks the running server. */
export type Ask = (resource: string, query: Figure['query']) => Promise<AggregateAnswer>

const decimalsOf = (known: string): number => known.split('.')[1]?.length ?? 0

/** Shows a number with the decimals of the known figure and its thousands. */
const show = (value: unknown, known: string): string => {
  if (typeof value !== 'number') return String(value ?? 'none')
  const digits = decimalsOf(known)
  return new Intl.NumberFormat('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
}

const rowOf = ({ rows }: AggregateAnswer, row: string | number): AggregateRow | undefined =>
  typeof row === 'number' ? rows[row] : rows.find(({ key }) => key === row)

/** A known figure that names its row is compared with the row's label too. */
const ourFigure = (row: AggregateRow | undefined, { field, known }: Figure): string => {
  if (!row) return 'none'
  const number = show(row[field], known)
  const isNamed = known.includes(' ')
  return isNamed ? `${Object.values(row.label)[0] ?? row.key} ${number}` : number
}

/** Compares figures with the answers of the server; equal questions are asked once. */
export const compareFigures = async (
  ask: Ask,
  figures: readonly Figure[],
): Promise<readonly Compared[]> => {
  const answers = new Map<string, Promise<AggregateAnswer>>()
  const compared: Compared[] = []
  for (const figure of figures) {
    const { name, resource, query, row, known } = figure
    const question = JSON.stringify([resource, query])
    const answer = answers.get(question) ?? ask(resource, query)
    answers.set(question, answer)
    const ours = ourFigure(rowOf(await answer, row), figure)
    compared.push({ name, ours, known, ok: ours === known })
  }
  return compared
}

/** Writes a line a figure: `name<TAB>ours<TAB>known<TAB>ok|differs`. */
export const lineOf = ({ name, ours, known, ok }: Compared): string =>
  [name, ours, known, ok ? 'ok' : 'differs'].join('\t')
