import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import type { Resource } from '#model/language/resources.ts'
import { problemOf } from '../../../data/problem.ts'
import type { AppDataProvider } from '../../../data/provider.ts'
import type { BulkRequest, Row } from '#model/language/wire.ts'
import type { TextKey } from '../../../i18n/messages.ts'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import { useResourceOf } from '../../console.ts'
import { Chip } from '../../fields/Enum.tsx'
import { FormField } from '../../form/FormField.tsx'
import { putErrors } from '../../form/form-errors.ts'
import { PathValue } from '../../PathValue.tsx'
import { RecordTitle } from '../../RecordTitle.tsx'
import { stepFields } from '../../transition/step-fields.ts'
import { bulkFields, commonSteps } from './bulk.ts'
import { useNotice } from '../../../i18n/use-notice.ts'
import { useList } from '../list-context.ts'

export type BulkKind = BulkRequest['op']
type Problems = Readonly<Record<string, string>>
type Values = Record<string, unknown>

const titles: Readonly<Record<BulkKind, TextKey>> = {
  update: 'bulk.change',
  transition: 'bulk.step',
  delete: 'bulk.archive',
}
const shown = 12

/** What is to be chosen and filled in for one kind of change. */
const useChoice = (kind: BulkKind, at: Resource | undefined, rows: readonly Row[], chosen: string) => {
  const label = useLabel()
  if (!at) return { options: [], inputs: [] }
  if (kind === 'update') {
    const field = at.fields[chosen]
    return {
      options: bulkFields(at).map((name) => ({ name, label: label(at.fields[name]?.label) })),
      inputs: field ? [{ name: chosen, field, isRequired: field.required === true }] : [],
    }
  }
  const steps = kind === 'transition' ? commonSteps(at.entity, rows) : []
  const step = steps.find(([name]) => name === chosen)?.[1]
  const asked = step && stepFields(at.entity, step, { name: chosen, to: step.to, enabled: true, reasons: [], fills: step.fills ?? [], ask: Object.keys(step.ask ?? {}) })
  return { options: steps.map(([name, { label: words }]) => ({ name, label: label(words) })), inputs: asked ?? [] }
} // prettier-ignore

const After = ({ kind, at, chosen, values, row }: { readonly kind: BulkKind; readonly at: Resource; readonly chosen: string; readonly values: Values; readonly row: Row }) => {
  const text = useText()
  if (kind === 'delete') return <span className="chip">{text('bulk.archive_after')}</span>
  if (kind === 'update') return <PathValue resource={at.name} path={chosen} record={{ ...row, [chosen]: values[chosen] ?? null }} />
  const to = at.entity.workflow?.transitions[chosen]?.to
  const state = to ? at.entity.workflow?.states[to] : undefined
  return state ? <Chip option={state} /> : null
} // prettier-ignore

const Preview = (props: { readonly kind: BulkKind; readonly at: Resource; readonly rows: readonly Row[]; readonly chosen: string; readonly values: Values; readonly problems: Problems }) => {
  const text = useText()
  const { kind, at, rows, chosen, problems } = props
  const path = kind === 'update' ? chosen : 'state'
  return (
    <>
      <p className="sub">{text('bulk.preview_hint', { count: rows.length })}</p>
      <table className="rows">
        <thead>
          <tr>
            <th>{text('form.record')}</th>
            <th>{text('bulk.before')}</th>
            <th>{text('bulk.after')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr key={row.id}>
              <td>
                <RecordTitle resource={at.name} record={row} />
                {problems[row.id] && <div className="tone-bad">{problems[row.id]}</div>}
              </td>
              <td><PathValue resource={at.name} path={path} record={row} /></td>
              <td><After {...props} row={row} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && <p className="sub">{text('bulk.more', { count: rows.length - shown })}</p>}
    </>
  )
} // prettier-ignore

const useRun = (kind: BulkKind, rows: readonly Row[], chosen: string, onClose: () => void) => {
  const text = useText()
  const notify = useNotice()
  const queryClient = useQueryClient()
  const { resource, selectAll } = useList()
  const provider = useDataProvider<AppDataProvider>()
  const [problems, setProblems] = useState<Problems>({})
  const run = async (values: Values): Promise<Problems> => {
    const items = rows.map(({ id, version }) => ({ id, version: version ?? 1 }))
    try {
      await provider.bulk(resource, { op: kind, items, ...(kind !== 'delete' && { data: values }), ...(kind === 'transition' && { name: chosen }) })
      notify(text('bulk.done', { count: rows.length }), { type: 'success' })
      selectAll(false)
      onClose()
      await queryClient.invalidateQueries()
      return {}
    } catch (error) {
      const problem = problemOf(error)
      const items = problem.items ?? []
      setProblems(Object.fromEntries(items.map((item) => [item.id, Object.values(item.errors ?? {})[0] ?? item.message ?? problem.message])))
      notify(items.length > 0 ? text('bulk.refused', { count: items.length }) : problem.message, { type: 'error' })
      return problem.errors
    }
  }
  return { run, problems }
} // prettier-ignore

/** Shows what a change of many records will do, then does it in one transaction. */
export const BulkDialog = ({ kind, rows, onClose }: { readonly kind: BulkKind; readonly rows: readonly Row[]; readonly onClose: () => void }) => {
  const text = useText()
  const { resource } = useList()
  const at = useResourceOf(resource)
  const [chosen, setChosen] = useState('')
  const { options, inputs } = useChoice(kind, at, rows, chosen)
  const form = useForm<Values>({ defaultValues: {} })
  const values = useWatch({ control: form.control })
  const { run, problems } = useRun(kind, rows, chosen, onClose)
  const isReady = kind === 'delete' || chosen !== ''
  if (!at) return null
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit(async (data) => putErrors(form, await run(Object.fromEntries(inputs.map(({ name }) => [name, data[name] ?? null])))))(event)}>
          <DialogTitle>{text(titles[kind])} · {text('bulk.selected', { count: rows.length })}</DialogTitle>
          <DialogContent className="grid">
            {kind !== 'delete' && options.length === 0 && <p className="notice warn">{text('bulk.no_steps')}</p>}
            {options.length > 0 && (
              <TextField select label={text(kind === 'update' ? 'bulk.field' : 'bulk.step')} value={chosen} onChange={(event) => setChosen(event.target.value)}>
                {options.map(({ name, label }) => <MenuItem key={name} value={name}>{label}</MenuItem>)}
              </TextField>
            )}
            {inputs.map(({ name, field, isRequired }) => (
              <FormField key={name} resource={resource} name={name} source={name} field={field} required={isRequired} readOnly={false} />
            ))}
            {isReady && <Preview kind={kind} at={at} rows={rows} chosen={chosen} values={values} problems={problems} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{text('app.cancel')}</Button>
            <Button type="submit" variant="contained" color="primary" disabled={!isReady || form.formState.isSubmitting}>
              {text('bulk.run', { count: rows.length })}
            </Button>
          </DialogActions>
        </form>
      </FormProvider>
    </Dialog>
  )
} // prettier-ignore
