import { useState } from 'react'
import { useLabel, useText } from '../i18n/use-text.ts'
import { useConsole } from './console.ts'
import { Popover } from './Overlay.tsx'

const shown = 3

const ClauseTexts = ({ ids }: { readonly ids: readonly string[] }) => {
  const label = useLabel()
  const { index } = useConsole()
  return (
    <dl className="clause-texts">
      {ids.map((id) => {
        const clause = index.model.clauses.find((each) => each.id === id)
        return [
          <dt key={`${id} name`}>
            {id} {label(clause?.title)}
          </dt>,
          <dd key={id}>{label(clause?.text)}</dd>,
        ]
      })}
    </dl>
  )
}

/** The policy clauses that a screen enforces; a click shows what they say. */
export const ClauseChips = ({ ids }: { readonly ids: readonly string[] }) => {
  const text = useText()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [open, setOpen] = useState<readonly string[]>([])
  if (ids.length === 0) return null
  const rest = ids.slice(shown)
  const chip = (name: string, clauses: readonly string[]) => (
    <button
      key={name}
      type="button"
      className="clause"
      title={text('record.clauses')}
      onClick={(event) => {
        setOpen(clauses)
        setAnchor(event.currentTarget)
      }}
    >
      {name}
    </button>
  )
  return (
    <>
      {ids.slice(0, shown).map((id) => chip(text('record.clause', { id: id.replace(' §', ' ') }), [id]))}
      {rest.length > 0 && chip(`+${rest.length}`, ids)}
      <Popover open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}>
        <ClauseTexts ids={open} />
      </Popover>
    </>
  )
} // prettier-ignore
