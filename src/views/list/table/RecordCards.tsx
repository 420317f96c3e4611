import { useResourceContext } from 'ra-core'
import { EmptyList } from '../EmptyList.tsx'
import type { ListView } from '../list-view.ts'
import { useList } from '../list-context.ts'
import { RecordCard, useFacts } from './RecordCard.tsx'

const most = 4

/** The rows as cards for small screens: title, state and the first few columns. */
export const RecordCards = ({ view }: { readonly view: ListView }) => {
  const resource = useResourceContext() ?? ''
  const facts = useFacts(resource, view, most)
  const { data, isPending } = useList()
  if (isPending) return null
  if (!data || data.length === 0) return <EmptyList />
  return (
    <ul className="cards">
      {data.map((record) => (
        <li key={record.id}>
          <RecordCard resource={resource} record={record} facts={facts} hasState />
        </li>
      ))}
    </ul>
  )
}
