import Button from '@mui/material/Button'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Popover from '@mui/material/Popover'
import { useQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { lazy, Suspense, useState } from 'react'
import type { AppDataProvider } from '../../data/provider.ts'
import type { Entity } from '#model/language/definition.ts'
import type { Row, Step } from '#model/language/wire.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { ClauseChips } from '../ClauseChips.tsx'
import { useResourceOf } from '../console.ts'
import { reasonClauses } from './reason-clauses.ts'

const TransitionDialog = lazy(() =>
  import('./TransitionDialog.tsx').then((m) => ({ default: m.TransitionDialog })),
)

type Place = { readonly resource: string; readonly record: Row }
type ButtonProps = { readonly step: Step; readonly name: string; readonly isMain: boolean; readonly onRun: () => void; readonly onExplain: (anchor: HTMLElement) => void } // prettier-ignore

// A refused step stays focusable, so that everybody can ask why.
const StepButton = ({ step, name, isMain, onRun, onExplain }: ButtonProps) => (
  <Button
    variant={isMain ? 'contained' : 'outlined'}
    color={isMain ? 'primary' : 'inherit'}
    aria-disabled={!step.enabled}
    title={step.enabled ? undefined : step.reasons.map(({ message }) => message).join('\n')}
    className={step.enabled ? undefined : 'off'}
    onClick={(event) => (step.enabled ? onRun() : onExplain(event.currentTarget))}
  >
    {name}
    {!step.enabled && <span aria-hidden>&nbsp;ⓘ</span>}
  </Button>
)

const Reasons = ({ entity, step, name, anchor, onClose }: { readonly entity: Entity | undefined; readonly step: Step; readonly name: string; readonly anchor: HTMLElement; readonly onClose: () => void }) => {
  const text = useText()
  return (
    <Popover open anchorEl={anchor} onClose={onClose} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }} slotProps={{ paper: { sx: { padding: 3, maxWidth: 340 } } }}>
      <b>{text('record.not_possible', { name })}</b>
      <ul className="reasons">
        {step.reasons.map(({ rule, message }) => (
          <li key={message}>
            {message} {rule && <span className="sub">{rule}</span>} <ClauseChips ids={reasonClauses(entity, step.name, rule)} />
          </li>
        ))}
      </ul>
    </Popover>
  )
} // prettier-ignore

/** How near a step lies to the usual way on: agreeing first, what stays or stops last. */
const rankOf = (step: Step, tone: string | undefined, state: unknown): number => {
  const way = tone === 'bad' ? 0 : tone === 'warn' ? 1 : step.to === state ? 2 : tone === 'good' ? 4 : 3
  return way + (step.enabled ? 10 : 0)
} // prettier-ignore

/** Sorts steps so that the usual next one stands last, at the edge; of equals the one defined first. */
const sortSteps = (steps: readonly Step[], rank: (step: Step) => number): readonly Step[] =>
  steps.toReversed().toSorted((a, b) => rank(a) - rank(b))

const useSteps = ({ resource, record }: Place): readonly Step[] => {
  const provider = useDataProvider<AppDataProvider>()
  const workflow = useResourceOf(resource)?.entity.workflow
  const { data } = useQuery({
    queryKey: [resource, 'steps', record.id, record.version, record.state],
    enabled: workflow !== undefined && !record.archived,
    queryFn: () => provider.steps(resource, record.id),
  })
  return data ?? []
}

const shown = 3

/** The next steps of a record that this person may take; a refused one says why. */
export const StepButtons = ({ resource, record }: Place) => {
  const text = useText()
  const label = useLabel()
  const entity = useResourceOf(resource)?.entity
  const workflow = entity?.workflow
  const toneOf = ({ name }: Step): string | undefined => workflow?.transitions[name]?.tone
  const steps = sortSteps(useSteps({ resource, record }), (step) => rankOf(step, toneOf(step), record.state))
  const [running, setRunning] = useState<Step | null>(null)
  const [asked, setAsked] = useState<{ readonly step: Step; readonly anchor: HTMLElement } | null>(null)
  const [more, setMore] = useState<HTMLElement | null>(null)
  const nameOf = (step: Step): string => label(workflow?.transitions[step.name]?.label)
  const main = steps.findLast((step) => step.enabled && toneOf(step) !== 'bad')
  const visible = steps.length > shown + 1 ? steps.slice(-shown) : steps
  const rest = steps.filter((step) => !visible.includes(step))
  return (
    <>
      {rest.length > 0 && (
        <Button aria-haspopup="menu" onClick={(event) => setMore(event.currentTarget)}>
          {text('app.more')}
        </Button>
      )}
      <Menu anchorEl={more} open={more !== null} onClose={() => setMore(null)}>
        {rest.map((step) => (
          <MenuItem
            key={step.name}
            className={step.enabled ? undefined : 'off'}
            onClick={() => {
              if (step.enabled) setRunning(step)
              else if (more) setAsked({ step, anchor: more })
              setMore(null)
            }}
          >
            {nameOf(step)}
          </MenuItem>
        ))}
      </Menu>
      {visible.map((step) => (
        <StepButton key={step.name} step={step} name={nameOf(step)} isMain={step === main} onRun={() => setRunning(step)} onExplain={(anchor) => setAsked({ step, anchor })} />
      ))}
      {asked && <Reasons {...asked} entity={entity} name={nameOf(asked.step)} onClose={() => setAsked(null)} />}
      {running && (
        <Suspense fallback={null}>
          <TransitionDialog resource={resource} record={record} step={running} onClose={() => setRunning(null)} />
        </Suspense>
      )}
    </>
  )
} // prettier-ignore
