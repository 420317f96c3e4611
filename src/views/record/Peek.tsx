import Close from '@mui/icons-material/Close'
import IconButton from '@mui/material/IconButton'
import { useGetOne } from 'ra-core'
import { useEffect } from 'react'
import { Link } from 'react-router-dom'
import type { Row } from '#model/language/wire.ts'
import { useText } from '../../i18n/use-text.ts'
import { useCapabilities } from '../capabilities.ts'
import { useResourceOf } from '../console.ts'
import type { Column } from '../list/list-view.ts'
import { PathValue } from '../PathValue.tsx'
import { RecordTitle } from '../RecordTitle.tsx'
import { StepButtons } from '../transition/StepButtons.tsx'
import { Facts } from './Facts.tsx'
import { Timeline } from './timeline/Timeline.tsx'

type Props = {
  readonly resource: string
  readonly id: string
  readonly columns: readonly Column[]
  readonly onClose: () => void
}

/** A record beside its list: the main facts, the next steps, what happened. Esc closes it. */
export const Peek = ({ resource, id, columns, onClose }: Props) => {
  const text = useText()
  const at = useResourceOf(resource)
  const can = useCapabilities(resource)
  const { data: record } = useGetOne<Row>(resource, { id })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !document.querySelector('[role="dialog"]')) onClose()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onClose])
  const fields = columns.filter(({ path, isHidden }) => !isHidden && at && path in at.fields && path !== 'state').map(({ path }) => path)
  return (
    <aside className="grid peek" aria-label={text('list.peek')}>
      <section className="card">
        <header>
          <h2>{record && <RecordTitle resource={resource} record={record} />}</h2>
          <span style={{ whiteSpace: 'nowrap' }}>
            <Link className="sub" to={`/${resource}/${id}/show`}>
              {text('list.open')} ↗
            </Link>
            <IconButton aria-label={text('app.close')} onClick={onClose}>
              <Close sx={{ fontSize: 16 }} />
            </IconButton>
          </span>
        </header>
        {record && (
          <>
            <PathValue resource={resource} path="state" record={record} />
            <Facts resource={resource} record={record} fields={fields} isNarrow />
            <div className="bar">
              <StepButtons resource={resource} record={record} />
            </div>
          </>
        )}
      </section>
      {record && can.history && <Timeline resource={resource} id={id} version={record.version} />}
    </aside>
  )
} // prettier-ignore
