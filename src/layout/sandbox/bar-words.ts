import type { Label } from '#model/language/definition.ts'

/** What the top bar says of the sandbox; the panel's own texts come when it is opened. */
export const barWords = {
  title: { zh: '沙盒', en: 'Sandbox' },
  moved: { zh: '{day}，快 {days} 天', en: '{day}, {days} days ahead' },
  moved_short: { zh: '+{days} 天', en: '+{days} d' },
  faulty_short: { zh: '!', en: '!' },
  faulty: { zh: '有故障', en: 'faults on' },
} as const satisfies Readonly<Record<string, Label>>
