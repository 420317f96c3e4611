import { type NotificationPayload, useNotificationContext, useTranslate } from 'ra-core'
import { useEffect } from 'react'
import { useText } from '../i18n/use-text.ts'

const shortly = 5_000

const Message = ({ notification, onClose }: { readonly notification: NotificationPayload; readonly onClose: () => void }) => {
  const text = useText()
  const translate = useTranslate()
  const { message, type, notificationOptions } = notification
  const stay = notificationOptions?.autoHideDuration ?? shortly
  useEffect(() => {
    const timer = setTimeout(onClose, stay)
    return () => clearTimeout(timer)
  }, [onClose, stay])
  const words = typeof message === 'string' ? translate(message, { _: message, ...notificationOptions?.messageArgs }) : message
  return (
    <p className={`message ${type}`} role={type === 'error' ? 'alert' : 'status'}>
      <span>{words}</span>
      <button type="button" className="plain" aria-label={text('app.close')} onClick={onClose}>
        ×
      </button>
    </p>
  )
} // prettier-ignore

/** What the console has to say, one sentence at a time, for a few seconds. */
export const Notification = () => {
  const { notifications, takeNotification } = useNotificationContext()
  const first = notifications[0]
  if (!first) return null
  return (
    <div className="messages">
      <Message key={String(first.message)} notification={first} onClose={takeNotification} />
    </div>
  )
}
