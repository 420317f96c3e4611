import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import { useConsole } from '../../console.ts'
import type { InputProps } from '../../fields/kind.ts'
import { recordRefOf } from '../../fields/links/RecordRef.tsx'
import { ReferencePicker } from './ReferencePicker.tsx'
import { useInput } from '../use-input.ts'

/** A record of any entity: first the kind, then the record. */
export const RecordRefInput = (props: InputProps) => {
  const text = useText()
  const label = useLabel()
  const { index } = useConsole()
  const { bound, shared, error } = useInput(props)
  const current = recordRefOf(bound.value)
  const [chosen, setChosen] = useState(current?.resource ?? '')
  const { field } = props
  if (field.type !== 'record_ref') return null
  const kinds = index.model.entities.filter(({ name }) => !field.to || field.to.includes(name))
  const resource = current?.resource ?? chosen
  return (
    <div className="personas">
      <TextField
        {...shared}
        helperText={undefined}
        select
        label={`${props.label} · ${text('form.resource')}`}
        value={kinds.some(({ name }) => name === resource) ? resource : ''}
        slotProps={{ select: { readOnly: props.readOnly } }}
        onChange={(event) => {
          setChosen(event.target.value)
          bound.onChange(null)
        }}
      >
        {kinds.map(({ name, label: kind }) => (
          <MenuItem key={name} value={name}>
            {label(kind)}
          </MenuItem>
        ))}
      </TextField>
      {resource && (
        <ReferencePicker
          key={resource}
          resource={resource}
          label={text('form.record')}
          required={props.required}
          disabled={props.readOnly}
          value={current?.id ?? null}
          error={error}
          onChange={(id) => bound.onChange(id ? { resource, id } : null)}
        />
      )}
    </div>
  )
}
