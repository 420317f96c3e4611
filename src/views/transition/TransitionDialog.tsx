import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { useState } from 'react'
import { FormProvider, useForm, useWatch, type UseFormReturn } from 'react-hook-form'
import { type Problem, problemOf } from '../../data/problem.ts'
import type { AppDataProvider } from '../../data/provider.ts'
import type { Row, Step } from '#model/language/wire.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { ClauseChips } from '../ClauseChips.tsx'
import { useConsole, useResourceOf } from '../console.ts'
import { Chip } from '../fields/Enum.tsx'
import { ErrorSummary } from '../form/ErrorSummary.tsx'
import { FormField } from '../form/FormField.tsx'
import { contextOf, useConditions } from '../form/values/conditions.ts'
import { putErrors } from '../form/form-errors.ts'
import { startOf, stepFields, type StepField } from './step-fields.ts'
import { useNotice } from '../../i18n/use-notice.ts'

type Props = {
  readonly resource: string
  readonly record: Row
  readonly step: Step
  readonly onClose: () => void
}
type Values = Record<string, unknown>

const useRun = ({ resource, record, step, onClose }: Props, onProblem: (problem: Problem) => void) => {
  const text = useText()
  const label = useLabel()
  const notify = useNotice()
  const queryClient = useQueryClient()
  const provider = useDataProvider<AppDataProvider>()
  const transition = useResourceOf(resource)?.entity.workflow?.transitions[step.name]
  return async (data: Values): Promise<void> => {
    try {
      await provider.transition(resource, { id: record.id, name: step.name, version: record.version, data })
      notify(text('step.done', { name: label(transition?.label) }), { type: 'success' })
      onClose()
    } catch (error) {
      const problem = problemOf(error)
      if (problem.code === 'stale_version') {
        notify(text('step.stale'), { type: 'warning' })
        onClose()
      } else onProblem(problem)
    }
    // Effects reach other records too: everything on the screen may have changed.
    await queryClient.invalidateQueries()
  }
} // prettier-ignore

/** Answers of what is on the screen; what was hidden meanwhile is not sent. */
const shownOf = (data: Values, fields: readonly StepField[]): Values =>
  Object.fromEntries(fields.map(({ name }) => [name, data[name]]))

/** What the dialog shows, as the answers so far need it: a field that this record does not have is not asked for. */
const useNeeded = ({ resource, record, step }: Props, form: UseFormReturn<Values>, asked: readonly StepField[]): readonly StepField[] => {
  const given = useWatch({ control: form.control })
  const filled = Object.fromEntries(asked.flatMap(({ name, isAsked }) => (isAsked ? [] : [[name, given[name]]])))
  const now = useConditions(resource, { ...record, ...filled })
  const then = useConditions(resource, { ...record, ...filled, state: step.to })
  return asked
    .filter(({ name, isAsked }) => isAsked || now.isVisible(name))
    .map((each) => ({ ...each, isRequired: each.isRequired || (!each.isAsked && then.isRequired(each.name)) }))
} // prettier-ignore

/** One dialog with exactly the fields that a step asks for or fills. */
export const TransitionDialog = (props: Props) => {
  const { resource, record, step, onClose } = props
  const text = useText()
  const label = useLabel()
  const entity = useResourceOf(resource)?.entity
  const transition = entity?.workflow?.transitions[step.name]
  const state = entity?.workflow?.states[step.to]
  const asked = entity && transition ? stepFields(entity, transition, step) : []
  const moment = contextOf(useConsole())
  const form = useForm<Values>({
    defaultValues: Object.fromEntries(asked.map((each) => [each.name, startOf(each, record, moment)])),
  })
  const fields = useNeeded(props, form, asked)
  const [message, setMessage] = useState('')
  const run = useRun(props, (problem) => {
    putErrors(form, problem.errors)
    setMessage(problem.message)
  })
  const isBusy = form.formState.isSubmitting
  return (
    <Dialog open onClose={isBusy ? undefined : onClose} fullWidth maxWidth="sm">
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit((data) => run(shownOf(data, fields)))(event)}>
          <DialogTitle>{label(transition?.label)}</DialogTitle>
          <DialogContent className="grid" sx={{ alignContent: 'start' }}>
            <p className="sub" style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
              {state && <>{text('step.to', { state: '' })}<Chip option={state} /></>}
              <ClauseChips ids={transition?.clauses ?? []} />
            </p>
            <ErrorSummary message={message} />
            {fields.length > 0 && (
              <div className="form-grid">
                {fields.map(({ name, field, isRequired }) => (
                  <FormField key={name} resource={resource} source={name} name={name} field={field} required={isRequired} readOnly={false} record={record} />
                ))}
              </div>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose} disabled={isBusy}>
              {text('app.cancel')}
            </Button>
            <Button type="submit" variant="contained" color={transition?.tone === 'bad' ? 'error' : 'primary'} disabled={isBusy}>
              {label(transition?.label)}
            </Button>
          </DialogActions>
        </form>
      </FormProvider>
    </Dialog>
  )
} // prettier-ignore
