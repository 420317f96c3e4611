import type { Context } from './context.ts'
import { Decimal, roundTo, scaleOf, toWire } from './decimal.ts'
import type {
  AttachmentsField, EnumField, Field, Label, LinesField, NumberField, RecordRefField, TextField, TimeField,
} from './definition.ts' // prettier-ignore
import { boundOf } from './bounds.ts'
import { formatProblem } from './formats.ts'
import { suggestionLabel } from './nearest.ts'
import type { ModelIndex } from './resources.ts'
import { localDay } from './time.ts'
import { isUuid, listed, plain, wrong } from './validate-messages.ts'

/** A value as it is stored and goes over the wire, or the sentence that says what is allowed. */
export type Checked = { readonly value: unknown } | { readonly error: Label }
export type ValueField = Exclude<Field, LinesField>

/**
 * Checks one value against its field and brings it into its one form: texts trimmed, numbers rounded to the
 * field's scale (half away from zero), instants in UTC, ids in lower case, lists without repeats.
 *
 * Shape: null passes; whether a field may be empty is not asked here.
 */
export const checkValue = (
  field: ValueField,
  value: unknown,
  ctx: Context,
  index: Pick<ModelIndex, 'resources'>,
): Checked => {
  if (value === null || value === '') return { value: null }
  switch (field.type) {
    case 'text':
    case 'longtext':
    case 'email':
    case 'phone':
    case 'url':
      return checkText(field, value)
    case 'tags':
      return checkTags(field, value)
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percent':
      return checkNumber(field, value, ctx)
    case 'date':
    case 'datetime':
      return checkTime(field, value, ctx)
    case 'boolean':
      return typeof value === 'boolean' ? { value } : wrong(value, '必须是 true 或 false', 'must be true or false')
    case 'enum':
      return field.many ? checkChoices(field, value) : checkChoice(field, value)
    case 'reference':
      return checkId(value)
    case 'references':
      return checkList(value, checkId)
    case 'record_ref':
      return checkRecordRef(field, value, index)
    case 'attachments':
      return checkAttachments(field, value)
    case 'serial':
      return checkLength(value, 100)
  }
} // prettier-ignore

const defaultLengths = { text: 500, longtext: 50_000, email: 254, phone: 40, url: 2_000, tags: 50 }
const maxTags = 50

const checkLength = (value: unknown, limit: number): Checked => {
  if (typeof value !== 'string') return wrong(value, '必须是文本', 'must be a text')
  const text = value.trim()
  if (/\p{Cs}/u.test(text) || text.includes('\0'))
    return wrong(undefined, '含有无法保存的字符', 'contains characters that cannot be stored')
  const { length } = [...text]
  if (length > limit)
    return wrong(`${length}`, `最多 ${limit} 个字符`, `must have at most ${limit} characters`)
  return { value: text === '' ? null : text }
}

const shapes = {
  email: {
    test: (text: string) => /^[^\s@<>()[\]\\,;:"]+@[^\s@.,;:"]+(\.[^\s@.,;:"]+)+$/.test(text),
    zh: '必须是电子邮箱，例如 name@example.com',
    en: 'must be an e-mail address such as name@example.com',
  },
  phone: {
    test: (text: string) => /^\+?(?:[0-9]|\([0-9])[0-9 ()-]{2,}(?:(?: ?转 ?| ?x| ?ext\.? ?)[0-9]{1,8})?$/i.test(text),
    zh: '必须是电话号码：数字、空格、括号、横线，可带 + 和分机',
    en: 'must be a phone number: digits, spaces, brackets and hyphens, with + and an extension if need be',
  },
  url: {
    test: (text: string) => /^https?:\/\//i.test(text) && URL.canParse(text),
    zh: '必须是以 http:// 或 https:// 开头的网址',
    en: 'must be an address that begins with http:// or https://',
  },
} // prettier-ignore

const checkText = (field: TextField, raw: unknown): Checked => {
  const checked = checkLength(raw, field.max_length ?? defaultLengths[field.type])
  if ('error' in checked || typeof checked.value !== 'string') return checked
  const { value } = checked
  const shape =
    field.type === 'email' || field.type === 'phone' || field.type === 'url'
      ? shapes[field.type]
      : undefined
  if (shape && !shape.test(value)) return wrong(value, shape.zh, shape.en)
  if (field.pattern !== undefined && !new RegExp(`^(?:${field.pattern})$`, 'u').test(value)) {
    const help = field.pattern_help ?? {
      zh: `必须符合格式 ${field.pattern}`,
      en: `must match ${field.pattern}`,
    }
    return wrong(value, help.zh, help.en)
  }
  const problem = field.format === undefined ? null : formatProblem(field.format, value)
  return problem ? wrong(value, problem.zh, problem.en) : checked
}

const checkTags = (field: TextField, raw: unknown): Checked => {
  const checked = checkList(raw, (item) =>
    checkLength(item, field.max_length ?? defaultLengths.tags),
  )
  if ('value' in checked && Array.isArray(checked.value) && checked.value.length > maxTags)
    return wrong(
      `${checked.value.length}`,
      `最多 ${maxTags} 个标签`,
      `must have at most ${maxTags} tags`,
    )
  return checked
}

const checkNumber = (field: NumberField, raw: unknown, ctx: Context): Checked => {
  if (typeof raw !== 'number' || !Number.isFinite(raw))
    return wrong(raw, '必须是数字（不是文本）', 'must be a number, not a text')
  if (field.type === 'integer' && !Number.isInteger(raw))
    return wrong(raw, '必须是整数', 'must be a whole number')
  const scale = scaleOf(field)
  const value = roundTo(new Decimal(raw), scale)
  const limit = new Decimal(10).pow(15 - scale)
  if (value.abs().gte(limit))
    return wrong(raw, `绝对值必须小于 ${plain(limit)}`, `must be below ${plain(limit)} in size`)
  const min = boundOf(field.min, ctx)
  if (min !== null && value.lt(min))
    return wrong(raw, `必须不小于 ${plain(min)}`, `must be at least ${plain(min)}`)
  const max = boundOf(field.max, ctx)
  if (max !== null && value.gt(max))
    return wrong(raw, `必须不大于 ${plain(max)}`, `must be at most ${plain(max)}`)
  return { value: toWire(value) }
}

const dayShape = /^(\d{4})-(\d{2})-(\d{2})$/
const instantShape =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/

const isRealDay = (text: string): boolean => {
  const [, year, month, day] = (dayShape.exec(text) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined || year < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day >= 1 && day <= days
}

const toInstant = (text: string): string | null => {
  const [, day = '', hour, minute, second = '0', zone = ''] = instantShape.exec(text) ?? []
  if (!isRealDay(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return null
  const time = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return zone === '' || Number.isNaN(time) ? null : new Date(time).toISOString()
}

const checkTime = (field: TimeField, raw: unknown, ctx: Context): Checked => {
  const isDate = field.type === 'date'
  const text = typeof raw === 'string' ? raw.trim() : ''
  const value = isDate ? (isRealDay(text) ? text : null) : toInstant(text)
  if (value === null)
    return isDate
      ? wrong(raw, '必须是真实的日期，格式 2026-11-22', 'must be a real date such as 2026-11-22')
      : wrong(raw, '必须是带时区的时刻，例如 2026-11-22T08:30:00+08:00', 'must be an instant with its zone such as 2026-11-22T08:30:00+08:00') // prettier-ignore
  const [min, max] = [boundOf(field.min, ctx), boundOf(field.max, ctx)].map((bound) =>
    bound === null ? null : String(bound),
  )
  const day = (bound: string) => (bound.length > 10 || isDate ? value : localDay(value, ctx.zone))
  if (min && day(min) < min) return wrong(raw, `不能早于 ${min}`, `must not be before ${min}`)
  if (max && day(max) > max) return wrong(raw, `不能晚于 ${max}`, `must not be after ${max}`)
  return { value }
}

const checkChoice = (field: EnumField, raw: unknown): Checked => {
  if (typeof raw === 'string' && Object.hasOwn(field.options, raw)) return { value: raw }
  const keys = Object.keys(field.options)
  const near = suggestionLabel(typeof raw === 'string' ? raw : '', keys)
  const shown = listed(keys)
  return wrong(raw, `必须是下列之一：${shown}${near.zh}`, `must be one of ${shown}${near.en}`)
}

const checkChoices = (field: EnumField, raw: unknown): Checked =>
  checkList(raw, (item) => checkChoice(field, item))

const checkId = (raw: unknown): Checked =>
  typeof raw === 'string' && isUuid(raw)
    ? { value: raw.toLowerCase() }
    : wrong(raw, '必须是记录的标识（UUID）', 'must be the id (UUID) of a record')

const checkList = (raw: unknown, check: (item: unknown) => Checked): Checked => {
  if (!Array.isArray(raw)) return wrong(raw, '必须是数组', 'must be an array')
  const values: unknown[] = []
  for (const item of raw) {
    const checked = check(item)
    if ('error' in checked) return checked
    if (checked.value !== null && !values.includes(checked.value)) values.push(checked.value)
  }
  return { value: values }
}

const checkRecordRef = (
  field: RecordRefField,
  raw: unknown,
  index: Pick<ModelIndex, 'resources'>,
): Checked => {
  const keys = typeof raw === 'object' && raw !== null ? Object.keys(raw).sort().join() : ''
  if (keys !== 'id,resource')
    return wrong(raw, '必须是 { resource, id }', 'must be { resource, id }')
  const { resource, id } = raw as { readonly resource: unknown; readonly id: unknown }
  const allowed = field.to ?? [...index.resources.keys()]
  if (typeof resource !== 'string' || !allowed.includes(resource)) {
    const shown = listed(allowed)
    return wrong(resource, `resource 必须是下列之一：${shown}`, `resource must be one of ${shown}`)
  }
  const checked = checkId(id)
  return 'error' in checked ? checked : { value: { resource, id: checked.value } }
}

const fileKeys = ['id', 'name', 'size', 'type'] as const

const checkAttachments = (field: AttachmentsField, raw: unknown): Checked => {
  if (!Array.isArray(raw)) return wrong(raw, '必须是文件数组', 'must be an array of files')
  if (field.max !== undefined && raw.length > field.max)
    return wrong(
      `${raw.length}`,
      `最多 ${field.max} 个文件`,
      `must have at most ${field.max} files`,
    )
  const files: unknown[] = []
  for (const item of raw) {
    if (typeof item !== 'object' || item === null || !('id' in item) || !isUuid(item.id))
      return wrong(item, '每个文件必须有标识 id（UUID）', 'each file must have its id (UUID)')
    const odd = Object.keys(item).find((key) => !fileKeys.some((known) => known === key))
    if (odd !== undefined)
      return wrong(odd, `文件只有 ${fileKeys.join('、')}`, `a file has only ${fileKeys.join(', ')}`)
    files.push({ ...item, id: String(item.id).toLowerCase() })
  }
  return { value: files }
}
