import { Rectangle } from 'recharts'
import { useNavigate } from 'react-router-dom'
import { useFormat } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.ts'
import type { GridRow, Series } from '../data/grid.ts'
import { exactly } from '../data/units.ts'
import type { Point } from './points.ts'

/** Margins that leave room for the first and last label. */
export const margin = { top: 8, right: 12, bottom: 0, left: 0 } as const
export const axisText = { fontSize: 12, fill: 'var(--text-3)' } as const
export const gridStroke = 'var(--border)'

/** Size of a chart: what its card leaves on the board, as large as the window on the full screen. */
export const sizeOf = (isLarge: boolean) =>
  isLarge
    ? ({ width: '100%', height: 'calc(100vh - 130px)' } as const)
    : ({ position: 'absolute', inset: 0, width: '100%', height: '100%' } as const)

const isPoint = (value: unknown): value is Point =>
  typeof value === 'object' && value !== null && 'row' in value

type TipProps = {
  readonly series: readonly Series[]
  readonly colours: readonly string[]
  readonly payload?: readonly { readonly payload?: unknown }[]
  readonly active?: boolean
}

/** The exact values of the row under the pointer, for reading aloud too. */
export const Tip = ({ series, colours, payload, active }: TipProps) => {
  const numbers = useFormat()
  const locale = useLanguage()
  const point = payload?.[0]?.payload
  if (!active || !isPoint(point)) return null
  return (
    <div className="tip" role="status" aria-live="polite">
      <b>{point.row.label}</b>
      {series.map(({ key, label, format }, i) => {
        const value = point.row.cells[key]?.value ?? null
        return (
          <div key={key}>
            <i style={{ background: colours[i] ?? 'transparent' }} />
            <span>{label}</span>
            <span className="num">{value === null ? '—' : exactly(value, format, numbers, locale)}</span>
          </div>
        )
      })}
    </div>
  )
} // prettier-ignore

type TickProps = { readonly x?: number | string; readonly y?: number | string; readonly payload?: { readonly value?: unknown } } // prettier-ignore

/** A label of the lower axis; what follows a line break stands below it. */
export const Tick = ({ x = 0, y = 0, payload }: TickProps) => {
  const lines = String(payload?.value ?? '').split('\n')
  return (
    <text x={x} y={y} textAnchor="middle" {...axisText}>
      {lines.map((line, i) => (
        <tspan key={line} x={x} dy={i === 0 ? 12 : 14}>{line}</tspan>
      ))}
    </text>
  )
} // prettier-ignore

type ShapeProps = { readonly payload?: unknown; readonly fill?: string }

/** A bar; one of a running period is lighter. */
export const BarShape = (props: ShapeProps) => {
  const isPartial = isPoint(props.payload) && props.payload.row.isPartial
  return <Rectangle {...props} fillOpacity={isPartial ? 0.45 : 1} />
}

/** Opens the records behind a mark of a series. */
export const useOpen = (): ((row: GridRow | undefined, series: Series | undefined) => void) => {
  const navigate = useNavigate()
  return (row, series) => {
    const to = series && row?.cells[series.key]?.to
    if (to) void navigate(to)
  }
}

/** Reads the row out of what recharts hands to a click. */
export const rowOf = (data: unknown): GridRow | undefined => {
  if (isPoint(data)) return data.row
  const inner = typeof data === 'object' && data !== null && 'payload' in data ? data.payload : null
  return isPoint(inner) ? inner.row : undefined
}
