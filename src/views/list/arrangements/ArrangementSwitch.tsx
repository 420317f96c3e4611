import { useText } from '../../../i18n/use-text.ts'
import { useList } from '../list-context.ts'
import type { ListView } from '../list-view.ts'
import { arrangementsOf } from './arrangement.ts'

/** Chooses how the rows are laid out, where the model allows more than a table. */
export const ArrangementSwitch = ({ view }: { readonly view: ListView }) => {
  const text = useText()
  const { address, go } = useList()
  const offered = arrangementsOf(view)
  if (offered.length < 2) return null
  return (
    <div className="segments" role="group" aria-label={text('arrange.title')}>
      {offered.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === address.arrangement}
          onClick={() => go({ arrangement: one })}
        >
          {text(`arrange.${one}`)}
        </button>
      ))}
    </div>
  )
}
