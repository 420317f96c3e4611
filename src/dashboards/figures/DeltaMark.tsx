import { useFormat } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.ts'
import { type Delta, deltaText } from '../data/units.ts'
import { useWords } from '../words.ts'
import type { Format } from '#model/language/definition.ts'

type Props = { readonly delta: Delta; readonly format: Format; readonly label?: string }

const Arrow = ({ direction }: Pick<Delta, 'direction'>) =>
  direction === 'same' ? null : (
    <svg className="arrow" viewBox="0 0 10 8" width="10" height="8" aria-hidden>
      <path d={direction === 'up' ? 'M5 0 10 8H0Z' : 'M5 8 10 0H0Z'} fill="currentColor" />
    </svg>
  )

/** A difference with its direction; the colour says whether that is good, the arrow and the words say it too. */
export const DeltaMark = ({ delta, format, label }: Props) => {
  const words = useWords()
  const numbers = useFormat()
  const locale = useLanguage()
  const tone = delta.tone === 'neutral' ? undefined : `tone-${delta.tone}`
  return (
    <span className="delta">
      {label && <span>{label} </span>}
      <span className={tone}>
        <Arrow direction={delta.direction} />
        <span className="hidden">{words(delta.direction)} </span>
        {delta.direction === 'same' ? words('same') : deltaText(delta, format, numbers, locale)}
      </span>
    </span>
  )
}
