import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts'
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
import { barColour, type ChartProps, drawn, pointsOf, ticksOf } from './points.ts'

/** Measures of one format beside each other. */
export const Bars = ({ grid, unit, isLarge }: ChartProps) => {
  const open = useOpen()
  const series = drawn(grid, unit, 'value')
  const points = pointsOf(grid, series, unit)
  const ticks = [...ticksOf(points.flatMap((point) => series.map((_, i) => point[`s${i}`] ?? null)))]
  const colours = series.map((_, i) => barColour(series.length, i))
  return (
    <BarChart responsive data={[...points]} margin={margin} style={sizeOf(isLarge)} barGap={1} barCategoryGap="24%">
      <CartesianGrid vertical={false} stroke={gridStroke} />
      <XAxis dataKey="tick" tick={<Tick />} height={34} tickLine={false} axisLine={{ stroke: gridStroke }} interval="preserveStart" minTickGap={2} />
      <YAxis ticks={ticks} domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]} tick={axisText} tickLine={false} axisLine={false} width={48} allowDecimals={unit.format !== 'integer' || unit.size > 1} />
      <Tooltip isAnimationActive={false} cursor={{ fill: 'var(--sunken)' }} content={<Tip series={series} colours={colours} />} />
      {series.map((one, i) => (
        <Bar key={one.key} dataKey={`s${i}`} name={one.label} fill={colours[i]} maxBarSize={36} isAnimationActive={false} shape={BarShape} cursor="pointer" onClick={(data: unknown) => open(rowOf(data), one)} />
      ))}
    </BarChart>
  )
} // prettier-ignore
