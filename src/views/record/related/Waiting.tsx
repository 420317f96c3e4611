import { useQueries } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { useMemo } from 'react'
import { Link } from 'react-router-dom'
import type { Predicate } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import { useText } from '../../../i18n/use-text.ts'
import { useConsole } from '../../console.ts'
import { RecordTitle } from '../../RecordTitle.tsx'
import { StepButtons } from '../../transition/StepButtons.tsx'
import { relatedAbout } from './related.ts'

type Question = { readonly resource: string; readonly key: string; readonly filter: Predicate }

const most = 5

/** Rows about a record whose steps may wait for the viewer: by the presets of the model that say so. */
const questionsAbout = (index: ModelIndex, resource: string, id: string): readonly Question[] =>
  relatedAbout(index, resource).flatMap((related) => {
    const entity = index.resources.get(related.resource)?.entity
    const presets = entity?.workflow ? Object.entries(entity.views?.list?.presets ?? {}) : []
    return presets
      .filter(([, { waits }]) => waits)
      .map(([key, { filter }]) => ({
        resource: related.resource,
        key,
        filter: { $and: [related.filter(id), filter] },
      }))
  })

/** What about this record waits for the viewer, with its own next steps: people decide where they read. */
export const Waiting = ({ resource, id }: { readonly resource: string; readonly id: string }) => {
  const text = useText()
  const { index } = useConsole()
  const provider = useDataProvider()
  const questions = useMemo(() => questionsAbout(index, resource, id), [index, resource, id])
  const answers = useQueries({
    queries: questions.map(({ resource: about, key, filter }) => ({
      queryKey: [about, 'about', resource, id, key],
      queryFn: () =>
        provider.getList<Row>(about, {
          pagination: { page: 1, perPage: most },
          sort: { field: 'id', order: 'ASC' },
          filter,
        }),
    })),
  })
  const rows = questions.flatMap((question, i) =>
    (answers[i]?.data?.data ?? []).map((row) => ({ about: question.resource, row })),
  )
  if (rows.length === 0) return null
  return (
    <section className="waiting-here" aria-label={text('home.waiting')}>
      {rows.map(({ about, row }) => (
        <div key={row.id} className="notice">
          <b>{text('home.waiting')}</b>
          <Link to={`/${about}/${row.id}/show`}>
            <RecordTitle resource={about} record={row} />
          </Link>
          <span className="actions">
            <StepButtons resource={about} record={row} />
          </span>
        </div>
      ))}
    </section>
  )
}
