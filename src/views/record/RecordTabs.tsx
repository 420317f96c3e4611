import { useQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { useSearchParams } from 'react-router-dom'
import { useCounts } from '../../data/counts.ts'
import type { AppDataProvider } from '../../data/provider.ts'
import type { Row } from '#model/language/wire.ts'
import { useFormat } from '../../i18n/format.ts'
import { useCapabilities } from '../capabilities.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import type { Related } from './related/related.ts'

type Props = {
  readonly resource: string
  readonly record: Row
  readonly related: readonly Related[]
  readonly current: string
}

/** Overview, related lists with their counts, files; the open tab is in the URL. */
export const RecordTabs = ({ resource, record, related, current }: Props) => {
  const text = useText()
  const label = useLabel()
  const format = useFormat()
  const [, setSearch] = useSearchParams()
  const provider = useDataProvider<AppDataProvider>()
  const can = useCapabilities(resource)
  const counts = useCounts(related.map(({ resource: name, filter }) => ({ resource: name, filter: filter(record.id) })))
  const files = useQuery({ queryKey: [resource, 'files', record.id], enabled: can.files, queryFn: () => provider.files(resource, record.id) })
  const tabs = [
    { key: '', name: text('record.overview'), count: undefined },
    ...related.flatMap((each, i) => (each.isOptional && !counts[i] ? [] : [{ key: each.key, name: label(each.label), count: counts[i] }])),
    ...(can.files ? [{ key: 'files', name: text('record.files'), count: files.data?.length }] : []),
  ]
  return (
    <div className="tabs" role="tablist" aria-label={text('record.related')}>
      {tabs.map(({ key, name, count }) => (
        <button key={key} type="button" role="tab" aria-selected={key === current} onClick={() => setSearch(key ? { tab: key } : {}, { replace: true })}>
          {name}
          {count !== undefined && <em>{format.number(count)}</em>}
        </button>
      ))}
    </div>
  )
} // prettier-ignore
