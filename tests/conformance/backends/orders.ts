import type { Kind } from '../kit.ts'

/** What the fields of an order hold, as the small model of the server's tests says. */
export const orderKinds: Readonly<Record<string, Kind>> = {
  code: 'text',
  customer_id: 'key',
  state: 'key',
  ordered_on: 'day',
  discount: 'number',
  total: 'number',
  created_at: 'moment',
}

export const customerIds = [
  '01900000-0000-7000-8000-0000000000c1',
  '01900000-0000-7000-8000-0000000000c2',
] as const

const order = (i: number) => ({
  id: `01900000-0000-7000-8000-0000000000${10 + i}`,
  code: `DD-202611-${String(i + 1).padStart(4, '0')}`,
  customer_id: customerIds[i % 3 ? 0 : 1],
  state: 'draft',
  ordered_on: `2026-11-${String((i % 5) + 1).padStart(2, '0')}`,
  discount: i === 3 ? null : (9 * (i + 1)) / 4,
  total: i * 40.5,
  created_at: `2026-11-0${(i % 9) + 1}T18:30:00.000Z`,
  lines: i ? [{ id: `l${i}`, product: '泵', quantity: 3, price: i * 13.5, amount: i * 40.5 }] : [],
})

/** Eleven orders: equal and empty values among them, numbers that texts would sort otherwise. */
export const orderRows = Array.from({ length: 11 }, (_, i) => order(i))
/** One of them, to be created anew. */
export const someOrder = order(4)
