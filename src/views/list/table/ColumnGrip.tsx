import { useStore } from 'ra-core'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useText } from '../../../i18n/use-text.ts'

const least = 60
const most = 800
const step = 16

export type Widths = Readonly<Record<string, number>>

const fit = (width: number): number => Math.min(most, Math.max(least, Math.round(width)))

/** Widths of columns in pixels as set in this browser; a column without one is as wide as its content. */
export const useWidths = (resource: string) => {
  const [widths, setWidths] = useStore<Widths>(`widths.${resource}`, {})
  const set = (path: string, width: number | null): void => {
    const rest = Object.entries(widths).filter(([key]) => key !== path)
    setWidths(Object.fromEntries(width === null ? rest : [...rest, [path, fit(width)]]))
  }
  return { widths, set }
}

/** Style of the cells of a column with a width of its own. */
export const widthStyle = (width: number | undefined) =>
  width === undefined ? undefined : { width, minWidth: width, maxWidth: width }

type Props = { readonly label: string; readonly width: number | undefined; readonly onWidth: (width: number | null) => void } // prettier-ignore

const cellOf = (target: EventTarget): HTMLElement | null =>
  target instanceof HTMLElement ? target.closest('th') : null

/** The edge of a column: drag it, or use the arrow keys; a double click gives the column its natural width. */
export const ColumnGrip = ({ label, width, onWidth }: Props) => {
  const text = useText()
  const start = (event: PointerEvent<HTMLElement>): void => {
    const grip = event.currentTarget
    const from = event.clientX
    const before = cellOf(grip)?.offsetWidth ?? least
    grip.setPointerCapture(event.pointerId)
    const move = (next: globalThis.PointerEvent): void => onWidth(before + next.clientX - from)
    const end = (): void => grip.removeEventListener('pointermove', move)
    grip.addEventListener('pointermove', move)
    grip.addEventListener('lostpointercapture', end, { once: true })
  }
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    const by = { ArrowLeft: -step, ArrowRight: step }[event.key]
    if (by === undefined) return
    event.preventDefault()
    onWidth((width ?? cellOf(event.currentTarget)?.offsetWidth ?? least) + by)
  }
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={text('list.width', { label })}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={width ?? least}
      tabIndex={0}
      className="grip"
      onPointerDown={start}
      onDoubleClick={() => onWidth(null)}
      onKeyDown={onKey}
    />
  )
}
