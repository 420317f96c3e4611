import { lazy } from 'react'

/** What of the sandbox comes when it is needed; named here, because each place that names a chunk lists all it needs. */
export const SandboxButton = lazy(() =>
  import('./SandboxButton.tsx').then((m) => ({ default: m.SandboxButton })),
)
export const SandboxPanel = lazy(() =>
  import('./SandboxPanel.tsx').then((m) => ({ default: m.SandboxPanel })),
)
