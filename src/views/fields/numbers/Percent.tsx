import type { FieldKind } from '../kind.ts'
import { number } from './Number.tsx'

/** A share of a hundred. */
export const percent: FieldKind = number
