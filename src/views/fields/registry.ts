import type { FieldType } from '#model/language/definition.ts'
import { attachments } from './links/Attachments.tsx'
import { boolean } from './Boolean.tsx'
import { date } from './times/Date.tsx'
import { datetime } from './times/Datetime.tsx'
import { decimal } from './numbers/Decimal.tsx'
import { email } from './texts/Email.tsx'
import { enumeration } from './Enum.tsx'
import { integer } from './numbers/Integer.tsx'
import type { FieldKind } from './kind.ts'
import { lines } from './links/Lines.tsx'
import { longtext } from './texts/Longtext.tsx'
import { money } from './numbers/Money.tsx'
import { percent } from './numbers/Percent.tsx'
import { phone } from './texts/Phone.tsx'
import { recordRef } from './links/RecordRef.tsx'
import { reference } from './links/Reference.tsx'
import { references } from './links/References.tsx'
import { serial } from './texts/Serial.tsx'
import { tags } from './texts/Tags.tsx'
import { text } from './texts/Text.tsx'
import { url } from './texts/Url.tsx'

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
