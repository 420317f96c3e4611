import type { Decimal } from './decimal.ts'
import type { Label } from './definition.ts'
import { suggestionLabel } from './nearest.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Tells whether a value is the id of a record. */
export const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && uuid.test(value)

/** Says what was found and what is allowed. */
export const wrong = (found: unknown, zh: string, en: string): { readonly error: Label } => {
  const shown = found === undefined ? undefined : shorten(found)
  return {
    error:
      shown === undefined
        ? { zh, en }
        : { zh: `${zh}（收到 ${shown}）`, en: `${en} (got ${shown})` },
  }
}

/** Says that there is no field of this name, with the one that was probably meant. */
export const noSuchField = (name: string, names: readonly string[]): Label => {
  const near = suggestionLabel(name, names)
  const shown = shortName(name)
  return { zh: `没有字段“${shown}”${near.zh}`, en: `no field "${shown}"${near.en}` }
}

/** Lists what is allowed; a long list is cut. */
export const listed = (names: readonly string[]): string =>
  names.length <= 40 ? names.join(', ') : `${names.slice(0, 40).join(', ')} … (${names.length})`

/** Writes a bound without exponent. */
export const plain = (value: Decimal | string): string =>
  typeof value === 'string' ? value : value.toFixed()

const shortName = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}…` : name)

const shorten = (found: unknown): string => {
  const text = JSON.stringify(found) ?? String(found)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
