import pg from 'pg'

const reconnectMs = 2_000

/**
 * Hears the notifications of a channel on a connection of its own, and connects again when it is lost.
 * What is announced meanwhile is missed: listeners look by themselves from time to time.
 */
export const listenPostgres = async (
  url: string,
  channel: string,
  onNotify: () => void,
  onError: (error: Error) => void,
): Promise<() => Promise<void>> => {
  let client: pg.Client | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false

  const lost = (gone: pg.Client, error?: Error): void => {
    if (error) onError(error)
    if (client !== gone || ended) return
    client = null
    timer = setTimeout(() => void connect().catch(onError), reconnectMs)
    // A missed announcement must not wait for the next one.
    onNotify()
  }
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
    client = next
    next.on('notification', onNotify)
    next.on('error', (error) => lost(next, error))
    next.on('end', () => lost(next))
    try {
      await next.connect()
      await next.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      lost(next, error instanceof Error ? error : new Error(String(error)))
    }
  }
  await connect()
  return async () => {
    ended = true
    clearTimeout(timer)
    await client?.end()
  }
}
