import type { Grid, GridRow, Series } from '../data/grid.ts'
import type { Unit } from '../data/units.ts'

/** What every chart is given. */
export type ChartProps = {
  readonly grid: Grid
  readonly unit: Unit
  readonly isLarge: boolean
  /** Target of the measure itself, for rates. */
  readonly target?: number | undefined
  readonly options?: Readonly<Record<string, unknown>> | undefined
}

/** A row as recharts wants it: `s0`, `s1` ... in the unit of the axis. */
export type Point = { readonly tick: string; readonly row: GridRow } & Readonly<
  Record<`s${number}`, number | null>
>

/** Series of the axis' own format that have some of the roles. */
export const drawn = (grid: Grid, unit: Unit, ...roles: readonly Series['role'][]): readonly Series[] =>
  grid.series.filter(({ role, format }) => roles.includes(role) && format === unit.format) // prettier-ignore

/** Makes the points of a chart; `s<i>` is the i-th of the series. */
export const pointsOf = (grid: Grid, series: readonly Series[], unit: Unit): readonly Point[] =>
  grid.rows.map((row) => ({
    tick: row.tick,
    row,
    ...Object.fromEntries(
      series.map(({ key, format }, i) => {
        const value = row.cells[key]?.value ?? null
        return [`s${i}`, value === null || format !== unit.format ? value : value / unit.size]
      }),
    ),
  }))

const steps = [1, 2, 2.5, 5, 10]

/** Round marks of an axis that holds all values, and zero unless told otherwise; about five of them. */
export const ticksOf = (values: readonly (number | null)[], withZero = true): readonly number[] => {
  const known = values.filter((value) => value !== null)
  const ends = withZero || known.length === 0 ? [0, ...known] : known
  const [low, high] = [Math.min(...ends), Math.max(...ends)]
  const raw = (high - low || 1) / 4
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = (steps.find((one) => one * power >= raw) ?? 10) * power
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step) || 1]
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12))) // prettier-ignore
}

const colours = ['--c1', '--c2', '--c3', '--c4', '--c5', '--c6']
const ages = ['--age0', '--age1', '--age2', '--age3', '--age4']

/** Colour of a member: ageing from light to dark, others grey, the rest by turn. */
export const colourOf = (series: readonly Series[], i: number, isSequential: boolean): string => {
  const member = series[i]?.member
  if (member === '$others' || member === '') return 'var(--border-strong)'
  const palette = isSequential ? ages : colours
  if (i >= palette.length) return 'var(--text-3)'
  return `var(${palette[i]})`
}

/** Colours of measures beside each other: what was meant in grey, what came in blue. */
export const barColour = (count: number, i: number): string =>
  count === 2
    ? i === 0
      ? 'var(--bar-before)'
      : 'var(--c1)'
    : `var(${colours[i % colours.length]})`
