import { useState } from 'react'
import { Link } from 'react-router-dom'
import { useLabel, useText } from '../i18n/use-text.ts'
import { useConsole } from './console.ts'
import { Popover } from './Overlay.tsx'

const shown = 3

/** Address of a clause in the handbook. */
const addressOf = (id: string): string => `/handbook?clause=${encodeURIComponent(id)}`

const ClauseTexts = ({ ids, onFollow }: { readonly ids: readonly string[]; readonly onFollow: () => void }) => {
  const label = useLabel()
  const { index } = useConsole()
  return (
    <dl className="clause-texts">
      {ids.map((id) => {
        const clause = index.model.clauses.find((each) => each.id === id)
        return [
          <dt key={`${id} name`}>
            <Link to={addressOf(id)} onClick={onFollow}>
              {id} {label(clause?.title)}
            </Link>
          </dt>,
          clause?.text && <dd key={id}>{label(clause.text)}</dd>,
        ]
      })}
    </dl>
  )
} // prettier-ignore

type OpenProps = { readonly ids: readonly string[]; readonly anchor: HTMLElement | null; readonly onClose: () => void } // prettier-ignore

const Open = ({ ids, anchor, onClose }: OpenProps) => {
  const text = useText()
  return (
    <Popover
      open={anchor !== null}
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper: { 'role': 'dialog', 'aria-label': text('record.clauses') } }}
    >
      <ClauseTexts ids={ids} onFollow={onClose} />
    </Popover>
  )
} // prettier-ignore

/** The policy clauses that a screen enforces; a click shows what they say and leads to the handbook. */
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
      <Open ids={open} anchor={anchor} onClose={() => setAnchor(null)} />
    </>
  )
} // prettier-ignore

/** A small § beside the label of a field that a clause asks for. */
export const ClauseMark = ({ ids, of }: { readonly ids: readonly string[] | undefined; readonly of: string }) => {
  const text = useText()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  if (!ids || ids.length === 0) return null
  const name = text('handbook.mark', { name: of, clauses: ids.join(text('app.comma')) })
  return (
    <>
      <button type="button" className="clause-mark" aria-label={name} title={name} onClick={(event) => setAnchor(event.currentTarget)}>
        §
      </button>
      <Open ids={ids} anchor={anchor} onClose={() => setAnchor(null)} />
    </>
  )
} // prettier-ignore
