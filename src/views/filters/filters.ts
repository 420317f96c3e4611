import type { ComponentType } from 'react'
import type { FilterProps } from '../fields/kind.ts'
import { BooleanFilter } from './BooleanFilter.tsx'
import { DateFilter } from './DateFilter.tsx'
import { EnumFilter } from './EnumFilter.tsx'
import { NumberFilter } from './NumberFilter.tsx'
import { ReferenceFilter } from './ReferenceFilter.tsx'
import { TagsFilter, TextFilter } from './TextFilter.tsx'

/** Editors of a field's condition, by name; loaded when the first one opens. */
export const filters = {
  text: TextFilter,
  number: NumberFilter,
  date: DateFilter,
  boolean: BooleanFilter,
  enum: EnumFilter,
  tags: TagsFilter,
  reference: ReferenceFilter,
} as const satisfies Record<string, ComponentType<FilterProps>>
