/** What an evaluation may know besides the record: clock, viewer and policy parameters. Never read from anywhere else. */
export type Context = {
  /** Instant, ISO 8601 in UTC. */
  readonly now: string
  /** Local calendar day of the company, `YYYY-MM-DD`; equals `asOf` when given. */
  readonly today: string
  /** IANA zone of the company, e.g. `Asia/Shanghai`. */
  readonly zone: string
  /** Employee id of the viewer; null for the system. */
  readonly me: string | null
  readonly roles: readonly string[]
  /** Departments that the viewer heads or belongs to, and all below. */
  readonly departments: readonly string[]
  /** The viewer's own department. */
  readonly department?: string | null
  /** Effective value of a policy parameter on `today`; `sub` picks a key of a map. Unknown keys give null. */
  readonly param: (key: string, sub?: string) => unknown
  /** Day of an as-of question; values are then computed as they stood at its end. */
  readonly asOf?: string
}
