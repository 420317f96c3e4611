import type { NumberField } from './definition.ts'

const standard = { integer: 0, money: 2, percent: 2, decimal: 6 } as const

/** Decimals that people read of a number at most; a computed amount ends at the cent, however exactly it is kept. */
export const shownDecimals = (field: NumberField): number =>
  field.type === 'money' && (field.formula || field.rollup)
    ? standard.money
    : (field.scale ?? standard[field.type])
