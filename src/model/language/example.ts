import { isComputed } from './compute.ts'
import { scaleOf } from './decimal.ts'
import type { Field, NumberField, RecordRefField, TextField, TimeField } from './definition.ts'
import { textOfPattern } from './example-text.ts'
import { addDays } from './time.ts'

/** What chooses among the possible: a seeded stream, or always the middle. */
export type Chance = {
  /** Whole number from `low` to `high`, both included. */
  readonly whole: (low: number, high: number) => number
  readonly pick: <T>(items: readonly T[]) => T
}

/** Around what examples are made up. */
export type ExampleContext = {
  readonly chance: Chance
  /** Day on which the record is written, `YYYY-MM-DD`. */
  readonly day: string
  /** Id of a record of the entity, or null when there is none. */
  readonly reference: (entity: string) => string | null
  /** Entities that a pointer to any record may point to. */
  readonly entities?: readonly string[]
  /** What a bound such as `$today` or `param('key')` stands for today; default: only numbers are understood. */
  readonly bound?: (bound: number | string) => number | string | null
  /** What the definition says of its sample: a list to pick from, `{ min, max }`, or the value itself. */
  readonly sample?: Readonly<Record<string, unknown>>
}

/** Always the first of a list and the middle of a range: the same example every time. */
export const middle: Chance = {
  whole: (low, high) => Math.floor((low + high) / 2),
  pick: (items) => {
    const first = items[0]
    if (first === undefined) throw new RangeError('nothing to pick from')
    return first
  },
}

type Made = string | number | boolean | null | object

const names = ['王建国', '李秀兰', '张敏', '刘洋', '陈静', '杨帆', '赵磊', '黄丽', '周强', '吴婷']
const companies = ['恒远机械', '华盛阀门', '鼎新流体', '中泰装备', '明达化工', '远东管业', '瑞丰重工', '宏图电气'] // prettier-ignore
const streets = ['苏州工业园区星湖街 218 号', '上海市嘉定区曹安公路 4800 号', '无锡市新吴区长江路 7 号', '杭州市滨江区江南大道 588 号'] // prettier-ignore
const remarks = ['已与对方电话确认', '按约定时间跟进', '资料齐全，可以办理', '等待对方回复后继续', '现场核实情况属实', '请于本周内完成'] // prettier-ignore

/** Texts by a word in the name of their field; the first that fits. */
const texts: readonly (readonly [RegExp, readonly string[]])[] = [
  [/address/, streets],
  [/contact|person|by$/, names],
  [/company|supplier|competitor|partner/, companies],
]

const textOf = (name: string, field: TextField, { chance }: ExampleContext): string | null => {
  const { pattern, max_length } = field
  if (pattern !== undefined) return textOfPattern(pattern, chance)
  if (field.format !== undefined) return null
  const known = texts.find(([word]) => word.test(name))?.[1]
  const text = known
    ? chance.pick(known)
    : `${field.label.zh} ${String(chance.whole(1, 999)).padStart(3, '0')}`
  return [...text].slice(0, max_length).join('')
}

const amounts: Readonly<Record<NumberField['type'], readonly [number, number]>> = {
  integer: [1, 60],
  decimal: [1, 500],
  money: [500, 80_000],
  percent: [5, 95],
}

const boundOf = (bound: number | string | undefined, context: ExampleContext) => {
  if (bound === undefined || typeof bound === 'number') return bound ?? null
  return context.bound?.(bound) ?? null
}

/** A number of few decimals between the bounds; where a bound is wide or absent, of a usual size. */
const numberOf = (
  field: NumberField,
  context: ExampleContext,
  usual: readonly [number, number] = amounts[field.type],
): number => {
  const { min, max } = field
  const [first, last] = [boundOf(min, context), boundOf(max, context)]
  const [usualLow, usualHigh] = usual
  const most = typeof last === 'number' ? last : Infinity
  const low = typeof first === 'number' ? Math.max(first, Math.min(usualLow, most)) : Math.min(usualLow, most) // prettier-ignore
  const high = Math.max(low, Math.min(most, Math.max(usualHigh, low)))
  const unit = 10 ** Math.min(2, scaleOf(field))
  return context.chance.whole(Math.ceil(low * unit), Math.floor(high * unit)) / unit
}

/** Days after the record's own that a date lies, by a word in the name of its field. */
const shiftOf = (name: string): readonly [number, number] =>
  /due|expected|planned|promised|until|valid_to|deadline|next|end/.test(name) ? [5, 45] : [-20, 0]

const dayOf = (name: string, field: TimeField, context: ExampleContext): string => {
  const { min, max } = field
  const made = addDays(context.day, context.chance.whole(...shiftOf(name)))
  const [first, last] = [boundOf(min, context), boundOf(max, context)].map((bound) => (bound === null ? null : String(bound).slice(0, 10))) // prettier-ignore
  if (last && made > last) return last
  return first && made < first ? first : made
}

/** A moment of the working hours of a Chinese office. */
const momentOf = (name: string, field: TimeField, context: ExampleContext): string => {
  const day = dayOf(name, field, context)
  const time = day === context.day ? '00:30' : `0${context.chance.whole(1, 8)}:30`
  return `${day}T${time}:00.000Z`
}

const pointerOf = (
  { to }: RecordRefField,
  { chance, reference, entities = [] }: ExampleContext,
) => {
  const possible = to ?? entities
  const resource = possible.length > 0 ? chance.pick(possible) : null
  const id = resource === null ? null : reference(resource)
  return resource === null || id === null ? null : { resource, id }
}

/** Compiles only while every type of field has an answer. */
const valueByType = (name: string, field: Field, context: ExampleContext): Made => {
  const { chance } = context
  const number = () => chance.whole(1, 999)
  switch (field.type) {
    case 'text':
      return textOf(name, field, context)
    case 'longtext':
      return chance.pick(remarks).slice(0, field.max_length)
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percent':
      return numberOf(field, context)
    case 'date':
      return dayOf(name, field, context)
    case 'datetime':
      return momentOf(name, field, context)
    case 'boolean':
      return chance.whole(0, 1) === 1
    case 'enum':
      return field.many ? [chance.pick(Object.keys(field.options))] : chance.pick(Object.keys(field.options)) // prettier-ignore
    case 'tags':
      return [chance.pick(['重点', '常规', '紧急', '华东', '新客户'])]
    case 'email':
      return `contact${number()}@example.com`
    case 'phone':
      return `139 ${chance.whole(1000, 9999)} ${chance.whole(1000, 9999)}`
    case 'url':
      return `https://www.example.com/${number()}`
    case 'reference':
      return context.reference(field.to)
    case 'references':
      return [context.reference(field.to)].filter((id) => id !== null)
    case 'record_ref':
      return pointerOf(field, context)
    case 'lines':
      return Array.from({ length: chance.whole(1, 3) }, () => exampleRecord(field.fields, { ...context, sample: {} })) // prettier-ignore
    case 'attachments':
      return []
    case 'serial':
      return null
  }
}

const isRange = (given: unknown): given is { readonly min: number; readonly max: number } =>
  typeof given === 'object' && given !== null && 'min' in given && 'max' in given

const isNumber = (field: Field): field is NumberField =>
  ['integer', 'decimal', 'money', 'percent'].includes(field.type)

/** A believable value of one field: what its definition's sample says, else by type, bounds and name. */
export const exampleValue = (name: string, field: Field, context: ExampleContext): unknown => {
  const given = context.sample?.[name]
  if (given === undefined) return valueByType(name, field, context)
  if (Array.isArray(given)) return context.chance.pick(given)
  if (!isRange(given) || !isNumber(field)) return given
  return numberOf(field, context, [given.min, given.max])
}

/** Whether people write this field of a new record: it is not computed, copied, numbered or set by the system. */
export const isGiven = (field: Field): boolean =>
  !isComputed(field) &&
  !field.readonly &&
  !field.auto &&
  field.copy === undefined &&
  field.type !== 'serial'

/** What somebody could write for a new record: a value for every field that people give and that has no default. */
export const exampleRecord = (
  fields: Readonly<Record<string, Field>>,
  context: ExampleContext,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => isGiven(field) && field.default === undefined)
      .map(([name, field]): [string, unknown] => [name, exampleValue(name, field, context)])
      .filter(([, value]) => value !== null),
  )
