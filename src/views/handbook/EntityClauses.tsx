import { useEffect, useRef } from 'react'
import { Link, useParams, useSearchParams } from 'react-router-dom'
import {
  type Enforcement,
  type EnforcementKind,
  enforcements,
} from '#model/language/enforcement.ts'
import type { TextKey } from '../../i18n/messages.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { usePageTitle } from '../../layout/page-title.ts'
import { NotFound } from '../../layout/Pages.tsx'
import { ClauseChips } from '../ClauseChips.tsx'
import { useConsole } from '../console.ts'
import { partsOf, placeKey } from './policies.ts'

const sections: readonly (readonly [EnforcementKind, TextKey])[] = [
  ['field', 'handbook.field'],
  ['rule', 'handbook.rule'],
  ['transition', 'handbook.transition'],
  ['job', 'handbook.job'],
  ['metric', 'handbook.metric'],
]

type PartProps = { readonly by: Enforcement; readonly clauses: readonly string[]; readonly isTarget: boolean } // prettier-ignore

const Part = ({ by, clauses, isTarget }: PartProps) => {
  const label = useLabel()
  const place = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!isTarget) return
    place.current?.scrollIntoView({ block: 'center' })
    place.current?.focus({ preventScroll: true })
  }, [isTarget])
  return (
    <li ref={place} tabIndex={-1} className={isTarget ? 'part target' : 'part'} aria-current={isTarget ? 'true' : undefined}>
      <span>
        {by.id && /^[RM]-\d+$/.test(by.id) && <b>{by.id} </b>}
        {label(by.label)}
      </span>
      <span className="chips"><ClauseChips ids={clauses} /></span>
    </li>
  )
} // prettier-ignore

/** What the policies ask of one kind of record: each field, rule, step, job and metric with its clauses. */
export const EntityClauses = () => {
  const text = useText()
  const label = useLabel()
  const { resource = '' } = useParams()
  const [search] = useSearchParams()
  const { index } = useConsole()
  const entity = index.model.entities.find(({ name }) => name === resource)
  const title = text('handbook.of', { entity: label(entity?.label) })
  usePageTitle(title)
  if (!entity) return <NotFound />
  const parts = partsOf(enforcements(index.model), resource)
  return (
    <>
      <nav aria-label={text('handbook.title')}>
        <ol className="crumb">
          <li><Link to="/handbook">{text('handbook.title')}</Link></li>
          <li aria-current="page">{label(entity.label)}</li>
        </ol>
      </nav>
      <header className="head">
        <h1>{title}</h1>
        <ClauseChips ids={entity.clauses} />
        <div className="actions"><Link className="btn" to={`/${resource}`}>{text('handbook.to_list')}</Link></div>
      </header>
      {sections.map(([kind, name]) => {
        const of = parts.filter(({ by }) => by.kind === kind)
        return of.length === 0 ? null : (
          <section key={kind} className="card flush handbook-parts" aria-label={text(name)}>
            <h2>{text(name)}</h2>
            <ul>{of.map((part) => <Part key={placeKey(part.by)} {...part} isTarget={search.get('at') === placeKey(part.by)} />)}</ul>
          </section>
        )
      })}
    </>
  )
} // prettier-ignore
