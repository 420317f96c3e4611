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
import { type ChartProps, colourOf, drawn, pointsOf, ticksOf } from './points.ts'
import { SideStack } from './SideStack.tsx'

/** Members on top of each other, over time; or side by side, a line a row. */
export const Stack = (props: ChartProps) => {
  const { grid, unit, isLarge, options } = props
  const open = useOpen()
  const series = drawn(grid, unit, 'value')
  const points = pointsOf(grid, series, unit)
  const ticks = [...ticksOf(points.map((point) => series.reduce((sum, _, i) => sum + (point[`s${i}`] ?? 0), 0)))]
  const colours = series.map((_, i) => colourOf(series, i, options?.sequential === true))
  if (options?.horizontal === true) return <SideStack {...props} />
  return (
    <BarChart responsive data={[...points]} margin={margin} style={sizeOf(isLarge)} stackOffset="sign">
      <CartesianGrid vertical={false} stroke={gridStroke} />
      <XAxis dataKey="tick" tick={<Tick />} height={34} tickLine={false} axisLine={{ stroke: gridStroke }} interval="preserveStart" minTickGap={2} />
      <YAxis ticks={ticks} domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]} tick={axisText} tickLine={false} axisLine={false} width={48} />
      <Tooltip isAnimationActive={false} cursor={{ fill: 'var(--sunken)' }} content={<Tip series={series} colours={colours} />} />
      {series.map((one, i) => (
        <Bar key={one.key} dataKey={`s${i}`} name={one.label} stackId="all" fill={colours[i]} maxBarSize={36} isAnimationActive={false} shape={BarShape} cursor="pointer" onClick={(data: unknown) => open(rowOf(data), one)} />
      ))}
    </BarChart>
  )
} // prettier-ignore
