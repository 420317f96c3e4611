import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useText } from '../../i18n/use-text.ts'

type Props = {
  readonly title: string
  readonly hint: string
  readonly action: string
  readonly onConfirm: () => Promise<void>
  readonly onClose: () => void
}

/** Asks before something that is not easily undone. */
export const ConfirmDialog = ({ title, hint, action, onConfirm, onClose }: Props) => {
  const text = useText()
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent>{hint}</DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{text('app.cancel')}</Button>
        <Button
          variant="contained"
          color="primary"
          autoFocus
          onClick={() => {
            onClose()
            void onConfirm()
          }}
        >
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
