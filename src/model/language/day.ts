const dayShape = /^\d{4}-\d{2}-\d{2}$/
const instantShape = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}(?::?\d{2})?)$/

/** Tells whether a text is a calendar day. */
export const isDay = (text: unknown): text is string =>
  typeof text === 'string' && dayShape.test(text)

/** Tells whether a text is a day that the calendar has. */
export const isRealDay = (text: unknown): text is string =>
  isDay(text) && text >= '0001' && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true

/** Tells whether a text is an instant with a zone. */
export const isInstant = (text: unknown): text is string =>
  typeof text === 'string' && instantShape.test(text)

/** Writes an instant in the one form in which instants compare as texts; null when it is none. */
export const canonicalInstant = (text: string): string | null => {
  const time = Date.parse(text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00'))
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
