import { useGetList } from 'ra-core'
import { Link, useSearchParams } from 'react-router-dom'
import type { Row } from '#model/language/wire.ts'
import { usePageTitle } from '../../layout/page-title.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { Breadcrumb } from '../Breadcrumb.tsx'
import { ClauseChips } from '../ClauseChips.tsx'
import { useMay, useResourceOf } from '../console.ts'
import { ListPage } from '../list/ListPage.tsx'
import { PathValue } from '../PathValue.tsx'
import { branchesOf, type Branch } from './branches.ts'

const resource = 'departments'
const most = 500
const facts = ['kind', 'function', 'manager_id'] as const

const BranchRow = ({ branch, depth }: { readonly branch: Branch; readonly depth: number }) => (
  <>
    <tr>
      <td style={{ paddingLeft: 10 + depth * 22 }}>
        {depth > 0 && <span className="mute" aria-hidden>└ </span>}
        <Link to={`/${resource}/${branch.row.id}/show`}>
          <PathValue resource={resource} path="name" record={branch.row} plain />
        </Link>{' '}
        <span className="sub">{String(branch.row.code ?? '')}</span>
      </td>
      {facts.map((path) => (
        <td key={path} className={path === 'manager_id' ? undefined : 'wide-only'}>
          <PathValue resource={resource} path={path} record={branch.row} />
        </td>
      ))}
    </tr>
    {branch.below.map((each) => <BranchRow key={each.row.id} branch={each} depth={depth + 1} />)}
  </>
) // prettier-ignore

const Chart = ({ rows }: { readonly rows: readonly Row[] }) => {
  const label = useLabel()
  const fields = useResourceOf(resource)?.fields
  return (
    <section className="card flush" style={{ marginTop: 12, overflowX: 'auto' }}>
      <table className="rows">
        <thead>
          <tr>
            {['name', ...facts].map((name, i) => (
              <th key={name} className={i === 0 || name === 'manager_id' ? undefined : 'wide-only'}>
                {label(fields?.[name]?.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {branchesOf(rows, 'parent_id').map((branch) => <BranchRow key={branch.row.id} branch={branch} depth={0} />)}
        </tbody>
      </table>
    </section>
  )
} // prettier-ignore

const Tree = () => {
  const text = useText()
  const label = useLabel()
  const at = useResourceOf(resource)
  const may = useMay(resource)
  const { data } = useGetList<Row>(resource, { pagination: { page: 1, perPage: most }, sort: { field: 'code', order: 'ASC' } }) // prettier-ignore
  const title = label(at?.label)
  usePageTitle(title)
  return (
    <>
      <Breadcrumb resource={resource} />
      <header className="head">
        <h1>{title}</h1>
        <ClauseChips ids={at?.entity.clauses ?? []} />
        <div className="actions">
          <Link className="btn" to={`/${resource}?table=yes`}>{text('organisation.table')}</Link>
          {may.create && <Link className="btn main" to={`/${resource}/create`}>{text('list.create')}</Link>}
        </div>
      </header>
      {data && <Chart rows={data} />}
    </>
  )
} // prettier-ignore

/** The departments as the tree they are; a filter, or the button, shows the ordinary table. */
export const Organisation = () => {
  const [search] = useSearchParams()
  return search.size > 0 ? <ListPage /> : <Tree />
}
