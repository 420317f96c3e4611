import type {
  AggregateAnswer,
  AggregateColumn,
  AggregateRow,
  Card,
  Format,
} from '#model/language/definition.ts'
import { type ModelIndex, resolvePath } from '#model/language/resources.ts'
import type { Locale } from '../../i18n/use-text.ts'
import { wordsOf } from '../words.ts'
import type { Answers } from './answers.ts'
import { bucketName, bucketTick } from './buckets.ts'
import { behindCell, behindParts, hrefOf, hrefOfParts } from './drill.ts'
import type { Days } from './period.ts'
import { analyticsOf } from './questions.ts'
import { formatOf } from './units.ts'

export type Role = 'value' | 'past' | 'target' | 'share' | 'cumulative' | 'average' | 'rank'
/** A line, a kind of bar, or a column of the table behind. */
export type Series = {
  readonly key: string
  readonly label: string
  readonly role: Role
  readonly format: Format
  readonly column: AggregateColumn
  /** Members of a second axis: their key. */
  readonly member?: string | null
}
export type Cell = { readonly value: number | null; readonly to?: string }
export type GridRow = {
  readonly key: string
  readonly label: string
  readonly tick: string
  readonly isPartial: boolean
  readonly isOthers: boolean
  readonly cells: Readonly<Record<string, Cell>>
}
/** What a card draws, whatever its kind: the chart, the table behind it and its file are made of the same cells. */
export type Grid = {
  /** Heading of the row labels; empty when there is one row without any axis. */
  readonly head: string
  readonly axis: AggregateColumn | null
  readonly series: readonly Series[]
  readonly rows: readonly GridRow[]
  readonly totals: Readonly<Record<string, number | null>>
}

export type GridOptions = {
  readonly index: ModelIndex
  readonly card: Card
  readonly board: string
  readonly days: Days | null
  readonly today: string
  readonly locale: Locale
}

const othersKey = '$others'
const num = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const axesOf = (answer: AggregateAnswer) => answer.columns.filter(({ kind }) => kind !== 'measure')
const measuresOf = (answer: AggregateAnswer) => answer.columns.filter(({ kind }) => kind === 'measure') // prettier-ignore

const keyOf = (row: AggregateRow, axis: AggregateColumn | undefined): string =>
  axis ? String(row[axis.key] ?? '') : ''

/** Resource whose records an answer counts; of a metric, that of its parts. */
const resourceOf = (answer: AggregateAnswer, row: AggregateRow): string =>
  row.parts?.[0]?.resource ?? answer.resource

/** Whether a number stands for more rows than the viewer may open. */
const isOverEverybody = (index: ModelIndex, answer: AggregateAnswer, { key }: AggregateColumn): boolean => {
  const measure = analyticsOf(index, answer.resource)?.measures[key]
  return measure !== undefined && 'agg' in measure && measure.scope === 'global'
} // prettier-ignore

const linkOf = (options: GridOptions, answer: AggregateAnswer, row: AggregateRow, column: AggregateColumn): string | undefined => {
  const { index, board, days, today } = options
  if (isOverEverybody(index, answer, column)) return undefined
  const cell = { row, column, axes: axesOf(answer), resource: resourceOf(answer, row), days, today }
  const parts = behindParts(index, cell).filter(({ resource }) => index.resources.has(resource))
  if (parts.length > 0) return hrefOfParts(board, parts)
  const behind = behindCell(index, cell)
  return index.resources.has(behind.resource) ? hrefOf(index, board, behind, column.key) : undefined
} // prettier-ignore

const cellOf = (options: GridOptions, answer: AggregateAnswer, row: AggregateRow, column: AggregateColumn): Cell => {
  const to = linkOf(options, answer, row, column)
  return { value: num(row[column.key]), ...(to !== undefined && { to }) }
} // prettier-ignore

const rowName = (row: AggregateRow, axis: AggregateColumn | undefined, locale: Locale): string => {
  if (!axis) return ''
  const key = row[axis.key]
  if (axis.grain && typeof key === 'string') return bucketName(key, axis.grain, locale)
  if (key === othersKey && row.others !== undefined) return wordsOf(locale)('others', { count: row.others })
  return row.label[axis.key] ?? String(key ?? '')
} // prettier-ignore

const headerOf = (answer: AggregateAnswer, row: AggregateRow, axis: AggregateColumn | undefined, locale: Locale, isFirst: boolean): Omit<GridRow, 'cells'> => {
  const key = keyOf(row, axis)
  const label = rowName(row, axis, locale)
  return {
    key,
    label,
    tick: axis?.grain && key ? bucketTick(key, axis.grain, locale, isFirst) : label,
    isPartial: axis?.grain !== undefined && answer.meta.partial.includes(key),
    isOthers: key === othersKey,
  }
} // prettier-ignore

type Side = 'previousYear' | 'previousPeriod'

/** The columns of one answer with one axis: each measure with its past, target and shares. */
const seriesOf = (answer: AggregateAnswer, at: number, locale: Locale): readonly (Series & { readonly read: (row: AggregateRow) => number | null })[] => {
  const words = wordsOf(locale)
  const measures = measuresOf(answer)
  const has = (test: (row: AggregateRow) => unknown) => answer.rows.some((row) => test(row) !== undefined && test(row) !== null)
  return measures.flatMap((column) => {
    const { key } = column
    const format = formatOf(column)
    const named = (role: Role, suffix: string, label: string, f: Format, read: (row: AggregateRow) => unknown) =>
      role === 'value' || has(read) ? [{ key: `${at}.${key}${suffix}`, label, role, format: f, column, read: (row: AggregateRow) => num(read(row)) }] : []
    const of = (label: string) => (measures.length > 1 ? `${column.label[locale]} · ${label}` : label)
    const past = (side: Side, word: 'last_year' | 'period_before') => named('past', `.${side}`, of(words(word)), format, (row) => row[side]?.[key])
    return [
      ...named('value', '', column.label[locale], format, (row) => row[key]),
      ...past('previousYear', 'last_year'),
      ...past('previousPeriod', 'period_before'),
      ...named('target', '.target', of(words('target')), format, (row) => row.target?.[key]),
      ...named('average', '.average', of(words('moving_average')), format, (row) => row.post?.[key]?.movingAverage),
      ...named('share', '.share', of(words('share')), 'percent', (row) => row.post?.[key]?.share),
      ...named('rank', '.rank', of(words('rank')), 'integer', (row) => row.post?.[key]?.rank),
      ...named('cumulative', '.cumulative', of(words('cumulative')), 'percent', (row) => row.post?.[key]?.cumulativeShare),
    ]
  })
} // prettier-ignore

const flatGrid = (answers: Answers, options: GridOptions): Grid => {
  const { locale } = options
  const series = answers.map((answer, at) => (answer ? seriesOf(answer, at, locale) : []))
  const rows = new Map<string, GridRow>()
  answers.forEach((answer, at) => {
    const axis = answer ? axesOf(answer)[0] : undefined
    answer?.rows.forEach((row, i) => {
      const known = rows.get(keyOf(row, axis)) ?? { ...headerOf(answer, row, axis, locale, i === 0), cells: {} }
      const cells = series[at]?.map((one) => [one.key, one.role === 'value' ? cellOf(options, answer, row, one.column) : { value: one.read(row) }] as const)
      rows.set(known.key, { ...known, cells: { ...known.cells, ...Object.fromEntries(cells ?? []) } })
    })
  })
  const [main] = answers
  const axis = axesOf(main)[0] ?? null
  const all = [...rows.values()]
  return {
    head: axis?.label[locale] ?? '',
    axis,
    series: series.flatMap((list) => list.map(({ read: _, ...one }) => one)),
    rows: axis?.grain ? all.toSorted((a, b) => (a.key < b.key ? -1 : 1)) : all.filter((row) => row.key !== '' || !isNothing(row) || !axis),
    totals: totalsOf(answers, series),
  }
} // prettier-ignore

/** Whether all figures of a row are nothing. */
const isNothing = ({ cells }: GridRow): boolean =>
  Object.values(cells).every(({ value }) => value === null || value === 0)

const totalsOf = (answers: Answers, series: readonly (readonly (Series & { readonly read: (row: AggregateRow) => number | null })[])[]): Grid['totals'] =>
  Object.fromEntries(
    answers.flatMap((answer, at) => {
      if (!answer?.totals) return []
      const row: AggregateRow = { key: '', label: {}, drill: {}, ...answer.totals }
      return (series[at] ?? []).map((one) => [one.key, one.read(row)])
    }),
  ) // prettier-ignore

/** Members of a second axis in their order: options as the model lists them, time as it passes, others last. */
const membersOf = (answer: AggregateAnswer, axis: AggregateColumn, { index, locale }: GridOptions): readonly (readonly [string, string])[] => {
  const found = new Map<string, { readonly name: string; readonly sum: number }>()
  const measure = measuresOf(answer)[0]?.key ?? ''
  for (const row of answer.rows) {
    const key = keyOf(row, axis)
    const sum = (found.get(key)?.sum ?? 0) + Math.abs(num(row[measure]) ?? 0)
    found.set(key, { name: rowName(row, axis, locale), sum })
  }
  const path = analyticsOf(index, answer.resource)?.dimensions[axis.key]?.field
  const field = path === undefined ? undefined : resolvePath(index, answer.resource, path)?.field
  const options = field?.type === 'enum' ? Object.keys(field.options) : []
  const rank = (key: string): number => (key === othersKey ? 1e6 : key === '' ? 1e7 : options.indexOf(key))
  return [...found]
    .toSorted(([a, x], [b, y]) => rank(a) - rank(b) || (axis.grain ? (a < b ? -1 : 1) : y.sum - x.sum))
    .map(([key, { name }]) => [key, name])
} // prettier-ignore

/** Rows of the first axis, one column a member of the second. */
const crossGrid = (answer: AggregateAnswer, options: GridOptions): Grid => {
  const { locale } = options
  const [rowAxis, lane] = axesOf(answer)
  const [column] = measuresOf(answer)
  if (!rowAxis || !lane || !column) return { head: '', axis: null, series: [], rows: [], totals: {} }
  const series = membersOf(answer, lane, options).map(([member, name]): Series => ({
    key: `m.${member}`, member, label: name, role: 'value', format: formatOf(column), column,
  }))
  const rows = new Map<string, GridRow>()
  for (const row of answer.rows) {
    const known = rows.get(keyOf(row, rowAxis)) ?? { ...headerOf(answer, row, rowAxis, locale, rows.size === 0), cells: {} }
    rows.set(known.key, { ...known, cells: { ...known.cells, [`m.${keyOf(row, lane)}`]: cellOf(options, answer, row, column) } })
  }
  const sum = (row: GridRow) => Object.values(row.cells).reduce((total, { value }) => total + (value ?? 0), 0)
  const isAsked = options.card.query?.sort?.some(([key]) => key === rowAxis.key) === true
  const ordered = isAsked ? [...rows.values()] : [...rows.values()].toSorted((a, b) =>
    rowAxis.grain ? (a.key < b.key ? -1 : 1) : Number(a.isOthers) - Number(b.isOthers) || sum(b) - sum(a),
  )
  // A member without any number, such as a department too small to be shown, is no column.
  const told = series.filter(({ key }) => ordered.some(({ cells }) => typeof cells[key]?.value === 'number'))
  return { head: rowAxis.label[locale], axis: rowAxis, series: told, rows: ordered, totals: {} }
} // prettier-ignore

/** Lays the answers of a card out as rows and series. */
export const gridOf = (answers: Answers, options: GridOptions): Grid =>
  axesOf(answers[0]).length > 1 ? crossGrid(answers[0], options) : flatGrid(answers, options)

/** Values of some series, for the unit of their axis. */
export const valuesOf = (grid: Grid, series: readonly Series[]): readonly (number | null)[] =>
  grid.rows.flatMap(({ cells }) => series.map(({ key }) => cells[key]?.value ?? null))

/** Whether there is nothing to draw. */
export const isBlank = (grid: Grid): boolean => grid.rows.every(isNothing)
