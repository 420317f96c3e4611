import type { FieldType } from '#model/language/definition.ts'
import { attachments } from './Attachments.tsx'
import { boolean } from './Boolean.tsx'
import { date } from './Date.tsx'
import { datetime } from './Datetime.tsx'
import { decimal } from './Decimal.tsx'
import { email } from './Email.tsx'
import { enumeration } from './Enum.tsx'
import { integer } from './Integer.tsx'
import type { FieldKind } from './kind.ts'
import { lines } from './Lines.tsx'
import { longtext } from './Longtext.tsx'
import { money } from './Money.tsx'
import { percent } from './Percent.tsx'
import { phone } from './Phone.tsx'
import { recordRef } from './RecordRef.tsx'
import { reference } from './Reference.tsx'
import { references } from './References.tsx'
import { serial } from './Serial.tsx'
import { tags } from './Tags.tsx'
import { text } from './Text.tsx'
import { url } from './Url.tsx'

/** Views of every field type; a new type does not compile until it has an answer here. */
export const fieldKinds: Readonly<Record<FieldType, FieldKind>> = {
  text,
  longtext,
  integer,
  decimal,
  money,
  percent,
  date,
  datetime,
  boolean,
  enum: enumeration,
  tags,
  email,
  phone,
  url,
  reference,
  references,
  record_ref: recordRef,
  lines,
  attachments,
  serial,
}
