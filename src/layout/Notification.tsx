import { type NotificationPayload, useNotificationContext, useTranslate } from 'ra-core'
import { useEffect } from 'react'
import { useText } from '../i18n/use-text.ts'

const shortly = 5_000
const whileOthersWait = 1_200

const Message = ({ notification, isLast, onClose }: { readonly notification: NotificationPayload; readonly isLast: boolean; readonly onClose: () => void }) => {
  const text = useText()
  const translate = useTranslate()
  const { message, type, notificationOptions } = notification
  const usual = notificationOptions?.autoHideDuration ?? shortly
  const stay = isLast || type === 'error' ? usual : Math.min(usual, whileOthersWait)
  // The same sentence twice is two messages: each has its own time.
  useEffect(() => {
    const timer = setTimeout(onClose, stay)
    return () => clearTimeout(timer)
  }, [onClose, stay, notification])
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
      <Message
        key={String(first.message)}
        notification={first}
        isLast={notifications.length === 1}
        onClose={takeNotification}
      />
    </div>
  )
}
