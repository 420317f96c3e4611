import { Link } from 'react-router-dom'
import { useLabel, useText } from '../i18n/use-text.ts'
import { ClauseChips } from '../views/ClauseChips.tsx'
import { useConsole } from '../views/console.ts'
import { usePageTitle } from './page-title.ts'

/** The dashboards that the viewer may open. */
export const Boards = () => {
  const text = useText()
  const label = useLabel()
  const { index } = useConsole()
  const { dashboards } = index.model
  usePageTitle(text('boards.title'))
  return (
    <>
      <header className="head">
        <h1>{text('boards.title')}</h1>
        <span className="sub">{text('boards.lead')}</span>
      </header>
      {dashboards.length === 0 && <p className="quiet">{text('boards.empty')}</p>}
      <ul className="boards">
        {dashboards.map(({ name, label: title, clauses }) => (
          <li key={name} className="card">
            <h2>
              <Link to={`/dashboards/${name}`}>{label(title)}</Link>
            </h2>
            <p style={{ display: 'flex', gap: 4, flexWrap: 'wrap', marginTop: 6 }}>
              <ClauseChips ids={clauses} />
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
