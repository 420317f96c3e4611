import type { Clock, Entity } from '#model/language/definition.ts'
import { workingMsBetween } from '#model/language/calendar.ts'
import { localDay, msBetween } from '#model/language/time.ts'
import type { Row } from '#model/language/wire.ts'
import type { Console } from '../console.ts'
import { conditionHolds } from '../form/values/conditions.ts'

/** A clock that runs on a record: the field that says until when, and how pressing it is. */
export type RunningClock = {
  readonly key: string
  readonly due: string
  readonly at: string
  readonly tone: 'info' | 'warn' | 'bad'
}

const isFinal = (entity: Entity, record: Row): boolean =>
  entity.workflow?.states[String(record.state)]?.final === true

/** Shares of the time are of working days or of all time, as the clock says. */
const passedShare = (clock: Clock, from: string, until: string, now: string, zone: string) => {
  const between = (a: string, b: string): number =>
    (clock.calendar === 'working' ? workingMsBetween(a, b, zone) : null) ?? msBetween(a, b)
  const whole = between(from, until)
  return whole > 0 ? between(from, now) / whole : 1
}

/** Lists the clocks that run on a record now, the most pressing first. */
export const clocksOf = (console: Console, entity: Entity, record: Row): readonly RunningClock[] => {
  if (isFinal(entity, record) || record.archived === true) return []
  const now = console.clock()
  return Object.entries(entity.clocks ?? {})
    .flatMap(([key, clock]): readonly RunningClock[] => {
      const [from, until] = [record[clock.start], record[clock.due]]
      if (typeof until !== 'string' || typeof from !== 'string') return []
      if (clock.stop !== undefined && (record[clock.stop] ?? null) !== null) return []
      if (clock.while !== undefined && conditionHolds(console, entity.name, clock.while, record) === false) return []
      const isOver = until.length > 10 ? until < now : until < localDay(now, console.zone)
      const [first = 0.5] = clock.warn_at ?? []
      const isSoon = passedShare(clock, from, until, now, console.zone) >= first
      return [{ key, due: clock.due, at: until, tone: isOver ? 'bad' : isSoon ? 'warn' : 'info' }]
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
} // prettier-ignore
