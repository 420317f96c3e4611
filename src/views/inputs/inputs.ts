import type { ComponentType } from 'react'
import type { InputProps } from '../fields/kind.ts'
import { AttachmentsInput } from './AttachmentsInput.tsx'
import { BooleanInput } from './BooleanInput.tsx'
import { DateInput, DatetimeInput } from './DateInput.tsx'
import { EnumInput } from './EnumInput.tsx'
import { LinesInput } from './lines/LinesInput.tsx'
import { NumberInput } from './NumberInput.tsx'
import { RecordRefInput } from './references/RecordRefInput.tsx'
import { ReferenceInput, ReferencesInput } from './references/ReferenceInput.tsx'
import { TagsInput } from './TagsInput.tsx'
import { LongtextInput, TextInput } from './TextInput.tsx'

/** Inputs of a form, by name; one chunk, loaded with the first form. */
export const inputs = {
  text: TextInput,
  longtext: LongtextInput,
  number: NumberInput,
  date: DateInput,
  datetime: DatetimeInput,
  boolean: BooleanInput,
  enum: EnumInput,
  tags: TagsInput,
  reference: ReferenceInput,
  references: ReferencesInput,
  recordRef: RecordRefInput,
  lines: LinesInput,
  attachments: AttachmentsInput,
} as const satisfies Record<string, ComponentType<InputProps>>
