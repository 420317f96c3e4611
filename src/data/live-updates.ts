import type { QueryClient } from '@tanstack/react-query'
import { countsKey } from './counts.ts'
import { apiUrl, hasServer } from './http.ts'

const readResource = (data: unknown): string | null => {
  try {
    const event: unknown = JSON.parse(String(data))
    return typeof event === 'object' && event && 'resource' in event ? String(event.resource) : null
  } catch {
    return null
  }
}

/** Refreshes what is on the screen when somebody changes a record; gathers events for two seconds. */
export const followChanges = (queryClient: QueryClient): (() => void) => {
  if (typeof EventSource === 'undefined' || !hasServer()) return () => undefined
  const source = new EventSource(`${apiUrl()}/events`)
  const changed = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const refresh = (): void => {
    timer = undefined
    changed.add(countsKey)
    for (const resource of changed) void queryClient.invalidateQueries({ queryKey: [resource] })
    changed.clear()
  }
  source.addEventListener('change', (event) => {
    const resource = readResource(event.data)
    if (!resource) return
    changed.add(resource)
    timer ??= setTimeout(refresh, 2_000)
  })
  return () => {
    clearTimeout(timer)
    source.close()
  }
}
