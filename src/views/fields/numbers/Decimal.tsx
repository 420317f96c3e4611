import type { FieldKind } from '../kind.ts'
import { number } from './Number.tsx'

/** A number with decimals. */
export const decimal: FieldKind = number
