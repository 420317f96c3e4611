import { createContext, useContext } from 'react'
import type { Field } from '#model/language/definition.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'

type Fields = Readonly<Record<string, Field>>

/** The fields of the form on the screen, by name, so that its summary can name them. */
export const FormFieldsContext = createContext<Fields>({})

/** Names a path of the form by its labels: `明细 · 第 2 行 · 数量`. */
export const useFormLabel = (): ((path: string) => string) => {
  const fields = useContext(FormFieldsContext)
  const label = useLabel()
  const text = useText()
  return (path) => {
    const [name = '', row, column = ''] = path.split('.')
    const field = fields[name]
    if (!field) return path
    if (field.type !== 'lines' || row === undefined) return label(field.label)
    const line = text('form.line', { row: Number(row) + 1 })
    return [label(field.label), line, label(field.fields[column]?.label)].filter(Boolean).join(' · ')
  }
} // prettier-ignore
