import { useMemo } from 'react'
import { useSearchParams } from 'react-router-dom'
import { enforcements } from '#model/language/enforcement.ts'
import { usePageTitle } from '../../layout/page-title.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useConsole } from '../console.ts'
import { ClauseEntry } from './ClauseEntry.tsx'
import { policiesOf, policyOf, standingOf, type Policy } from './policies.ts'

const useStandings = (policy: Policy | undefined) => {
  const { index, enforced } = useConsole()
  const found = useMemo(() => enforcements(index.model), [index])
  const clauses = policy?.clauses ?? []
  return clauses.map((clause) => {
    const by = found.get(clause.id) ?? []
    return { clause, by, standing: standingOf(clause, clauses, by, enforced) }
  })
}

const Summary = ({ entries }: { readonly entries: ReturnType<typeof useStandings> }) => {
  const text = useText()
  const count = (...wanted: readonly string[]): number =>
    entries.filter(({ standing }) => standing !== null && wanted.includes(standing)).length
  return (
    <p className="sub" style={{ marginTop: 12 }}>
      {text('handbook.summary', { enforced: count('shown', 'hidden'), conduct: count('conduct'), open: count('open', 'prepared') })}
    </p>
  )
} // prettier-ignore

/** The policies of the company, clause by clause, with what carries each out. */
export const HandbookPage = () => {
  const text = useText()
  const label = useLabel()
  const { index } = useConsole()
  const [search, setSearch] = useSearchParams()
  const policies = policiesOf(index.model.clauses)
  const target = search.get('clause')
  const chosen = target ? policyOf(target) : search.get('policy')
  const policy = policies.find(({ id }) => id === chosen) ?? policies[0]
  const entries = useStandings(policy)
  usePageTitle(text('handbook.title'))
  return (
    <>
      <header className="head">
        <h1>{text('handbook.title')}</h1>
        <span className="sub">{text('handbook.lead')}</span>
      </header>
      <div className="tabs" role="tablist" aria-label={text('handbook.policies')}>
        {policies.map(({ id, clause }) => (
          <button key={id} type="button" role="tab" aria-selected={id === policy?.id} onClick={() => setSearch({ policy: id })}>
            {id} {label(clause.title)}
          </button>
        ))}
      </div>
      <Summary entries={entries} />
      <section className="card flush handbook">
        {entries.map((entry) => (
          <ClauseEntry key={entry.clause.id} {...entry} isTarget={entry.clause.id === target} />
        ))}
      </section>
    </>
  )
} // prettier-ignore
