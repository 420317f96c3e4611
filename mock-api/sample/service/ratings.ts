import { addDays, daysBetween } from '#model/language/time.ts'
import {
  add,
  dayOf,
  serial,
  workingDay,
  type Company,
  type SampleRow,
  type SampleStep,
} from '../rows.ts'
import { isOver, officeMoment, ownedBy, taken } from './moments.ts'

type Values = Readonly<Record<string, unknown>>

/** A score between 1 and 5, by how content customers are. */
export const scoreOf = (company: Company, mood: 'good' | 'poor'): number =>
  company.random.weighted<number>(
    mood === 'good'
      ? [[5, 0.46], [4, 0.4], [3, 0.1], [2, 0.03], [1, 0.01]]
      : [[5, 0.12], [4, 0.33], [3, 0.27], [2, 0.2], [1, 0.08]],
  ) // prettier-ignore

const words: Readonly<Record<number, string>> = {
  5: '非常满意，处理及时',
  4: '满意，希望交期再快一些',
  3: '一般，基本解决',
  2: '不满意，问题反复',
  1: '很不满意，影响生产',
}

/** What the customer says with a score. */
export const opinionOf = (score: number): string => words[score] ?? ''

/** A rating as a return visit or a service request leaves it. */
export const addRating = (company: Company, moment: string, values: Values): void => {
  add(company, 'satisfaction_ratings', { ...values, owner_id: null }, { at: moment, by: null })
}

type Action = {
  readonly kind: 'task' | 'corrective' | 'improvement'
  readonly source: { readonly resource: string; readonly id: string }
  readonly content: string
  readonly responsible: SampleRow
  readonly owner: SampleRow
  readonly from: string
  readonly due: string
}

/** An action item that is done and verified in time, mostly; a few are late, a few still open. */
export const addAction = (company: Company, action: Action): void => {
  const { random, today } = company
  const { kind, source, content, responsible, owner, from, due } = action
  const made = dayOf(company, from)
  const isLate = random.chance(0.12)
  const length = Math.max(1, daysBetween(made, due))
  const doneOn = workingDay(
    addDays(made, Math.ceil(length * (isLate ? 1.3 : 0.7)) + (isLate ? 2 : 0)),
  )
  const verifiedOn = workingDay(addDays(doneOn, random.whole(1, 4)))
  const [finished, verified] = [
    officeMoment(company, doneOn, 0.6),
    officeMoment(company, verifiedOn, 0.4),
  ]
  const isForgotten = random.chance(0.03) && daysBetween(due, today) < 60
  const isDone = !isForgotten && isOver(company, finished) && finished > from
  const isVerified = isDone && isOver(company, verified)
  const [leader] = company.rows.get('employees') ?? []
  const verifier = owner.id === responsible.id ? leader?.id : owner.id
  const steps: readonly SampleStep[] = [
    ...(isDone
      ? [{ at: finished, transition: 'finish_at_once', to: 'done', by: responsible.id }]
      : []),
    ...(isVerified
      ? [{ at: verified, transition: 'verify', to: 'verified', by: verifier ?? null }]
      : []),
  ]
  const values = {
    code: serial(company, 'action_items', 'code', made), kind, source, content, responsible_id: responsible.id, due_on: due,
    ...(isDone && { result: '已按要求完成', done_on: doneOn }),
    ...(isVerified && { verified_by_id: verifier, verified_on: verifiedOn, effect: random.chance(0.95) ? 'effective' : 'ineffective' }),
    ...ownedBy(owner),
  } // prettier-ignore
  add(company, 'action_items', values, { at: from, by: owner.id, steps: taken(company, steps) })
}
