import { useEffect, useRef } from 'react'
import { Link } from 'react-router-dom'
import type { Clause } from '#model/language/definition.ts'
import { type Enforcement, type EnforcementKind, enforcementKinds } from '#model/language/enforcement.ts' // prettier-ignore
import type { TextKey } from '../../i18n/messages.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useConsole } from '../console.ts'
import { depthOf, placeOf, type Standing } from './policies.ts'

const few = 4

const kindNames: Readonly<Record<EnforcementKind, TextKey>> = {
  entity: 'handbook.entity',
  field: 'handbook.field',
  rule: 'handbook.rule',
  transition: 'handbook.transition',
  job: 'handbook.job',
  metric: 'handbook.metric',
  parameter: 'handbook.parameter',
  dashboard: 'handbook.dashboard',
}
const standings: Readonly<Record<Exclude<Standing, 'shown'>, TextKey>> = {
  prepared: 'handbook.prepared',
  hidden: 'handbook.hidden',
  conduct: 'handbook.conduct',
  open: 'handbook.open',
}

/** Numbers of the catalogue; other rules have only a name. */
const isNumber = /^[RM]-\d+$/
const withEntity: ReadonlySet<EnforcementKind> = new Set(['field', 'transition', 'job'])

const Place = ({ by }: { readonly by: Enforcement }) => {
  const label = useLabel()
  const { index } = useConsole()
  const entity = withEntity.has(by.kind) && label(index.resources.get(by.resource ?? '')?.label)
  const name = [isNumber.test(by.id ?? '') && by.id, [entity, label(by.label)].filter(Boolean).join(' · ')].filter(Boolean).join(' ')
  const to = placeOf(index.model, by)
  return to ? <Link to={to}>{name}</Link> : <span>{name}</span>
} // prettier-ignore

/** Steps of one entity may share a name; one is enough to read. */
const distinct = (of: readonly Enforcement[]): readonly Enforcement[] =>
  of.filter(
    (by, i) =>
      i ===
      of.findIndex(({ resource, label }) => resource === by.resource && label.zh === by.label.zh),
  )

const By = ({ all, isOpen }: { readonly all: readonly Enforcement[]; readonly isOpen: boolean }) => {
  const text = useText()
  const groups = enforcementKinds.map((kind) => ({ kind, of: all.filter((by) => by.kind === kind) })).filter(({ of }) => of.length > 0)
  return (
    <details className="enforced" open={isOpen || all.length <= few}>
      <summary>
        {text('handbook.enforced_by')}
        {groups.map(({ kind, of }) => <span key={kind} className="chip">{text(kindNames[kind])} {distinct(of).length}</span>)}
      </summary>
      <dl>
        {groups.map(({ kind, of }) => [
          <dt key={kind}>{text(kindNames[kind])}</dt>,
          <dd key={`${kind} names`}>
            <ul>{distinct(of).map((by) => <li key={`${by.resource} ${by.name}`}><Place by={by} /></li>)}</ul>
          </dd>,
        ])}
      </dl>
    </details>
  )
} // prettier-ignore

type Props = {
  readonly clause: Clause
  readonly standing: Standing | null
  readonly by: readonly Enforcement[]
  /** The clause that the address names: shown and open. */
  readonly isTarget: boolean
}

/** One clause, restated, with what carries it out. */
export const ClauseEntry = ({ clause, standing, by, isTarget }: Props) => {
  const text = useText()
  const label = useLabel()
  const place = useRef<HTMLElement>(null)
  const depth = depthOf(clause.id)
  useEffect(() => {
    if (!isTarget) return
    place.current?.scrollIntoView({ block: 'center' })
    place.current?.focus({ preventScroll: true })
  }, [isTarget])
  const Heading = depth <= 1 ? 'h2' : 'h3'
  return (
    <article ref={place} tabIndex={-1} id={clause.id.replace(' §', '-')} className={isTarget ? 'clause-entry target' : 'clause-entry'} data-depth={depth} aria-current={isTarget ? 'true' : undefined}>
      <Heading>
        <span className="mute">{clause.id.split(' ')[1]}</span> {label(clause.title)}
      </Heading>
      {clause.text && <p>{label(clause.text)}</p>}
      {by.length > 0 && <By all={by} isOpen={isTarget} />}
      {standing && standing !== 'shown' && <p className={standing === 'open' || standing === 'prepared' ? 'sub tone-warn' : 'sub'}>{text(standings[standing])}</p>}
    </article>
  )
} // prettier-ignore
