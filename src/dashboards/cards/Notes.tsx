import { useFormat } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.ts'
import { type Answers, leastGroup } from '../data/answers.ts'
import { reached } from '../data/buckets.ts'
import type { Grid } from '../data/grid.ts'
import { filterNames } from '../data/questions.ts'
import type { Unit } from '../data/units.ts'
import { useWords } from '../words.ts'
import type { CardProps } from './use-card.ts'

type Props = Pick<CardProps, 'dashboard' | 'card'> & {
  /** The earlier day at which the figures stand. */
  readonly asOf?: string | undefined
  readonly answers: Answers
  readonly unfit: readonly string[]
  readonly grid?: Grid
  readonly unit?: Unit | null
  readonly isStale: boolean
}

const shown = 500

/** What a reader must know of the figures: unit, running period, limits, rights, filters left aside, age. */
export const Notes = ({ dashboard, card, answers, asOf, unfit, grid, unit, isStale }: Props) => {
  const words = useWords()
  const format = useFormat()
  const locale = useLanguage()
  const [main] = answers
  const running = grid?.rows.find(({ isPartial }) => isPartial)
  const grain = grid?.axis?.grain
  const sources = [card, ...(card.also ?? [])]
  const missing = answers.flatMap((answer, i) => (answer === null ? [sources[i]?.metric ?? sources[i]?.resource ?? ''] : []))
  const rowLimit = answers.find((answer) => answer?.meta.rowLimit !== undefined)?.meta.rowLimit
  const least = leastGroup(main)
  const notes = [
    rowLimit !== undefined && words('row_limit', { count: format.number(rowLimit) }),
    unit?.name && words('unit', { unit: unit.name }),
    asOf && words('as_of', { day: asOf }),
    running && grain && words('partial', { bucket: running.label, day: format.date(reached(running.key, grain, format.today()), { short: true }) }),
    main.meta.truncated && words('truncated', { count: Math.min(shown, main.rows.length) }),
    unfit.length > 0 && words('unfit', { filters: filterNames(dashboard, unfit, locale) }),
    least !== null && words('withheld', { count: least }),
    missing.length > 0 && words('left_out', { names: missing.join(' ') }),
    isStale && words('stale', { time: format.time(main.meta.computedAt) }),
  ].filter((note) => typeof note === 'string' && note !== '')
  return notes.map((note) => <span key={String(note)}>{note}</span>)
} // prettier-ignore
