import type { RaRecord } from 'ra-core'
import { fieldsWith, fieldWith, Missing, mustFind, valuesOf, type Seen } from './ask.ts'

type Value = string | number

const numberOrText = (value: unknown): value is Value =>
  typeof value === 'number' || typeof value === 'string'

/** Own fields that equal a value; nothing where none does. */
export const equal = async (seen: Seen): Promise<void> => {
  const text = fieldWith(seen, ['text', 'key'], 'texts')
  const [value] = valuesOf(seen, text)
  await mustFind(seen, { [text]: value }, (row) => row[text] === value)
  const [number] = fieldsWith(seen, ['number'])
  if (number !== undefined) {
    const [amount] = valuesOf(seen, number)
    await mustFind(seen, { [number]: amount }, (row) => row[number] === amount)
    await mustFind(seen, { [number]: amount, [text]: value }, (row) => row[number] === amount && row[text] === value) // prettier-ignore
    await mustFind(seen, { [number]: 987_654_321 }, () => false)
  }
}

/** A list means any of its values. */
export const anyOf = async (seen: Seen): Promise<void> => {
  const text = fieldWith(seen, ['text', 'key'], 'texts')
  const values = valuesOf(seen, text).slice(0, 2)
  await mustFind(seen, { [text]: values }, (row) => values.includes(row[text]))
}

/** A value in the middle, so that both sides have rows. */
const middleOf = (seen: Seen, field: string): Value => {
  const sorted = valuesOf(seen, field).filter(numberOrText).toSorted((a, b) => (a < b ? -1 : 1))
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Missing(`not tried: "${field}" has no values`)
  return middle
} // prettier-ignore

/** `$gte`, `$lt`, `$gt`, `$lte` on numbers and days; empty values are on neither side. */
export const bounds = async (seen: Seen): Promise<void> => {
  const fields = fieldsWith(seen, ['number', 'day'])
  if (fields.length === 0) throw new Missing('not tried: no field with different numbers or days')
  for (const field of fields.slice(0, 2)) {
    const middle = middleOf(seen, field)
    const is = (holds: (value: Value) => boolean) => (row: RaRecord) => {
      const value: unknown = row[field]
      return numberOrText(value) && holds(value)
    }
    await mustFind(
      seen,
      { [field]: { $gte: middle } },
      is((value) => value >= middle),
    )
    await mustFind(
      seen,
      { [field]: { $lt: middle } },
      is((value) => value < middle),
    )
    await mustFind(
      seen,
      { [field]: { $gt: middle } },
      is((value) => value > middle),
    )
    await mustFind(seen, { [field]: { $gte: middle, $lte: middle } }, (row) => row[field] === middle) // prettier-ignore
  }
}

/** A text inside a text; characters that databases treat as patterns are only characters. */
export const contains = async (seen: Seen): Promise<void> => {
  const text = fieldsWith(seen, ['text']).at(-1)
  if (text === undefined) throw new Missing('not tried: no field with different texts')
  const part = [...String(valuesOf(seen, text)[0])].slice(-2).join('')
  const has = (row: RaRecord) => String(row[text] ?? '').toLowerCase().includes(part.toLowerCase()) // prettier-ignore
  await mustFind(seen, { [text]: { $contains: part } }, has)
  await mustFind(seen, { [text]: { $contains: '_%' } }, (row) => String(row[text] ?? '').includes('_%')) // prettier-ignore
}

/** Empty values equal only empty, and are unequal to every value. */
export const empty = async (seen: Seen): Promise<void> => {
  const some = seen.fields.find(([name]) => seen.rows.some((row) => row[name] == null))?.[0]
  const name = some ?? fieldWith(seen, ['text', 'key', 'number'], 'values')
  await mustFind(seen, { [name]: { $null: true } }, (row) => row[name] == null)
  await mustFind(seen, { [name]: { $null: false } }, (row) => row[name] != null)
  const [value] = valuesOf(seen, name)
  if (value !== undefined) await mustFind(seen, { [name]: { $ne: value } }, (row) => row[name] !== value) // prettier-ignore
}

/** `$or`, `$and` and `$not` over conditions; `$not` is the complement, empty values included. */
export const combined = async (seen: Seen): Promise<void> => {
  const text = fieldWith(seen, ['text', 'key'], 'texts')
  const [a, b] = valuesOf(seen, text)
  const is = (row: RaRecord) => row[text] === a || row[text] === b
  const either = { $or: [{ [text]: a }, { [text]: b }] }
  await mustFind(seen, either, is)
  await mustFind(seen, { $not: either }, (row) => !is(row))
  await mustFind(seen, { $and: [either, { [text]: b }] }, (row) => row[text] === b)
}
