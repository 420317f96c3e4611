import type { Messages } from './messages.ts'

/** Texts of single pages and of what is shown otherwise than derived, in English. */
export const enPages = {
  allocation: {
    receivable: 'Receivable',
    amount: 'Allocate now',
    received: 'Received %{amount}',
    allocated: 'Allocated %{amount}',
    rest: 'Left %{amount}',
    spread: 'Give the rest to the oldest',
    no_customer: 'Choose the customer first; what is open is listed here.',
    nothing_owed: 'This customer owes nothing.',
  },
  organisation: { table: 'Show as table' },
  inbox: {
    lead: 'Opening a message leads to its record.',
    unread: 'Unread',
    open: 'Not handled',
    all: 'All',
    empty: 'No messages here',
    mark_read: 'Mark as read',
    mark_handled: 'Mark as handled',
    more: 'Show more, %{count} left',
  },
} as const satisfies Partial<Messages>
