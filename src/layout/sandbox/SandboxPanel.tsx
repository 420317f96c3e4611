import Close from '@mui/icons-material/Close'
import Popover from '@mui/material/Popover'
import { useQuery } from '@tanstack/react-query'
import { loadSandbox } from '../../data/sandbox.ts'
import { useText } from '../../i18n/use-text.ts'
import { ActAs } from './ActAs.tsx'
import { ClockControl } from './ClockControl.tsx'
import { ContentsControls } from './ContentsControls.tsx'
import { FaultControls } from './FaultControls.tsx'
import { useWork } from './use-work.ts'
import { useWords } from './panel-words.ts'
import './sandbox.css'

type Props = { readonly anchor: HTMLElement; readonly onClose: () => void }

/** The controls of a demonstration: who one is, its clock, its faults, its contents. */
export const SandboxPanel = ({ anchor, onClose }: Props) => {
  const words = useWords()
  const text = useText()
  const work = useWork()
  const { data: status, refetch } = useQuery({ queryKey: ['sandbox'], queryFn: loadSandbox })
  const again = async (): Promise<void> => {
    await refetch()
  }
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': words('title'), className: 'sandbox' } }}
    >
      <header>
        <h2>{words('title')}</h2>
        <button type="button" className="icon-button" aria-label={text('app.close')} onClick={onClose}>
          <Close fontSize="small" />
        </button>
      </header>
      <p className="sub">{words('lead')}</p>
      {work.message && (
        <p className="notice bad" role="alert">
          {work.message}
        </p>
      )}
      <ActAs work={work} />
      {status && <ClockControl status={status} work={work} onMoved={again} />}
      {status && <FaultControls key={JSON.stringify(status.faults)} faults={status.faults} work={work} onSet={again} />}
      {status && <ContentsControls hasSample={status.sample} work={work} />}
    </Popover>
  )
} // prettier-ignore
