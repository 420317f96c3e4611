import { useResourceContext } from 'ra-core'
import { Link } from 'react-router-dom'
import { PathValue } from '../../PathValue.tsx'
import { RecordTitle } from '../../RecordTitle.tsx'
import { titleTemplate } from '../../titles.ts'
import { useConsole } from '../../console.ts'
import { titlePaths } from '#model/language/title.ts'
import { chosenColumns } from './columns.ts'
import { EmptyList } from '../EmptyList.tsx'
import type { ListView } from '../list-view.ts'
import { usePathLabel } from '../path-label.ts'
import { useList } from '../list-context.ts'

const facts = 4

/** The rows as cards for small screens: title, state and the first few columns. */
export const RecordCards = ({ view }: { readonly view: ListView }) => {
  const resource = useResourceContext() ?? ''
  const { index } = useConsole()
  const pathLabel = usePathLabel(resource)
  const { data, isPending } = useList()
  if (isPending) return null
  if (!data || data.length === 0) return <EmptyList />
  const inTitle = titlePaths(titleTemplate(index, resource))
  const paths = chosenColumns(view, null).map(({ path }) => path).filter((path) => path !== 'state' && !inTitle.includes(path)).slice(0, facts)
  return (
    <ul className="cards">
      {data.map((record) => (
        <li key={record.id}>
          <Link className="row-card" to={`/${resource}/${record.id}/show`}>
            <header>
              <span>
                <RecordTitle resource={resource} record={record} />
              </span>
              <PathValue resource={resource} path="state" record={record} />
            </header>
            <dl>
              {paths.map((path) => [
                <dt key={`${path} label`}>{pathLabel(path)}</dt>,
                <dd key={path}>
                  <PathValue resource={resource} path={path} record={record} plain />
                </dd>,
              ])}
            </dl>
          </Link>
        </li>
      ))}
    </ul>
  )
} // prettier-ignore
