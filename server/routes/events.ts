import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import { mayRead } from '#model/language/access.ts'
import { findSession } from '../auth/sessions.ts'
import type { Change } from '../events/hub.ts'
import { badRequest } from './body.ts'
import type { Call, Route } from './call.ts'

/** Pause between signs of life; proxies close silent streams after a minute. */
const heartbeatMs = 25_000
const idsAtOnce = 500
/** Changes that are told one by one; a listener behind by more is told to read everything again. */
const mostTold = 2_000

const byResource = (changes: readonly Change[]): Map<string, Change[]> => {
  const groups = new Map<string, Change[]>()
  for (const change of changes)
    groups.set(change.resource, [...(groups.get(change.resource) ?? []), change])
  return groups
}

const readableIds = async (call: Call, resource: string, ids: readonly string[]) => {
  const page = await call.parts.service.list(call.who, resource, {
    filter: { id: [...ids], archived: [true, false] },
    range: [0, idsAtOnce - 1],
    total: 'none',
    quiet: true,
  })
  return new Set(page.rows.map((row) => row.id))
}

/** Leaves the changes of records that the listener may read, in order. */
export const readableChanges = async (
  call: Call,
  changes: readonly Change[],
): Promise<readonly Change[]> => {
  const allowed = new Set<string>()
  for (const [resource, group] of byResource(changes)) {
    if (!mayRead(call.parts.index, resource, call.who)) continue
    const ids = [...new Set(group.map((change) => change.id))]
    for (let at = 0; at < ids.length; at += idsAtOnce)
      for (const id of await readableIds(call, resource, ids.slice(at, at + idsAtOnce)))
        allowed.add(`${resource}/${id}`)
  }
  return changes.filter((change) => allowed.has(`${change.resource}/${change.id}`))
}

const send = async (stream: SSEStreamingApi, changes: readonly Change[]): Promise<void> => {
  for (const { seq, resource, id, version, action } of changes)
    await stream.writeSSE({
      id: seq,
      event: 'change',
      data: JSON.stringify({ resource, id, version, action }),
    })
}

const lastSeen = (call: Call): string | null => {
  const id = call.http.req.header('last-event-id')
  if (id === undefined || id === '') return null
  if (/^\d{1,18}$/.test(id)) return id
  throw badRequest('Last-Event-ID 应为数字', 'Last-Event-ID must be a number')
}

/** Whether the session of an open stream still stands; a stream ends with it. */
const stillSignedIn = async ({ parts, http }: Call): Promise<boolean> => {
  const header = http.req.header('authorization')
  const secret = header?.replace(/^Bearer\s+/i, '') ?? parts.carrier.read(http)
  const { database, clock, settings } = parts
  return secret !== null && (await findSession(database, secret, clock(), settings)) !== null
}

/** Tells changes one by one, or that there are too many to tell, after an import. */
const tell = async (
  call: Call,
  stream: SSEStreamingApi,
  changes: readonly Change[],
): Promise<void> => {
  if (changes.length <= mostTold) await send(stream, await readableChanges(call, changes))
  else await stream.writeSSE({ id: await call.parts.events.latest(), event: 'reset', data: '{}' })
}

const run = async (call: Call, stream: SSEStreamingApi): Promise<void> => {
  const { events } = call.parts
  const since = lastSeen(call)
  let queue: Change[] = []
  let wake: (() => void) | null = null
  const stop = await events.subscribe((changes) => {
    queue.push(...changes)
    wake?.()
  })
  stream.onAbort(() => {
    stop()
    wake?.()
  })
  try {
    await stream.writeSSE({ event: 'open', data: '{}', retry: 3_000 })
    if (since !== null) await tell(call, stream, await events.since(since, mostTold + 1))
    while (!stream.aborted && !stream.closed && events.isOpen() && call.parts.ready()) {
      const changes = queue
      queue = []
      await tell(call, stream, changes)
      if (queue.length > 0) continue
      const beat = await nextWork((resolve) => (wake = resolve))
      if (beat && !stream.aborted) {
        if (!(await stillSignedIn(call))) return
        await stream.writeSSE({ event: 'beat', data: '{}' })
      }
    }
  } finally {
    stop()
  }
}

/** Waits for changes, at most one heartbeat; tells whether only the time has passed. */
const nextWork = async (arm: (wake: () => void) => void): Promise<boolean> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const passed = await new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), heartbeatMs)
    arm(() => resolve(false))
  })
  clearTimeout(timer)
  return passed
}

const listen = (call: Call): Response => {
  lastSeen(call)
  call.http.header('cache-control', 'no-store')
  call.http.header('x-accel-buffering', 'no')
  return streamSSE(
    call.http,
    (stream) => call.parts.work.during(run(call, stream)),
    async (error) => call.parts.log.error({ requestId: call.requestId, err: error }, 'event stream failed'),
  ) // prettier-ignore
}

/** What changes, while it changes. */
export const eventRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/events', name: 'events', access: 'signed_in', handle: listen },
]
