import { useCreate, useRecordFromLocation, useResourceContext } from 'ra-core'
import { useMemo } from 'react'
import type { FieldValues } from 'react-hook-form'
import { useNavigate } from 'react-router-dom'
import { type Problem, problemOf } from '../../data/problem.ts'
import type { Row } from '#model/language/wire.ts'
import { AccessDenied } from '../../layout/Pages.tsx'
import { usePageTitle } from '../../layout/page-title.ts'
import { useLabel, useLanguage, useText } from '../../i18n/use-text.ts'
import { Breadcrumb } from '../Breadcrumb.tsx'
import { ClauseChips } from '../ClauseChips.tsx'
import { useConsole, useMay, useResourceOf } from '../console.ts'
import { titleText } from '../titles.ts'
import { newRecord } from './values/defaults.ts'
import { RecordForm } from './RecordForm.tsx'
import { valuesToSend } from './values/validate-form.ts'
import { useSavedNotice } from './warnings.ts'

/** The form for a new record. */
export const CreatePage = () => {
  const resource = useResourceContext() ?? ''
  const text = useText()
  const label = useLabel()
  const language = useLanguage()
  const navigate = useNavigate()
  const notifySaved = useSavedNotice()
  const console = useConsole()
  const may = useMay(resource)
  const given = useRecordFromLocation()
  const entity = useResourceOf(resource)?.entity
  const [create] = useCreate<Row, Error, Row>()
  const initial = useMemo(
    () => ({ ...newRecord(console, resource), ...given }),
    [console, resource, given],
  )
  const title = text('form.create', { name: label(entity?.label) })
  usePageTitle(title)

  const save = async (values: FieldValues): Promise<Problem | null> => {
    const data = valuesToSend({ resource, mode: 'create', base: null }, values)
    try {
      const row = await create(resource, { data }, { returnPromise: true })
      if (!row) return null
      notifySaved(row, text('form.created', { title: titleText(console.index, resource, row, language) }))
      void navigate(`/${resource}/${row.id}/show`, { replace: true })
      return null
    } catch (error) {
      return problemOf(error)
    }
  }
  if (!may.create) return <AccessDenied />
  return (
    <>
      <Breadcrumb resource={resource}>{title}</Breadcrumb>
      <header className="head">
        <h1>{title}</h1>
        <ClauseChips ids={entity?.clauses ?? []} />
      </header>
      <RecordForm resource={resource} mode="create" base={null} initial={initial} onSave={save} onCancel={() => void navigate(-1)} />
    </>
  )
} // prettier-ignore
