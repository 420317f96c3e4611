import type { Label } from '#model/language/definition.ts'

/** What the sample company is called. */
export const sampleName: Label = { zh: '华澄精密', en: 'Huacheng Precision' }
