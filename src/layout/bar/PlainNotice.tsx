import { useState } from 'react'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { Popover } from '../../views/Overlay.tsx'

const points = ['rights', 'writes', 'steps', 'numbers', 'history', 'rows'] as const

/** Says what a plain backend does not enforce; nothing where Charter's own server holds every record. */
export const PlainNotice = () => {
  const text = useText()
  const label = useLabel()
  const { index, capabilities } = useConsole()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { entities } = index.model
  const plain = entities.filter(({ name }) => !capabilities(name).enforces)
  if (plain.length === 0) return null
  const names = plain.length === entities.length ? text('plain.all') : plain.map((entity) => label(entity.label)).join(text('app.comma')) // prettier-ignore
  return (
    <>
      <button
        type="button"
        className="top-button"
        aria-haspopup="dialog"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {text('plain.badge')}
      </button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { sx: { padding: 3, maxWidth: 420 } } }}
      >
        <b>{text('plain.title', { names })}</b>
        <ul className="reasons">
          {points.map((point) => (
            <li key={point}>{text(`plain.${point}`)}</li>
          ))}
        </ul>
      </Popover>
    </>
  )
}
