import type { Key } from 'react'
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import {
  BarShape,
  Tick,
  Tip,
  axisText,
  gridStroke,
  margin,
  rowOf,
  sizeOf,
  useOpen,
} from './parts.tsx'
import { type ChartProps, drawn, pointsOf, ticksOf } from './points.ts'

const styles = {
  value: 'var(--c1)',
  past: 'var(--text-3)',
  average: 'var(--c6)',
  target: 'var(--c3)',
  share: '',
  cumulative: '',
  rank: '',
} as const

type MarkProps = { readonly cx?: number; readonly cy?: number; readonly key?: Key | null }

/** A target of a period: a diamond where it stands. */
const TargetMark = ({ cx, cy, key }: MarkProps) =>
  cx === undefined || cy === undefined ? (
    <g key={key} />
  ) : (
    <path
      key={key}
      d={`M${cx} ${cy - 5}l5 5-5 5-5-5z`}
      fill={styles.target}
      stroke="var(--surface)"
    />
  )

/** A measure over time: amounts as bars, rates as a line; last year dashed, the mean as a line, targets as marks. */
export const Trend = ({ grid, unit, isLarge, target, options }: ChartProps) => {
  const open = useOpen()
  const series = drawn(grid, unit, 'value', 'past', 'average', 'target')
  const colours = series.map(({ role }) => styles[role])
  const isRate = ['percent', 'days', 'hours'].includes(unit.format) || options?.line === true
  const points = pointsOf(grid, series, unit)
  const values = points.flatMap((point) => [...series.map((_, i) => point[`s${i}`] ?? null), isRate ? (target ?? null) : null])
  const ticks = [...ticksOf(values, options?.line !== true)]
  const dot = { r: 3, cursor: 'pointer', fill: 'var(--surface)' }
  return (
    <ComposedChart responsive data={[...points]} margin={margin} style={sizeOf(isLarge)}>
      <CartesianGrid vertical={false} stroke={gridStroke} />
      <XAxis padding={isRate ? { left: 16, right: 16 } : { left: 0, right: 0 }} dataKey="tick" tick={<Tick />} height={34} tickLine={false} axisLine={{ stroke: gridStroke }} interval="preserveStart" minTickGap={2} />
      <YAxis ticks={ticks} domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]} tick={axisText} tickLine={false} axisLine={false} width={48} />
      <Tooltip isAnimationActive={false} cursor={{ fill: 'var(--sunken)', stroke: gridStroke }} content={<Tip series={series} colours={colours} />} />
      {isRate && target !== undefined && <ReferenceLine y={target} stroke={styles.target} strokeDasharray="6 3" ifOverflow="extendDomain" />}
      {series.map((one, i) => {
        const common = { dataKey: `s${i}`, name: one.label, isAnimationActive: false } as const
        if (one.role === 'value' && !isRate)
          return <Bar key={one.key} {...common} fill={styles.value} maxBarSize={28} shape={BarShape} cursor="pointer" onClick={(data: unknown) => open(rowOf(data), one)} />
        if (one.role === 'target') return <Line key={one.key} {...common} stroke="none" dot={TargetMark} activeDot={false} />
        return (
          <Line
            key={one.key} {...common} type="linear" stroke={styles[one.role]} strokeWidth={one.role === 'value' ? 2 : 1.5}
            strokeDasharray={one.role === 'past' ? '4 3' : undefined}
            dot={one.role === 'value' ? dot : false}
            activeDot={one.role === 'value' ? { r: 5, cursor: 'pointer', onClick: (data: unknown) => open(rowOf(data), one) } : false}
          />
        )
      })}
    </ComposedChart>
  )
} // prettier-ignore
