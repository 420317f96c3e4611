import Close from '@mui/icons-material/Close'
import { UploadButton } from '../UploadButton.tsx'
import FormControl from '@mui/material/FormControl'
import FormHelperText from '@mui/material/FormHelperText'
import IconButton from '@mui/material/IconButton'
import { useMutation } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { problemOf } from '../../data/problem.ts'
import type { AppDataProvider } from '../../data/provider.ts'
import { useFormat } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.ts'
import { attachmentsOf } from '../fields/links/Attachments.tsx'
import type { InputProps } from '../fields/kind.ts'
import { useInput } from './use-input.ts'
import { useNotice } from '../../i18n/use-notice.ts'

/** Files of a field: stored at once, bound to the record when it is saved. */
export const AttachmentsInput = (props: InputProps) => {
  const text = useText()
  const format = useFormat()
  const notify = useNotice()
  const provider = useDataProvider<AppDataProvider>()
  const { bound, shared } = useInput(props)
  const files = attachmentsOf(bound.value)
  const upload = useMutation({
    mutationFn: (chosen: readonly File[]) => Promise.all(chosen.map((file) => provider.upload(props.resource, file))),
    onSuccess: (stored) => bound.onChange([...files, ...stored]),
    onError: (error) => notify(problemOf(error).message, { type: 'error' }),
  })
  return (
    <FormControl error={shared.error}>
      {!props.compact && <span className="input-label">{props.label}</span>}
      <ul>
        {files.map(({ id, name, size }) => (
          <li key={id}>
            {name} {size !== undefined && <span className="mute">{format.size(size)}</span>}
            {!props.readOnly && (
              <IconButton aria-label={text('form.remove_file', { name })} onClick={() => bound.onChange(files.filter((file) => file.id !== id))}>
                <Close sx={{ fontSize: 14 }} />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {!props.readOnly && (
        <UploadButton isBusy={upload.isPending} label={props.label} multiple onChoose={(files) => upload.mutate(files)} />
      )}
      {shared.helperText && <FormHelperText>{shared.helperText}</FormHelperText>}
    </FormControl>
  )
} // prettier-ignore
