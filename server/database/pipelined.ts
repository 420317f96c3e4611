import { sql } from 'kysely'
import type pg from 'pg'

type Values = readonly unknown[]
type Ask = (text: string, values: Values) => Promise<pg.QueryResult>

const mark = '/* later */'

/**
 * Begins a statement of a transaction whose answer nobody looks at: it goes out together with the next one, and what
 * is wrong with it is told there. Each way to the database and back costs the server about what a small statement does.
 *
 * @example await sql`${later} insert into "_changes" ...`.execute(work.db)
 */
export const later = sql.raw(mark)

const nothing = { command: '', rowCount: 0, rows: [] }

/**
 * Sends `begin` and statements marked `later` together with the statement after them.
 *
 * Errors: that of the first which failed; those after it were refused because of it.
 */
export const pipelined = (stream: pg.Connection['stream'], ask: Ask) => {
  let waiting: (readonly [string, Values])[] = []
  let isOpen = false
  return async (text: string, values: Values): Promise<Pick<pg.QueryResult, 'rows'>> => {
    if (text === 'begin') isOpen = true
    if (text === 'begin' || (isOpen && text.startsWith(mark))) {
      waiting.push([text, values])
      return nothing
    }
    const isUndone = text === 'rollback'
    const hasBegun = waiting[0]?.[0] !== 'begin'
    const together = isUndone ? [] : waiting
    waiting = []
    if (isUndone || text === 'commit') isOpen = false
    if (isUndone && !hasBegun) return nothing
    if (together.length === 0) return ask(text, values)
    stream.cork()
    const asked = [...together, [text, values] as const].map((each) => ask(...each))
    stream.uncork()
    const answers = await Promise.allSettled(asked)
    const failed = answers.find((answer) => answer.status === 'rejected')
    if (failed) throw failed.reason
    return asked.at(-1) ?? nothing
  }
}
