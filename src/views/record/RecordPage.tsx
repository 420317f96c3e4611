import Button from '@mui/material/Button'
import { ShowBase, useRecordContext, useResourceContext, useStore } from 'ra-core'
import { Suspense, useEffect } from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import type { Row } from '#model/language/wire.ts'
import { NotFound } from '../../layout/Pages.tsx'
import { usePageTitle } from '../../layout/page-title.ts'
import { useLanguage, useText } from '../../i18n/use-text.ts'
import { Breadcrumb } from '../Breadcrumb.tsx'
import { ClauseChips } from '../ClauseChips.tsx'
import { useConsole, useMay, useResourceOf } from '../console.ts'
import { useCapabilities } from '../capabilities.ts'
import { PathValue } from '../PathValue.tsx'
import { RecordTitle } from '../RecordTitle.tsx'
import { titleText } from '../titles.ts'
import { StepButtons } from '../transition/StepButtons.tsx'
import { Clocks } from './Clocks.tsx'
import { Files } from './Files.tsx'
import { RecordMenu } from './RecordMenu.tsx'
import { RecordSub } from './RecordSub.tsx'
import { RecordTabs } from './RecordTabs.tsx'
import { recallRecord, type Recent } from './recents.ts'
import { RelatedList } from './related/RelatedList.tsx'
import { Waiting } from './related/Waiting.tsx'
import { relatedOf } from './related/related.ts'
import { Sections } from './Sections.tsx'
import { Timeline } from './timeline/Timeline.tsx'

type Place = { readonly resource: string; readonly record: Row }

const isLocked = (entity: { readonly workflow?: { readonly states: Readonly<Record<string, { readonly locks?: readonly string[] }>> } } | undefined, record: Row): boolean =>
  entity?.workflow?.states[String(record.state)]?.locks?.includes('*') ?? false // prettier-ignore

const RecordHead = ({ resource, record }: Place) => {
  const text = useText()
  const entity = useResourceOf(resource)?.entity
  const may = useMay(resource)
  const canEdit = may.edit && !record.archived && !isLocked(entity, record)
  return (
    <>
      <Breadcrumb resource={resource}>
        <RecordTitle resource={resource} record={record} />
      </Breadcrumb>
      <header className="head">
        <h1>
          <RecordTitle resource={resource} record={record} />
        </h1>
        <PathValue resource={resource} path="state" record={record} />
        {record.archived && <span className="chip">{text('record.archived')}</span>}
        <ClauseChips ids={entity?.clauses ?? []} />
        <div className="actions">
          <RecordMenu resource={resource} record={record} />
          {canEdit && (
            <Button component={Link} to={`/${resource}/${record.id}`}>
              {text('record.edit')}
            </Button>
          )}
          <StepButtons resource={resource} record={record} />
        </div>
      </header>
      <RecordSub resource={resource} record={record} />
      <Clocks resource={resource} record={record} />
      <Waiting resource={resource} id={record.id} />
    </>
  )
}

const RecordBody = ({ resource, record }: Place) => {
  const { index, overrides } = useConsole()
  const can = useCapabilities(resource)
  const [search] = useSearchParams()
  const related = relatedOf(index, resource)
  const tab = search.get('tab') ?? ''
  const open = related.find(({ key }) => key === tab)
  const OwnTab = overrides[resource]?.tabs?.[tab]
  return (
    <>
      <RecordTabs resource={resource} record={record} related={related} current={tab} />
      <div className={can.history ? 'grid with-side' : 'grid'} style={{ marginTop: 12 }}>
        <div className="grid">
          {OwnTab ? (
            <Suspense fallback={null}>
              <OwnTab resource={resource} record={record} />
            </Suspense>
          ) : open ? (
            <RelatedList key={open.key} related={open} id={record.id} />
          ) : tab === 'files' ? (
            <Files resource={resource} id={record.id} />
          ) : (
            <Sections resource={resource} record={record} />
          )}
        </div>
        {can.history && <Timeline resource={resource} id={record.id} version={record.version} />}
      </div>
    </>
  )
}

const RecordView = () => {
  const resource = useResourceContext() ?? ''
  const record = useRecordContext<Row>()
  const { index } = useConsole()
  const language = useLanguage()
  const [, setRecents] = useStore<readonly Recent[]>('recents', [])
  const title = record ? titleText(index, resource, record, language) : ''
  usePageTitle(title)
  useEffect(() => {
    if (record) setRecents((before) => recallRecord(before, { resource, id: record.id, title }))
  }, [record, resource, title, setRecents])
  if (!record) return null
  return (
    <>
      <RecordHead resource={resource} record={record} />
      <RecordBody resource={resource} record={record} />
    </>
  )
}

/** The page of one record: what it is, what comes next, what belongs to it, what happened to it. */
export const RecordPage = () => (
  <ShowBase
    error={<NotFound />}
    queryOptions={{ retry: false }}
    redirectOnError={false}
    loading={null}
  >
    <RecordView />
  </ShowBase>
)
