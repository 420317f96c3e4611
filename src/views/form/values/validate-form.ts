import type { FieldErrors, FieldValues, Resolver } from 'react-hook-form'
import { set } from 'react-hook-form'
import type { Label } from '#model/language/definition.ts'
import { validateInput } from '#model/language/validate.ts'
import { isBlank } from '#model/language/workflow.ts'
import { changesBetween } from '../../../data/diff.ts'
import type { Row } from '#model/language/wire.ts'
import type { Console } from '../../console.ts'
import { conditionsOf, contextOf } from './conditions.ts'
import { isSeeded } from '../../record/sections.ts'
import { recordError } from '../form-errors.ts'

export type FormPurpose = {
  readonly resource: string
  readonly mode: 'create' | 'update'
  readonly base: Row | null
}

/** What a form sends: all that is filled on creation, only what was changed later. */
export const valuesToSend = ({ mode, base }: FormPurpose, values: FieldValues): Record<string, unknown> => {
  const changes = changesBetween(base ?? {}, values)
  const lines = Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, Array.isArray(value) ? value.map(cleanLine) : value]))
  return mode === 'update' ? lines : Object.fromEntries(Object.entries(lines).filter(([, value]) => !isBlank(value)))
} // prettier-ignore

/** Leaves out what the form added to a row: keys of its own and blanks of a new row. */
const cleanLine = (row: unknown): unknown => {
  if (typeof row !== 'object' || row === null || 'resource' in row) return row
  const isNew = !('id' in row && row.id)
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => name !== '_key' && !(isNew && (name === 'id' || isBlank(value)))),
  )
} // prettier-ignore

/**
 * Checks a form before it is sent, with the rules of the model that need no database.
 *
 * Shape: sentences by dot path, in the viewer's language; conditional requirements included.
 */
export const formProblems = (
  console: Console,
  purpose: FormPurpose,
  values: FieldValues,
  texts: { readonly label: (label: Label) => string; readonly required: string },
): Readonly<Record<string, string>> => {
  const ctx = contextOf(console)
  const conditions = conditionsOf(console, purpose.resource, values)
  const data = valuesToSend(purpose, values)
  const { errors } = validateInput(console.index, purpose.resource, data, {
    mode: purpose.mode,
    ctx,
    ...(purpose.base && { current: purpose.base }),
  })
  const problems = Object.fromEntries(Object.entries(errors).map(([path, label]) => [path, texts.label(label)])) // prettier-ignore
  const names = Object.keys(console.index.resources.get(purpose.resource)?.entity.fields ?? {})
  for (const name of names)
    if (
      !(name in problems) &&
      (purpose.mode === 'create' || name in values) &&
      conditions.isVisible(name) &&
      conditions.isRequired(name) &&
      isBlank(values[name]) &&
      !hasDefault(console, purpose, name)
    )
      problems[name] = texts.required
  return problems
}

const hasDefault = (console: Console, { resource, mode }: FormPurpose, name: string): boolean => {
  const field = console.index.resources.get(resource)?.fields[name]
  const isGiven = field?.type === 'serial' || field?.auto || field?.readonly || field?.copy !== undefined
  return Boolean(isGiven) || (mode === 'create' && (field?.default !== undefined || isSeeded(field)))
} // prettier-ignore

/** Turns sentences by path into react-hook-form's tree of errors. */
export const toFieldErrors = (problems: Readonly<Record<string, string>>): FieldErrors => {
  const errors: FieldErrors = {}
  for (const [path, message] of Object.entries(problems))
    set(errors, path === recordError ? `root.${recordError}` : path, { type: 'invalid', message })
  return errors
}

/** Makes react-hook-form ask the model. */
export const resolverOf =
  (problemsOf: (values: FieldValues) => Readonly<Record<string, string>>): Resolver =>
  (values) => {
    const errors = toFieldErrors(problemsOf(values))
    return Object.keys(errors).length === 0 ? { values, errors: {} } : { values: {}, errors }
  }
