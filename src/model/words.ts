import type { Label } from './language/definition.ts'

/** Writes a label in both languages: `words('合同', 'Contract')`. */
export const words = (zh: string, en: string): Label => ({ zh, en })
