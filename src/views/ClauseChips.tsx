import Tooltip from '@mui/material/Tooltip'
import { useLabel, useText } from '../i18n/use-text.ts'
import { useConsole } from './console.ts'

const shown = 3

/** The policy clauses that a screen enforces, each with what it says. */
export const ClauseChips = ({ ids }: { readonly ids: readonly string[] }) => {
  const text = useText()
  const label = useLabel()
  const { index } = useConsole()
  const title = (id: string): string => {
    const clause = index.model.clauses.find((each) => each.id === id)
    return clause ? [label(clause.title), label(clause.text)].filter(Boolean).join(' — ') : text('record.clauses')
  }
  if (ids.length === 0) return null
  const rest = ids.slice(shown)
  return (
    <>
      {ids.slice(0, shown).map((id) => (
        <Tooltip key={id} title={title(id)} describeChild>
          <span className="clause" tabIndex={0}>{text('record.clause', { id: id.replace(' §', ' ') })}</span>
        </Tooltip>
      ))}
      {rest.length > 0 && (
        <Tooltip title={rest.join('  ')} describeChild>
          <span className="clause" tabIndex={0}>+{rest.length}</span>
        </Tooltip>
      )}
    </>
  )
} // prettier-ignore
