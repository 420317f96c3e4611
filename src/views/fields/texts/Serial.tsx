import type { FieldKind } from '../kind.ts'
import { text } from './Text.tsx'

/** A number given by the system. */
export const serial: FieldKind = text
