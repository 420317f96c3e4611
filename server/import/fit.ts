import type { Field, Label } from '#model/language/definition.ts'
import { Decimal } from '#model/language/decimal.ts'
import { localDay } from '#model/language/time.ts'
import { isInstant } from '#model/language/day.ts'
import { toNumber } from '#model/language/value.ts'
import { instantOf, parseMoment } from './dates.ts'
import { l } from './table.ts'

/** How texts of a column are to be read. */
export type Reading = {
  readonly formats: readonly string[]
  readonly decimal: '.' | ','
  readonly zone: string
}

export type Fitted = { readonly value: unknown } | { readonly error: Label }

const wrong = (found: unknown, zh: string, en: string): Fitted => ({
  error: l(`“${String(found)}”：${zh}`, `"${String(found)}": ${en}`),
})

/** Reads a number as people write it: currency signs, thousands, brackets for negative; null when it is none. */
export const readNumber = (text: string, decimal: '.' | ','): Decimal | null => {
  const plain = text.normalize('NFKC').trim().replace(/^([-+(]?)\s*[¥$€£]\s*/, '$1') // prettier-ignore
  const [, inner] = /^\((.+)\)$/.exec(plain) ?? []
  const [point, group] = decimal === '.' ? ['.', ','] : [',', '.']
  const body = inner ?? plain
  const shape = new RegExp(`^[-+]?(\\d{1,3}(\\${group}\\d{3})+|\\d*)(\\${point}\\d*)?(e[-+]?\\d+)?$`, 'i') // prettier-ignore
  if (!shape.test(body) || !/\d/.test(body)) return null
  const number = toNumber(body.replaceAll(group, '').replace(point, '.'))
  return number && inner !== undefined ? number.negated() : number
}

const fitNumber = (raw: unknown, reading: Reading, isPercent: boolean): Fitted => {
  if (Decimal.isDecimal(raw)) return { value: raw.toNumber() }
  if (typeof raw === 'number') return { value: raw }
  const text = typeof raw === 'string' ? raw : ''
  const body = isPercent ? text.trim().replace(/[%％]$/, '') : text
  const number = readNumber(body, reading.decimal)
  return number ? { value: number.toNumber() } : wrong(raw, '不是数字', 'is not a number')
}

const fitDay = (raw: unknown, { formats, zone }: Reading): Fitted => {
  if (isInstant(raw)) return { value: localDay(raw, zone) }
  const moment = typeof raw === 'string' ? parseMoment(raw, formats) : null
  if (moment) return { value: moment.day }
  return formats.length > 0
    ? wrong(
        raw,
        `不是 ${formats.join(' 或 ')} 格式的日期`,
        `is not a date like ${formats.join(' or ')}`,
      )
    : wrong(raw, '不是日期，或需要指明格式', 'is not a date with the year first; say its format')
}

const fitInstant = (raw: unknown, reading: Reading): Fitted => {
  if (isInstant(raw)) return { value: raw }
  const moment = typeof raw === 'string' ? parseMoment(raw, reading.formats) : null
  if (!moment) return fitDay(raw, reading)
  return { value: instantOf(moment, reading.zone) }
}

const yes = new Set(['true', 't', 'yes', 'y', '1', '是', '有', '√', '对'])
const no = new Set(['false', 'f', 'no', 'n', '0', '否', '无', '×', '错'])

const fitBoolean = (raw: unknown): Fitted => {
  if (typeof raw === 'boolean') return { value: raw }
  const text = String(raw).normalize('NFKC').trim().toLowerCase()
  if (yes.has(text)) return { value: true }
  return no.has(text) ? { value: false } : wrong(raw, '不是“是”或“否”', 'is neither yes nor no')
}

/** Finds a choice by its key or its label in either language; what is none stays, and is refused later. */
const fitChoice = (field: Extract<Field, { type: 'enum' }>, raw: unknown): unknown => {
  const text = typeof raw === 'string' ? raw.trim() : String(raw)
  if (Object.hasOwn(field.options, text)) return text
  const folded = text.toLowerCase()
  const found = Object.entries(field.options).find(
    ([key, { zh, en }]) =>
      key === folded || zh.toLowerCase() === folded || en.toLowerCase() === folded,
  )
  return found?.[0] ?? text
}

const listOf = (raw: unknown): readonly unknown[] => {
  if (Array.isArray(raw)) return raw
  return String(raw)
    .split(/[;；、|,，]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Reads `contracts/<id>`; what is none stays, and is refused later. */
const pointerOf = (raw: unknown): unknown => {
  const [, resource, id] = (typeof raw === 'string' && /^([a-z_0-9]+)\/(.+)$/.exec(raw)) || []
  return resource === undefined ? raw : { resource, id }
}

const asText = (raw: unknown): unknown =>
  Decimal.isDecimal(raw)
    ? raw.toFixed()
    : typeof raw === 'number'
      ? new Decimal(raw).toFixed()
      : raw

/**
 * Brings what a file or formula gives into the form of a field, so that the model's own validation can judge it.
 * A text stays as it is; a number, date, choice or list is read from text.
 */
export const fitTo = (field: Field, raw: unknown, reading: Reading): Fitted => {
  if (raw === null || raw === undefined || raw === '') return { value: null }
  switch (field.type) {
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percent':
      return fitNumber(raw, reading, field.type === 'percent')
    case 'date':
      return fitDay(raw, reading)
    case 'datetime':
      return fitInstant(raw, reading)
    case 'boolean':
      return fitBoolean(raw)
    case 'enum':
      return {
        value: field.many
          ? listOf(raw).map((each) => fitChoice(field, each))
          : fitChoice(field, asText(raw)),
      }
    case 'tags':
      return { value: listOf(raw) }
    case 'text':
    case 'longtext':
    case 'email':
    case 'phone':
    case 'url':
    case 'serial':
      return { value: typeof raw === 'boolean' ? String(raw) : asText(raw) }
    case 'references':
      return { value: listOf(raw) }
    case 'record_ref':
      return { value: pointerOf(raw) }
    case 'reference':
    case 'lines':
    case 'attachments':
      return { value: raw }
  }
}
