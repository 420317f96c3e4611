import Button from '@mui/material/Button'
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { type FieldValues, FormProvider, useForm, useFormContext, useWatch } from 'react-hook-form'
import type { Problem } from '../../data/problem.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useConsole, useResourceOf } from '../console.ts'
import type { Resource } from '#model/language/resources.ts'
import { type Section, sectionsOf } from '../record/sections.ts'
import { creationSections } from './creation.ts'
import { useConditions } from './values/conditions.ts'
import { DraftNotice } from './DraftNotice.tsx'
import { type Drafts, useDrafts } from './draft.ts'
import { ErrorSummary } from './ErrorSummary.tsx'
import { putErrors } from './form-errors.ts'
import { FormFieldsContext } from './form-labels.ts'
import { FormSection } from './FormSection.tsx'
import { type FormPurpose, formProblems, resolverOf } from './values/validate-form.ts'

type Props = FormPurpose & {
  readonly initial: Readonly<Record<string, unknown>>
  /** Saves; answers what was wrong, or null. */
  readonly onSave: (values: FieldValues) => Promise<Problem | null>
  readonly onCancel: () => void
  readonly children?: ReactNode
}

const draftPause = 600

/** Keeps what is typed, so that a closed tab or an ended session loses nothing. */
const DraftKeeper = ({ drafts, purpose }: { readonly drafts: Drafts; readonly purpose: FormPurpose }) => {
  const { clock } = useConsole()
  const { formState } = useFormContext()
  const values = useWatch()
  const { isDirty, isSubmitSuccessful } = formState
  useEffect(() => {
    if (!isDirty || isSubmitSuccessful) return
    const timer = setTimeout(() => drafts.keep({ at: clock(), version: purpose.base?.version ?? null, values }), draftPause)
    return () => clearTimeout(timer)
  }, [values, isDirty, isSubmitSuccessful, drafts, purpose, clock])
  return null
} // prettier-ignore

const useSaveKey = (save: () => void): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      save()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [save])
}

const formSections = (at: Resource, mode: FormPurpose['mode']): readonly Section[] =>
  mode === 'create' ? creationSections(at, sectionsOf(at)) : sectionsOf(at)

const FormSections = ({ purpose }: { readonly purpose: FormPurpose }) => {
  const at = useResourceOf(purpose.resource)
  const values = useWatch()
  const conditions = useConditions(purpose.resource, values)
  const sections = useMemo(() => (at ? formSections(at, purpose.mode) : []), [at, purpose.mode])
  return sections.map((section, i) => (
    <FormSection key={i} section={section} purpose={purpose} conditions={conditions} />
  ))
}

const useModelForm = ({ resource, mode, base, initial }: Props) => {
  const console = useConsole()
  const text = useText()
  const label = useLabel()
  const purpose = useMemo(() => ({ resource, mode, base }), [resource, mode, base])
  const form = useForm<FieldValues>({
    defaultValues: { ...initial },
    shouldFocusError: true,
    resolver: resolverOf((values) =>
      formProblems(console, purpose, values, { label, required: text('app.required') }),
    ),
  })
  return { form, purpose }
}

/** A form made from a definition: sections, errors at their fields, drafts, Ctrl+S. */
export const RecordForm = (props: Props) => {
  const text = useText()
  const at = useResourceOf(props.resource)
  const { form, purpose } = useModelForm(props)
  const drafts = useDrafts(props.resource, props.base?.id ?? 'new')
  const [message, setMessage] = useState('')
  const { onSave } = props
  const save = useCallback(
    () =>
      void form.handleSubmit(async (values) => {
        const problem = await onSave(values)
        if (!problem) return drafts.drop()
        putErrors(form, problem.errors)
        setMessage(problem.message)
      })(),
    [form, onSave, drafts],
  )
  useSaveKey(save)
  const { isSubmitting } = form.formState
  return (
    <FormFieldsContext.Provider value={at?.fields ?? {}}>
      <FormProvider {...form}>
        <form
          noValidate
          className="grid"
          onSubmit={(event) => {
            event.preventDefault()
            save()
          }}
        >
          <DraftKeeper drafts={drafts} purpose={purpose} />
          <DraftNotice drafts={drafts} purpose={purpose} />
          <ErrorSummary message={message} />
          <FormSections purpose={purpose} />
          <div className="form-actions">
            <Button type="submit" variant="contained" color="primary" disabled={isSubmitting} title={text('form.save_shortcut')}>
              {text('app.save')}
            </Button>
            <Button onClick={props.onCancel}>{text('app.cancel')}</Button>
          </div>
          {props.children}
        </form>
      </FormProvider>
    </FormFieldsContext.Provider>
  )
} // prettier-ignore
