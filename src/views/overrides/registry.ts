import { lazy } from 'react'
import type { Overrides } from './override.ts'

const Gauge = lazy(() => import('./Gauge.tsx').then((m) => ({ default: m.Gauge })))
const AllocationInput = lazy(() =>
  import('./AllocationInput.tsx').then((m) => ({ default: m.AllocationInput })),
)
const Organisation = lazy(() =>
  import('./Organisation.tsx').then((m) => ({ default: m.Organisation })),
)
const Inbox = lazy(() => import('./Inbox.tsx').then((m) => ({ default: m.Inbox })))

/** What this company shows otherwise than derived. See docs/overrides.md. */
export const overrides: Overrides = {
  orders: { fields: { progress: { Column: Gauge, Field: Gauge } } },
  customers: { fields: { credit_use: { Column: Gauge, Field: Gauge } } },
  payments: { fields: { allocations: { Input: AllocationInput } } },
  departments: { views: { list: Organisation } },
  notifications: { entity: Inbox },
}
