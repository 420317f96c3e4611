import Button from '@mui/material/Button'
import { useRef } from 'react'
import { useText } from '../i18n/use-text.ts'

type Props = {
  readonly isBusy: boolean
  readonly label: string
  readonly multiple?: boolean
  readonly onChoose: (files: readonly File[]) => void
}

/** Opens the system's file dialog and hands over what was chosen. */
export const UploadButton = ({ isBusy, label, multiple, onChoose }: Props) => {
  const text = useText()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button
        disabled={isBusy}
        sx={{ alignSelf: 'flex-start' }}
        onClick={() => input.current?.click()}
      >
        {text(isBusy ? 'record.uploading' : 'record.upload')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={multiple}
        aria-label={label}
        onChange={(event) => {
          onChoose([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </>
  )
}
