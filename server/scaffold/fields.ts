import { fieldTypes, type Field, type FieldType, type Label } from '#model/language/definition.ts'

/** A field as somebody asks for it: `amount:money!=索赔金额/Amount`. */
export type AskedField = { readonly name: string; readonly field: Field }

/** What was asked for cannot be made; the message says why. */
export class CannotMake extends Error {}

const grammar = /^([a-z][a-z0-9_]*)(?::([a-z_]+)(?::([a-z0-9_,]+))?)?(!)?(?:=(.+))?$/

/** Types that need more than a line of words on the command line. */
const tooRich: readonly FieldType[] = ['lines', 'record_ref']

/** Writes a name of the model as words: `warranty_claims` -> `Warranty claims`. */
export const wordsOf = (name: string): string => {
  const text = name.replace(/_ids?$/, '').replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Reads `质保索赔/Warranty claims`; one text stands for both languages. */
export const labelOf = (text: string | undefined, name: string): Label => {
  const [first = wordsOf(name), second = first] = (text ?? '').split('/').map((part) => part.trim()).filter((part) => part !== '') // prettier-ignore
  return { zh: first, en: second }
}

const typeOf = (text: string, asked: string | undefined): FieldType => {
  const known: readonly string[] = fieldTypes.filter((type) => !tooRich.includes(type))
  const found = fieldTypes.find((type) => type === (asked ?? 'text'))
  if (found && known.includes(found)) return found
  throw new CannotMake(`--field ${text}: "${asked}" is not one of ${known.join(', ')}; lines and pointers to any record are written in the file`) // prettier-ignore
}

const referenceName = (name: string, type: FieldType): string => {
  const ending = type === 'reference' ? '_id' : '_ids'
  return name.endsWith(ending) ? name : name + ending
}

/**
 * Reads a field of the command line: name, type, what the type needs, `!` for required, labels.
 *
 * Errors: `CannotMake` with the part that is not understood and what is allowed.
 *
 * @example fieldOf('cause:enum:wear,transport!=原因/Cause', ['customers'])
 */
export const fieldOf = (text: string, entities: readonly string[]): AskedField => {
  const [, name = '', asked, more, must, words] = grammar.exec(text) ?? []
  if (name === '')
    throw new CannotMake(`--field ${text}: must be name:type[:more][!][=中文/English], such as amount:money!, customer:reference:customers or cause:enum:wear,transport`) // prettier-ignore
  const type = typeOf(text, asked)
  const label = labelOf(words, name)
  const options = { label, ...(must === '!' && { required: true as const }) }
  if (type === 'reference' || type === 'references') {
    if (more === undefined || !entities.includes(more))
      throw new CannotMake(`--field ${text}: "${more ?? ''}" is no entity; known are ${entities.join(', ')}`) // prettier-ignore
    return { name: referenceName(name, type), field: { type, to: more, ...options } }
  }
  if (type === 'enum') {
    if (more === undefined)
      throw new CannotMake(`--field ${text}: a choice needs its options: ${name}:enum:low,high`)
    const keys = more.split(',').filter((key) => key !== '')
    const choices = keys.map((key) => [key, { zh: wordsOf(key), en: wordsOf(key) }])
    return { name, field: { type, options: Object.fromEntries(choices), ...options } }
  }
  if (more !== undefined)
    throw new CannotMake(`--field ${text}: ${type} takes nothing after a colon ("${more}")`)
  if (type === 'serial')
    return { name, field: { type, pattern: `${name.slice(0, 2).toUpperCase()}-{yyyy}-{seq4}`, label } } // prettier-ignore
  return { name, field: { type, ...options } as Field } // every other type needs a label only
}
