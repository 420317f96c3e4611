import type { Field } from '#model/language/definition.ts'
import type { Draw } from './draw.ts'

/** Texts that go wrong easily: Chinese, astral code points, both ASCII cases, accents, empty, blanks, dates. */
export const texts = [
  '', 'a', 'A', 'ab', 'AB', 'Ab', 'z', 'Z', 'é', 'É', 'ß', '张三', '张', '李四', '王五', '阿里', '𠮷', '𠮷野', '😀', '😀a', '\uFFFD', '\uE000',
  '10', '9', '1.50', 'a b', ' a', '%', '_', 'a_b', "it's", '"q"', '2026-01-15', '2026-02-30', '中文ABC', 'ABC中文', '、', 'ｆｕｌｌ',
] as const // prettier-ignore

export const zones = [
  'Asia/Shanghai',
  'UTC',
  'America/New_York',
  'Asia/Kolkata',
  'Europe/Berlin',
] as const

const pad = (n: number, width = 2): string => String(n).padStart(width, '0')

/** A day of the two years around the clock of the tests; month ends and new years more often. */
export const day = (draw: Draw): string =>
  draw.chance(25)
    ? draw.pick([
        '2026-01-31',
        '2026-02-28',
        '2024-02-29',
        '2025-12-31',
        '2026-01-01',
        '2026-11-21',
        '2026-03-31',
      ])
    : `${draw.int(2024, 2026)}-${pad(draw.int(1, 12))}-${pad(draw.int(1, 28))}`

/** An instant; hours near midnight of some zone more often. */
export const instant = (draw: Draw): string => {
  const hour = draw.chance(50) ? draw.pick([0, 4, 5, 15, 16, 18, 22, 23]) : draw.int(0, 23)
  const minute = draw.chance(50) ? draw.pick([0, 30, 59]) : draw.int(0, 59)
  return `${day(draw)}T${pad(hour)}:${pad(minute)}:${pad(draw.int(0, 59))}.${pad(draw.int(0, 999), 3)}Z`
}

export const decimalOf = (draw: Draw, scale: number): number => {
  if (draw.chance(20)) return draw.pick([0, 1, -1, 100])
  const most = draw.pick([20, 1000, 1_000_000])
  return draw.int(-most, most) / 10 ** draw.int(0, scale)
}

type Ids = Readonly<Record<string, readonly string[]>>

/** A wire value of a field; `ids` are the rows that references may point at. */
export const valueOf = (draw: Draw, field: Field, ids: Ids): unknown => {
  if (draw.chance(18)) return null
  switch (field.type) {
    case 'integer':
      return draw.int(-20, 20)
    case 'decimal':
    case 'money':
    case 'percent':
      return decimalOf(draw, 'scale' in field ? (field.scale ?? 2) : 2)
    case 'date':
      return day(draw)
    case 'datetime':
      return instant(draw)
    case 'boolean':
      return draw.chance(50)
    case 'enum': {
      const keys = Object.keys(field.options)
      return field.many ? draw.some(keys, 3) : draw.pick(keys)
    }
    case 'tags':
      return draw.some(texts, 3)
    case 'reference':
      return draw.pick(ids[field.to] ?? [null])
    case 'references':
      return draw.some(ids[field.to] ?? [], 3)
    case 'record_ref': {
      const resource = draw.pick(field.to ?? Object.keys(ids))
      return { resource, id: draw.pick(ids[resource] ?? [null]) }
    }
    case 'attachments':
      return draw.some(['f1', 'f2'], 2).map((id) => ({ id, name: id, size: 1, type: 'text/plain' }))
    case 'lines':
      return null
    default:
      return draw.pick(texts)
  }
}
