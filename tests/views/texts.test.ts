import { shownDecimals } from '#model/language/shown-decimals.ts'
import { describe, expect, test } from 'vitest'
import { en } from '../../src/i18n/en.ts'
import { createFormat } from '../../src/i18n/format.ts'
import { zh } from '../../src/i18n/zh.ts'
import { tokens } from '../../src/theme.ts'

const flat = (tree: object, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flat(value, `${prefix}${key}.`),
  )
const places = (text: string): string[] =>
  [...text.matchAll(/%\{(\w+)\}/g)].map(([, name = '']) => name).toSorted()

const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const part = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

describe('words, numbers and colours', () => {
  test('both languages fill the same places', () => {
    const english = new Map(flat(en))
    for (const [key, text] of flat(zh)) expect(places(english.get(key) ?? ''), key).toEqual(places(text))
  })

  test('a computed amount ends at the cent, an agreed price keeps its decimals', () => {
    const label = { zh: '额', en: 'Amount' }
    expect(shownDecimals({ type: 'money', scale: 4, label, formula: 'quantity * price' })).toBe(2)
    expect(shownDecimals({ type: 'money', scale: 4, label })).toBe(4)
    expect(shownDecimals({ type: 'percent', label })).toBe(2)
  })

  test('amounts have no needless decimals, large ones are 万 and 亿', () => {
    const format = createFormat('zh', 'Asia/Shanghai', (key) => key, () => '2026-11-22T01:00:00Z')
    expect(format.money(842000)).toBe('842,000')
    expect(format.money(842000.5)).toBe('842,000.50')
    expect(format.short(62_847_00)).toBe('628.5万')
    expect(format.short(-312_400_000)).toBe('-3.1亿')
    expect(format.date('2026-10-08', { short: true })).toBe('10-08')
    expect(format.date('2025-10-08', { short: true })).toBe('2025-10-08')
    expect(format.datetime('2026-11-21T18:30:00Z')).toBe('2026-11-22 02:30')
  })

  test.each(['light', 'dark'] as const)('text passes WCAG AA on every surface in %s', (mode) => {
    const t = tokens[mode]
    for (const surface of [t.bg, t.surface, t.sunken])
      for (const text of [t.text, t['text-2'], t['text-3'], t.accent])
        expect(contrast(text, surface)).toBeGreaterThanOrEqual(4.5)
    for (const tone of ['good', 'warn', 'bad', 'info', 'mute'] as const)
      expect(contrast(t[tone], t[`${tone}-soft`]), tone).toBeGreaterThanOrEqual(4.5)
    expect(contrast(t['on-accent'], t.accent)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(t['text-3'], t['accent-soft'])).toBeGreaterThanOrEqual(4.5)
  })
}) // prettier-ignore
