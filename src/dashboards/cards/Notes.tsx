import { useFormat } from '../../i18n/format.ts'
import { useLabel, useLanguage } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
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
  const label = useLabel()
  const [main] = answers
  const running = grid?.rows.find(({ isPartial }) => isPartial)
  const grain = grid?.axis?.grain
  const sources = [card, ...(card.also ?? [])]
  const { index } = useConsole()
  const nameOf = (source: { readonly metric?: string; readonly resource?: string } | undefined): string => {
    const metric = index.model.metrics.find(({ name }) => name === source?.metric)
    return label(metric?.label ?? index.resources.get(source?.resource ?? '')?.label)
  }
  const missing = answers.flatMap((answer, i) => (answer === null ? [nameOf(sources[i])] : []))
  const rowLimit = answers.find((answer) => answer?.meta.rowLimit !== undefined)?.meta.rowLimit
  const least = leastGroup(main)
  const notes = [
    rowLimit !== undefined && words('row_limit', { count: format.number(rowLimit) }),
    unit?.name && words('unit', { unit: unit.name }),
    unit && card.options?.line === true && words('axis_cut'),
    asOf && words('as_of', { day: asOf }),
    running && grain && words('partial', { bucket: running.label, day: format.date(reached(running.key, grain, format.today()), { short: true }) }),
    main.meta.truncated && words('truncated', { count: Math.min(shown, main.rows.length) }),
    unfit.length > 0 && words('unfit', { filters: filterNames(dashboard, unfit, locale) }),
    least !== null && words('withheld', { count: least }),
    missing.length > 0 && words('left_out', { names: missing.filter((name) => name !== '').join(locale === 'zh' ? '、' : ', ') }),
    isStale && words('stale', { time: format.time(main.meta.computedAt) }),
  ].filter((note) => typeof note === 'string' && note !== '')
  return notes.map((note) => <span key={String(note)}>{note}</span>)
} // prettier-ignore
