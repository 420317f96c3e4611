import Tune from '@mui/icons-material/Tune'
import useMediaQuery from '@mui/material/useMediaQuery'
import { Suspense, useState } from 'react'
import { useFormat } from '../../i18n/format.ts'
import { useConsole } from '../../views/console.ts'
import { barWords } from './bar-words.ts'
import { SandboxPanel } from './later.ts'
import { useWordsOf } from './words.ts'

/** Opens the controls of a demonstration, and says plainly when its clock is moved or faults are on. */
export const SandboxButton = () => {
  const words = useWordsOf(barWords)
  const format = useFormat()
  const { sandbox } = useConsole()
  const isSmall = useMediaQuery('(max-width: 699.95px)')
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  if (!sandbox) return null
  const { days, faults } = sandbox
  const day = format.date(format.today())
  const signs = [days > 0 && words('moved', { day, days }), faults && words('faulty')].filter(Boolean) // prettier-ignore
  const shown = isSmall ? [days > 0 && words('moved_short', { days }), faults && words('faulty_short')].filter(Boolean) : signs // prettier-ignore
  return (
    <>
      <button
        type="button"
        className={signs.length > 0 ? 'top-button sandbox-on' : 'top-button'}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-label={[words('title'), ...signs].join(' · ')}
        title={words('title')}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Tune fontSize="small" aria-hidden />
        {shown.length > 0 && <span>{shown.join(' · ')}</span>}
      </button>
      {anchor && (
        <Suspense fallback={null}>
          <SandboxPanel anchor={anchor} onClose={() => setAnchor(null)} />
        </Suspense>
      )}
    </>
  )
}
