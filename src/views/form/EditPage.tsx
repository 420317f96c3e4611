import { useQueryClient } from '@tanstack/react-query'
import { useGetOne, useResourceContext, useUpdate } from 'ra-core'
import { lazy, Suspense, useState } from 'react'
import type { FieldValues } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router-dom'
import { countsKey } from '../../data/counts.ts'
import { type Merge, mergeVersions } from '../../data/merge.ts'
import { type Problem, problemOf } from '../../data/problem.ts'
import type { Row } from '#model/language/wire.ts'
import { NotFound } from '../../layout/Pages.tsx'
import { usePageTitle } from '../../layout/page-title.ts'
import { useLanguage, useText } from '../../i18n/use-text.ts'
import { Breadcrumb } from '../Breadcrumb.tsx'
import { ClauseChips } from '../ClauseChips.tsx'
import { useConsole, useResourceOf } from '../console.ts'
import { PathValue } from '../PathValue.tsx'
import { RecordTitle } from '../RecordTitle.tsx'
import { titleText } from '../titles.ts'
import { useDrafts } from './draft.ts'
import { RecordForm } from './RecordForm.tsx'
import { valuesToSend } from './values/validate-form.ts'
import { useSavedNotice } from './warnings.ts'
import { useNotice } from '../../i18n/use-notice.ts'

const MergeDialog = lazy(() =>
  import('./MergeDialog.tsx').then((m) => ({ default: m.MergeDialog })),
)

type Stale = { readonly merge: Merge; readonly current: Row; readonly who: string }

const namesOf = (problem: Problem): string =>
  [...new Set(problem.changes?.flatMap(({ by_name: name }) => (name ? [name] : [])))].join('、')

const useSave = (resource: string, base: Row) => {
  const text = useText()
  const notify = useNotice()
  const navigate = useNavigate()
  const notifySaved = useSavedNotice()
  const queryClient = useQueryClient()
  const drafts = useDrafts(resource, base.id)
  const [update] = useUpdate<Row>()
  const [stale, setStale] = useState<Stale | null>(null)

  const send = async (data: Readonly<Record<string, unknown>>, onto: Row, done: string): Promise<Problem | null> => {
    try {
      const row = await update(resource, { id: base.id, data: { ...onto, ...data }, previousData: onto }, { returnPromise: true, mutationMode: 'pessimistic' })
      if (row) notifySaved(row, done)
      drafts.drop()
      setStale(null)
      await Promise.all([resource, countsKey].map((key) => queryClient.invalidateQueries({ queryKey: [key] })))
      void navigate(`/${resource}/${base.id}/show`, { replace: true })
      return null
    } catch (error) {
      return resolve(problemOf(error), data)
    }
  }
  /** What only one side changed is merged at once; the rest is asked, field by field. */
  const resolve = async (problem: Problem, data: Readonly<Record<string, unknown>>): Promise<Problem | null> => {
    const { current } = problem
    if (problem.code !== 'stale_version' || !current) return problem
    const who = namesOf(problem) || text('merge.someone')
    const merge = mergeVersions(base, { ...base, ...data }, current)
    if (merge.conflicts.length === 0) return send(merge.kept, current, text('merge.merged', { who }))
    setStale({ merge, current, who })
    return { ...problem, message: text('merge.title'), errors: {} }
  }
  const save = async (values: FieldValues): Promise<Problem | null> => {
    const data = valuesToSend({ resource, mode: 'update', base }, values)
    if (Object.keys(data).length > 0) return send(data, base, text('form.saved'))
    notify(text('form.nothing'), { type: 'info' })
    void navigate(`/${resource}/${base.id}/show`)
    return null
  }
  return { save, send, stale, setStale, drop: drafts.drop }
} // prettier-ignore

const EditForm = ({ resource, base }: { readonly resource: string; readonly base: Row }) => {
  const text = useText()
  const navigate = useNavigate()
  const { save, send, stale, setStale, drop } = useSave(resource, base)
  const leave = (): void => void navigate(`/${resource}/${base.id}/show`)
  return (
    <RecordForm
      resource={resource}
      mode="update"
      base={base}
      initial={base}
      onSave={save}
      onCancel={leave}
    >
      {stale && (
        <Suspense fallback={null}>
          <MergeDialog
            {...stale}
            resource={resource}
            onClose={() => setStale(null)}
            onSave={(data) => send(data, stale.current, text('form.saved'))}
            onDiscard={() => {
              drop()
              leave()
            }}
          />
        </Suspense>
      )}
    </RecordForm>
  )
}

const EditRecord = ({ resource, record }: { readonly resource: string; readonly record: Row }) => {
  const text = useText()
  const language = useLanguage()
  const { index } = useConsole()
  const entity = useResourceOf(resource)?.entity
  // The edit stays based on what was first loaded: news from others may not reset the form, the merge will tell.
  const [base] = useState(record)
  usePageTitle(text('form.edit', { name: titleText(index, resource, base, language) }))
  return (
    <>
      <Breadcrumb resource={resource}>
        <RecordTitle resource={resource} record={base} />
      </Breadcrumb>
      <header className="head">
        <h1>
          <RecordTitle resource={resource} record={base} />
        </h1>
        <PathValue resource={resource} path="state" record={base} />
        <ClauseChips ids={entity?.clauses ?? []} />
      </header>
      <EditForm resource={resource} base={base} />
    </>
  )
}

/** The form of an existing record. */
export const EditPage = () => {
  const resource = useResourceContext() ?? ''
  const id = decodeURIComponent(useParams().id ?? '')
  const { data, error } = useGetOne<Row>(resource, { id }, { staleTime: 0, gcTime: 0, retry: false })
  if (error) return <NotFound />
  return data ? <EditRecord key={id} resource={resource} record={data} /> : null
} // prettier-ignore
