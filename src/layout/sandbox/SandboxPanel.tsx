import Close from '@mui/icons-material/Close'
import Popover from '@mui/material/Popover'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
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

/** Escape closes although the button that was pressed is disabled by its work and the focus with it is nowhere. */
const useEscape = (close: () => void): void => {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && event.target === document.body) close()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [close])
}

/** The controls of a demonstration: who one is, its clock, its faults, its contents. */
export const SandboxPanel = ({ anchor, onClose }: Props) => {
  const words = useWords()
  const text = useText()
  const work = useWork()
  useEscape(onClose)
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
