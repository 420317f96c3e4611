import type { QueryClient } from '@tanstack/react-query'
import { countsKey } from './counts.ts'
import { hasServer, listened, type StreamEvent } from './http.ts'

const gatherMs = 2_000
const againMs = 3_000

const resourceOf = ({ event, data }: StreamEvent): string | null =>
  event === 'change' && typeof data === 'object' && data && 'resource' in data
    ? String(data.resource)
    : null

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => clearTimeout(timer))
  })

/** Listens until it is ended; what was missed while there was no connection is told when there is one again. */
const listen = async (
  signal: AbortSignal,
  onEvent: (event: StreamEvent) => void,
): Promise<void> => {
  let after: string | null = null
  while (!signal.aborted) {
    // Without a connection there is nothing to say here: whatever else is asked says so.
    await listened('/events', { signal, after }, (event) => {
      after = event.id ?? after
      onEvent(event)
    }).catch(() => undefined)
    await pause(againMs, signal)
  }
}

/**
 * Refreshes what is on the screen when somebody changes a record; gathers events for two seconds. Reads the stream by
 * `fetch`, which also reaches a server that wants headers and one inside this browser.
 */
export const followChanges = (queryClient: QueryClient): (() => void) => {
  if (!hasServer()) return () => undefined
  const end = new AbortController()
  const changed = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const refresh = (): void => {
    timer = undefined
    changed.add(countsKey)
    for (const resource of changed) void queryClient.invalidateQueries({ queryKey: [resource] })
    changed.clear()
  }
  void listen(end.signal, (event) => {
    const resource = resourceOf(event)
    if (!resource) return
    changed.add(resource)
    timer ??= setTimeout(refresh, gatherMs)
  })
  return () => {
    clearTimeout(timer)
    end.abort()
  }
}
