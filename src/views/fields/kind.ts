import type { ComponentType } from 'react'
import type { Field } from '#model/language/definition.ts'
import type { Row } from '#model/language/wire.ts'

export type ValueProps<F extends Field = Field> = {
  readonly field: F
  readonly value: unknown
  /** Resource that declares the field, its name, and the record that holds the value. */
  readonly resource: string
  readonly name: string
  readonly record: Row
}

export type InputProps<F extends Field = Field> = {
  readonly field: F
  readonly resource: string
  /** Path in the form: `amount`, `lines.0.quantity`. */
  readonly source: string
  readonly label: string
  readonly required: boolean
  readonly readOnly: boolean
  /** Label only for assistive technology: cells of a grid of lines. */
  readonly compact?: boolean
  /** Heading right above; an input that bears its own need not repeat it. */
  readonly heading?: string
  /** The stored record that the form changes; null while it is new. */
  readonly record?: Row | null
}

export type FilterProps<F extends Field = Field> = {
  readonly field: F
  /** Value of the field in a predicate: scalar, list or operators. */
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

/** How one field type is shown in a table, read on a record page, entered in a form and filtered by. */
export type FieldKind = {
  readonly Column: ComponentType<ValueProps>
  readonly Field: ComponentType<ValueProps>
  readonly Input: ComponentType<InputProps>
  /** Null: predicates know no condition on values of this type. */
  readonly Filter: ComponentType<FilterProps> | null
  readonly isNumeric?: boolean
  /** Takes the whole width of a form or record section. */
  readonly isWide?: boolean
}
