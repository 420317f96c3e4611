import { useContext } from 'react'
import { useWatch } from 'react-hook-form'
import type { Field, Predicate } from '#model/language/definition.ts'
import { useConsole } from '../../console.ts'
import { FormFieldsContext } from '../../form/form-labels.ts'

/**
 * Child rows are chosen among those of the record that the form names: lines of this order, not of every order.
 *
 * Shape: null for references to whole records; a condition that nothing meets while the form names none.
 */
export const useWithin = (field: Field): Predicate | null => {
  const { index } = useConsole()
  const form = useContext(FormFieldsContext)
  const parent = field.type === 'reference' ? index.resources.get(field.to)?.parent : undefined
  const by = Object.entries(form).find(([, each]) => each.type === 'reference' && each.to === parent?.resource)?.[0] // prettier-ignore
  const owner: unknown = useWatch({ name: by ?? '', disabled: by === undefined })
  if (!parent || by === undefined) return null
  return { [parent.key]: typeof owner === 'string' ? owner : null }
}
