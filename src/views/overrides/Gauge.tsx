import { useFormat } from '../../i18n/format.ts'
import type { ValueProps } from '../fields/kind.ts'
import { numberText } from '../fields/numbers/Number.tsx'

const full = 100

/** A share of a hundred as a bar beside its number; what is above a hundred fills it in the colour of trouble. */
export const Gauge = ({ field, value }: ValueProps) => {
  const format = useFormat()
  const share = Number(value)
  if (field.type !== 'percent' || !Number.isFinite(share)) return null
  return (
    <span className="gauge">
      <span className={share > full ? 'gauge-bar over' : 'gauge-bar'} aria-hidden>
        <i style={{ width: `${Math.min(full, Math.max(0, share))}%` }} />
      </span>
      {numberText({ ...field, scale: 1 }, share, format)}
    </span>
  )
}
