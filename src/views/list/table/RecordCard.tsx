import { titlePaths } from '#model/language/title.ts'
import { Link } from 'react-router-dom'
import type { Row } from '#model/language/wire.ts'
import { useConsole } from '../../console.ts'
import { PathValue } from '../../PathValue.tsx'
import { RecordTitle } from '../../RecordTitle.tsx'
import { titleTemplate } from '../../titles.ts'
import { usePathLabel } from '../path-label.ts'
import type { ListView } from '../list-view.ts'
import { chosenColumns } from './columns.ts'

/** The first columns of a list that say more than the title and what is `known` already. */
export const useFacts = (resource: string, view: ListView, most: number, known = 'state'): readonly string[] => {
  const { index } = useConsole()
  const inTitle = titlePaths(titleTemplate(index, resource))
  return chosenColumns(view, null)
    .map(({ path }) => path)
    .filter((path) => path !== 'state' && path !== known && !inTitle.includes(path))
    .slice(0, most)
} // prettier-ignore

type Props = {
  readonly resource: string
  readonly record: Row
  readonly facts: readonly string[]
  readonly hasState: boolean
}

/** A record as a card: title, state and some facts. */
export const RecordCard = ({ resource, record, facts, hasState }: Props) => {
  const pathLabel = usePathLabel(resource)
  return (
    <Link className="row-card" to={`/${resource}/${record.id}/show`}>
      <header>
        <span>
          <RecordTitle resource={resource} record={record} />
        </span>
        {hasState && <PathValue resource={resource} path="state" record={record} />}
      </header>
      <dl>
        {facts.map((path) => [
          <dt key={`${path} label`}>{pathLabel(path)}</dt>,
          <dd key={path}>
            <PathValue resource={resource} path={path} record={record} plain />
          </dd>,
        ])}
      </dl>
    </Link>
  )
}
