import { useContext, useRef } from 'react'
import { useFormContext } from 'react-hook-form'
import type { Row } from '#model/language/wire.ts'
import { useConsole } from '../../console.ts'
import type { InputProps } from '../../fields/kind.ts'
import { FormFieldsContext } from '../../form/form-labels.ts'
import { isWritable } from '../../record/sections.ts'

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === ''

/**
 * Fills what the model takes from a chosen record: siblings whose default is a field of it, as `=product.unit`.
 *
 * What somebody typed stays; what an earlier choice brought is replaced.
 */
export const useFillFrom = ({ resource, source }: InputProps): ((chosen: Row | undefined) => void) => {
  const { index } = useConsole()
  const { getValues, setValue } = useFormContext()
  const form = useContext(FormFieldsContext)
  const filled = useRef(new Map<string, unknown>())
  const at = source.lastIndexOf('.') + 1
  const path = source.slice(0, at)
  const hop = source.slice(at).replace(/_id$/, '')
  return (chosen) => {
    // The dialog of a step holds a few fields only: nothing beside it is filled.
    if (!chosen || Object.keys(form).length === 0) return
    for (const [name, field] of Object.entries(index.resources.get(resource)?.fields ?? {})) {
      const from = typeof field.default === 'string' ? /^=(\w+)\.(\w+)$/.exec(field.default) : null
      const value = from?.[2] ? chosen[from[2]] : undefined
      if (from?.[1] !== hop || isEmpty(value) || !isWritable(field, 'create')) continue
      const before: unknown = getValues(path + name)
      if (!isEmpty(before) && before !== filled.current.get(name)) continue
      filled.current.set(name, value)
      setValue(path + name, value, { shouldDirty: true, shouldValidate: false })
    }
  }
} // prettier-ignore
