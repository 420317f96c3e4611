import type { FieldKind } from '../kind.ts'
import { number } from './Number.tsx'

/** A whole number. */
export const integer: FieldKind = number
